import { type Axes, axesLayer, requireAxes, SMALL_MARGIN, SMALL_SIZE } from "./axes.ts";
import { createCanvas } from "./canvas.ts";
import type { Area, Drawing, Frame, Sketch } from "./frame_types.ts";
import { dataUri } from "./data_uri.ts";
import { standalone, svgText } from "./svg.ts";

/** One frame, ready to be shown. */
export interface Rendered {
  /** The picture as a `data:` URI. */
  readonly src: string;
  /** The frame's own name, where it has one. */
  readonly label?: string;
  /** Its axes, where it has any: then `src` is what stands inside them. */
  readonly axes?: Axes;
  /** The picture's size, where the frame brings its own. */
  readonly size?: Area;
  /** Whether it is a photograph, whose colours stay as they are on dark pages. */
  readonly photo?: boolean;
}

/** Renders a frame at `scale` times the size of its area. */
export function render(
  frame: Frame,
  area: Area,
  options: { scale: number; quality?: number; index: number },
): Rendered {
  if (typeof frame === "function") return { src: drawnSource(frame, area, options) };
  if (frame instanceof Uint8Array) return { src: dataUri(mimeOf(frame, options.index), frame) };
  if (typeof frame === "string") return ofSvg(frame, options.index);
  if (isSketch(frame)) {
    if (frame.axes) requireAxes(frame.axes);
    const { label, axes, photo } = frame;
    return {
      src: drawnSource(frame.draw, area, options),
      ...(label === undefined ? {} : { label }),
      ...(axes === undefined ? {} : { axes }),
      ...(photo === undefined ? {} : { photo }),
    };
  }
  return ofSvg(frame?.svg, options.index);
}

/** A frame's own name, where it has one. */
export function labelOf(frame: Frame): string | undefined {
  return (frame as Partial<Sketch> | null)?.label;
}

/** The class of a figure of photographs, whose colours a dark page leaves as they are. */
export const PHOTOS = "saddle-photos";

/** Classes of a figure that is made of frames. */
export function classesOf(name: string, frames: readonly Frame[]): string {
  const hasPhotos = frames.some((frame) => (frame as Partial<Sketch> | null)?.photo === true);
  return hasPhotos ? `${name} ${PHOTOS}` : name;
}

function isSketch(frame: Exclude<Frame, Drawing | string | Uint8Array>): frame is Sketch {
  return typeof (frame as Sketch | null)?.draw === "function";
}

/** A small picture with its axes and its name as one standalone SVG. */
export function labelled(rendered: Rendered, area: Area, label: string): {
  svg: string;
  width: number;
  height: number;
} {
  const { src, axes, size = area, photo = false } = rendered;
  const head = label === "" ? 0 : 22;
  const room = axes ? SMALL_MARGIN : { left: 0, right: 0, top: 0, bottom: 0 };
  const width = size.width + room.left + room.right;
  const height = size.height + room.top + room.bottom + head;
  const layers = [
    `<image x="${room.left}" y="${
      room.top + head
    }" width="${size.width}" height="${size.height}" ` +
    `href="${src}"/>`,
    axes
      ? axesLayer(axes, size.width, size.height, {
        y: head,
        margin: SMALL_MARGIN,
        size: SMALL_SIZE,
      })
      : "",
    label === "" ? "" : svgText(label, {
      x: width / 2,
      y: 17,
      size: SMALL_SIZE,
      anchor: "middle",
      weight: 600,
    }),
  ];
  return { svg: standalone(width, height, layers, { photos: photo }), width, height };
}

function drawnSource(
  draw: Drawing,
  area: Area,
  { scale, quality = 80 }: { scale: number; quality?: number },
): string {
  const canvas = createCanvas(Math.round(area.width * scale), Math.round(area.height * scale));
  canvas.context.save();
  canvas.context.fillStyle = "#fff";
  canvas.context.fillRect(0, 0, canvas.width, canvas.height);
  canvas.context.restore();
  canvas.context.scale(scale, scale);
  draw(canvas.context, area);
  return canvas.address("webp", quality);
}

function ofSvg(svg: unknown, index: number): Rendered {
  const size = typeof svg === "string" ? sizeOf(svg) : undefined;
  if (typeof svg !== "string" || !size) {
    throw new TypeError(
      `Frame ${index}: expected a drawing function, a sketch, a figure made by plot(), ` +
        `standalone SVG with a width and a height, or PNG or WebP bytes, got ${
          typeof svg === "string" ? "an SVG without them" : "something else"
        }`,
    );
  }
  return { src: dataUri("image/svg+xml", svg), size };
}

function sizeOf(svg: string): Area | undefined {
  const tag = /<svg\b[^>]*>/.exec(svg)?.[0] ?? "";
  const width = Number(/\bwidth="([\d.]+)/.exec(tag)?.[1]);
  const height = Number(/\bheight="([\d.]+)/.exec(tag)?.[1]);
  return width > 0 && height > 0 ? { width, height } : undefined;
}

function mimeOf(bytes: Uint8Array, index: number): string {
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  if (start.startsWith("\x89PNG")) return "image/png";
  if (start.startsWith("RIFF") && start.endsWith("WEBP")) return "image/webp";
  if (start.startsWith("\xff\xd8\xff")) return "image/jpeg";
  throw new TypeError(
    `Frame ${index}: expected PNG, WebP or JPEG bytes, got ${bytes.length} others`,
  );
}

/** Checks that there are frames, and as many labels where labels are given. */
export function requireFrames(
  frames: readonly unknown[],
  labels: readonly string[] | undefined,
): void {
  if (!Array.isArray(frames) || frames.length === 0) {
    throw new RangeError("Expected at least one frame, got none");
  }
  if (labels && labels.length !== frames.length) {
    throw new RangeError(`Expected ${frames.length} labels (one a frame), got ${labels.length}`);
  }
}
