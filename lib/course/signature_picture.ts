import type { Notebook } from "./notebook.ts";

/** The tag of the cell whose figure is a notebook's signature picture. */
const TAG = "signature-picture";

/** Pictures of a strip that are shown at most. */
const MOST = 3;

/** A picture that stands for a notebook. */
export interface SignaturePicture {
  /** Its data, as a `data:` address. */
  readonly src: string;
  /** What it shows, as it stands between an attribute's quotes. */
  readonly alt: string;
  /** Whether its colours are those of photographs, which dark pages leave as they are. */
  readonly photo: boolean;
}

/**
 * The pictures that stand for a notebook on the index: those of the figure that the cell with the
 * tag `signature-picture` made. Of a film it is the frame that tells most, of a strip the first three.
 *
 * @param notebook The notebook, executed.
 * @returns The pictures; none where no cell has the tag or it made no figure.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { type Notebook, signaturePictures } from "saddle/course/mod.ts";
 *
 * const html = `<figure class="saddle-figure"><img src="data:image/png;base64,AAAA" alt="A dot"></figure>`;
 * const notebook: Notebook = {
 *   ...{ nbformat: 4, nbformat_minor: 5, metadata: {} },
 *   cells: [{
 *     ...{ cell_type: "code", metadata: { tags: ["signature-picture"] }, source: "" },
 *     execution_count: 1,
 *     outputs: [{ output_type: "display_data", data: { "text/html": html }, metadata: {} }],
 *   }],
 * };
 * const [picture] = signaturePictures(notebook);
 * assert.deepEqual(picture, { src: "data:image/png;base64,AAAA", alt: "A dot", photo: false });
 * ```
 */
export function signaturePictures(notebook: Notebook): SignaturePicture[] {
  const cell = notebook.cells.find(({ metadata: { tags } }) =>
    Array.isArray(tags) && tags.includes(TAG)
  );
  if (cell?.cell_type !== "code") return [];
  for (const output of cell.outputs) {
    const html = "data" in output ? output.data["text/html"] : undefined;
    if (typeof html !== "string" || !html.includes("saddle-figure")) continue;
    const photo = /<figure class="[^"]*\bsaddle-photos\b/.test(html);
    const images = imagesOf(html).map(({ src, alt }) => ({ src, alt, photo }));
    if (images.length > 0) return images;
  }
  return [];
}

/** The pictures of a figure that stand in it themselves. */
function imagesOf(html: string): { src: string; alt: string; telling: boolean }[] {
  // The pictures of a row say more than the scale above them
  const row = html.slice(Math.max(0, html.indexOf('class="saddle-frames"')));
  const all = Array.from(row.matchAll(/<img\b([^>]*)>/g), ([, attributes = ""]) => ({
    src: valueOf(attributes, "src"),
    alt: valueOf(attributes, "alt"),
    telling: valueOf(attributes, "class") === "saddle-telling",
  })).filter(({ src }) => /^data:image\/[\w+.-]+;base64,[\w+/=]+$/.test(src));
  const telling = all.filter(({ telling }) => telling);
  const shown = telling.length > 0 ? telling : html.includes("data-film=") ? all.slice(-1) : all;
  return shown.slice(0, MOST);
}

function valueOf(attributes: string, name: string): string {
  return attributes.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? "";
}
