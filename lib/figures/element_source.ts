import type { Element } from "./document.ts";
import { round } from "./svg.ts";

/**
 * An element's source, as valid XML (the DOM here writes HTML), with hundredths of a pixel at most.
 */
export function elementSource(element: Element): string {
  return element.outerHTML
    .replaceAll("&nbsp;", "&#160;")
    .replace(
      /(\s(?:d|points|transform|c?[xy]|[xy][12])=")([^"]*)/g,
      (_, name: string, value: string) =>
        name + value.replace(/-?\d+\.\d{3,}/g, (digits) => String(round(Number(digits)))),
    );
}
