import { ansiToHtml } from "./ansi_to_html.ts";
import { escapeHtml } from "./escape_html.ts";
import type { MarkdownRenderer } from "./markdown.ts";
import type { MimeBundle, Output } from "./notebook.ts";

/**
 * One output of a cell as HTML for a page.
 *
 * @param output The output. Of a bundle the richest form that needs no extension is taken: HTML,
 * SVG, a picture, Markdown, plain text.
 * @param markdown Renders Markdown outputs.
 * @returns HTML; empty where there is nothing to show.
 */
export function renderOutput(output: Output, markdown: MarkdownRenderer): string {
  switch (output.output_type) {
    case "stream":
      return `<pre class="stream ${output.name}" tabindex="0">${
        ansiToHtml(output.text.trimEnd())
      }</pre>`;
    case "error": {
      const stack = output.traceback.join("\n").trim() || `${output.ename}: ${output.evalue}`;
      return `<pre class="error" tabindex="0">${ansiToHtml(stack)}</pre>`;
    }
    default:
      return renderBundle(output.data, markdown);
  }
}

function renderBundle(data: MimeBundle, markdown: MarkdownRenderer): string {
  const text = (mime: string) => typeof data[mime] === "string" ? data[mime] as string : undefined;
  const html = text("text/html");
  if (html !== undefined) return `<div class="html">${html}</div>`;
  const svg = text("image/svg+xml");
  if (svg !== undefined) return `<div class="picture">${svg}</div>`;
  const alt = escapeHtml(text("text/plain") ?? "");
  for (const mime of ["image/png", "image/webp", "image/jpeg", "image/gif"]) {
    const picture = text(mime);
    if (picture !== undefined) {
      return `<div class="picture"><img src="data:${mime};base64,${
        picture.replace(/\s/g, "")
      }" alt="${alt}"></div>`;
    }
  }
  const source = text("text/markdown");
  if (source !== undefined) return `<div class="html">${markdown.render(source)}</div>`;
  const plain = text("text/plain");
  return plain === undefined ? "" : `<pre class="result" tabindex="0">${ansiToHtml(plain)}</pre>`;
}
