import { createCanvas, loadImage } from "@napi-rs/canvas";
import assert from "node:assert/strict";

/** The `src` of every `<img>` in some HTML. */
export function sources(html: string): string[] {
  return [...html.matchAll(/<img [^>]*?src="([^"]*)"/g)].map((match) => match[1]!);
}

/** The SVG behind a base64 `data:` URI. */
export function decodeSvg(uri = ""): string {
  const prefix = "data:image/svg+xml;base64,";
  assert.ok(uri.startsWith(prefix), `expected an SVG data URI, got ${uri.slice(0, 40)}`);
  const bytes = Uint8Array.from(atob(uri.slice(prefix.length)), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** HTML as a code host shows it: no scripts, no style sheets, no style attributes. */
export function stripped(html: string): string {
  return html.replace(/<(script|style)\b[^]*?<\/\1>/g, "").replace(/ style="[^"]*"/g, "");
}

/** Checks that a text is one well-formed, standalone SVG: browsers show nothing of any other. */
export function assertStandaloneSvg(svg: string): void {
  assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  assert.doesNotMatch(
    svg,
    /&(?!amp;|lt;|gt;|quot;|apos;|#\d+;|#x[\da-f]+;)/i,
    "only XML's entities",
  );
  assert.doesNotMatch(svg, /\b(NaN|Infinity|undefined)\b/);
  assert.doesNotMatch(svg, /(?:href|src)="(?!data:|#)/, "nothing is fetched");
  const open: string[] = [];
  for (const [, close, name, attributes, self] of svg.matchAll(/<(\/?)([\w:-]+)([^>]*?)(\/?)>/g)) {
    if (close) assert.equal(open.pop(), name, "closes what is open");
    else if (!self) open.push(name!);
    assert.match(attributes!, /^(\s+[\w:-]+="[^"<]*")*\s*$/, `attributes of <${name}>`);
  }
  assert.deepEqual(open, []);
}

/** Reads the pixels of a picture given as a `data:` URI: `at(x, y)` is its colour at a share of its size. */
export async function pixels(
  uri: string,
): Promise<{ width: number; height: number; at(x: number, y: number): number[] }> {
  const picture = await loadImage(uri);
  const { width, height } = picture;
  const context = createCanvas(width, height).getContext("2d");
  context.drawImage(picture, 0, 0);
  const at = (x: number, y: number) =>
    Array.from(
      context.getImageData(
        Math.min(width - 1, Math.floor(x * width)),
        Math.min(height - 1, Math.floor(y * height)),
        1,
        1,
      ).data.subarray(0, 3),
    );
  return { width, height, at };
}

/** A number generator for tests that need scattered points; its quality does not matter. */
export function scattered(count: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 2147483648 - 1;
  });
}
