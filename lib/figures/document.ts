import { parseHTML } from "linkedom";
import { createCanvas } from "./canvas.ts";

/** The little of the DOM that the figures touch. */
export interface Element {
  readonly localName: string;
  readonly outerHTML: string;
  innerHTML: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<Element>;
}

/** A document that can make elements. */
export interface Document {
  createElement(name: string): Element;
}

let shared: Document | undefined;

/**
 * The document that Observable Plot draws into: linkedom's, with a real canvas for
 * rasters and ramps.
 */
export function figureDocument(): Document {
  if (shared) return shared;
  const { document } = parseHTML("<html><body></body></html>") as unknown as { document: Document };
  const createElement = document.createElement.bind(document);
  document.createElement = (name) =>
    name === "canvas" ? canvasElement() as unknown as Element : createElement(name);
  return shared = document;
}

/** What Plot asks of a canvas: a size set afterwards, a 2-D context, and a data URI. */
function canvasElement(): Record<string, unknown> {
  let canvas: ReturnType<typeof createCanvas> | undefined;
  const size = { width: 1, height: 1 };
  const resize = (side: "width" | "height") => ({
    get: () => size[side],
    set: (value: number) => {
      size[side] = value;
      canvas = undefined;
    },
  });
  const current = () => canvas ??= createCanvas(size.width, size.height);
  return Object.defineProperties({
    getContext: () => current().context,
    toDataURL: () => current().address("png"),
  }, { width: resize("width"), height: resize("height") });
}
