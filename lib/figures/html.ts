/**
 * Text made safe between HTML or SVG tags.
 */
export function escapeText(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text made safe inside a double-quoted attribute. */
export function attribute(value: string): string {
  return escapeText(value).replaceAll('"', "&quot;");
}

/** JSON that cannot end the `<script>` element it stands in. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** One picture as an `<img>` that shows without any style sheet, on a light card of its own. */
export function image(
  options: { src: string; alt: string; width: number; style?: string; className?: string },
): string {
  const style = "max-width:100%;height:auto;background:#fff;border-radius:6px;" +
    (options.style ?? "display:block");
  const named = options.className ? `class="${attribute(options.className)}" ` : "";
  return `<img ${named}src="${options.src}" alt="${attribute(options.alt)}" ` +
    `width="${Math.round(options.width)}" style="${style}">`;
}
