import { type ElementParts, elementsOf } from "./parsed_html.ts";

/**
 * Finds what would make a browser ask another host when it shows this HTML: pages of the course
 * have to work without a network. The HTML is parsed, so that no spelling hides an address. Links
 * that a reader may follow are no requests.
 *
 * @param html HTML.
 * @returns The addresses, in order; empty where the HTML stands alone.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { externalRequests } from "saddle/course/mod.ts";
 *
 * assert.deepEqual(externalRequests("<img src=&#104;ttps:\\\\example.org/a.png>"), ["https:\\\\example.org/a.png"]);
 * assert.deepEqual(externalRequests('<a href="https://example.org/">paper</a>'), []);
 * ```
 */
export function externalRequests(html: string): string[] {
  return requestsOf(elementsOf(html));
}

/** The same of elements that are parsed already. */
export function requestsOf(elements: readonly ElementParts[]): string[] {
  return elements.flatMap((parts) => [...askedByAttributes(parts), ...askedByStyle(parts)]);
}

/** Attributes whose address is asked for, on whatever element. */
const ADDRESSES = new Set([
  ...["src", "data", "poster", "background", "lowsrc", "dynsrc", "manifest", "codebase", "archive"],
  ...["classid", "code", "action", "formaction", "icon", "href", "xlink:href"],
]);
/** Those that hold several, parted by spaces and commas. */
const LISTS = new Set(["srcset", "imagesrcset", "ping", "attributionsrc"]);
/** What an SVG animation may put into the place of an address. */
const ANIMATED = new Set(["from", "to", "by", "values"]);
/** Elements whose address a reader has to follow. */
const LINKS = new Set(["a", "area"]);

function askedByAttributes({ name, attributes }: ElementParts): string[] {
  const asked: string[] = [];
  const isAnimation = /^(?:animate|set)/.test(name);
  for (const [attribute, value] of attributes) {
    if (attribute === "style") continue;
    const isLink = LINKS.has(name) && /href$/.test(attribute);
    if (ADDRESSES.has(attribute) && !isLink) asked.push(value.trim());
    else if (LISTS.has(attribute)) asked.push(...value.split(/[\s,]+/));
    else if (ANIMATED.has(attribute) && isAnimation) asked.push(...value.split(/[\s;]+/));
    else if (/url\s*\(/i.test(unescapedCss(value))) asked.push(...addressesInCss(value));
  }
  // Such as a page that leads on to another one by itself
  const content = attributes.get("content")?.match(/url\s*=\s*['"]?([^'"]*)/i)?.[1];
  if (name === "meta" && attributes.has("http-equiv") && content) asked.push(content.trim());
  return asked.filter(isElsewhere);
}

function askedByStyle({ element, name, attributes }: ElementParts): string[] {
  const css = [attributes.get("style") ?? "", name === "style" ? element.textContent : ""];
  return css.flatMap(addressesInCss).filter(isElsewhere);
}

/** A place on a host of its own, which addresses that need no other host do not leave. */
const HERE = "http://page.invalid/course/";

/** Whether an address, read as browsers read it, leads away from the page's own host. */
function isElsewhere(address: string): boolean {
  try {
    const { protocol, host } = new URL(address, HERE);
    return protocol === "http:"
      ? host !== "page.invalid"
      : !/^(?:data|blob|about):$/.test(protocol);
  } catch {
    return false;
  }
}

/** Addresses in a style sheet that could be those of another host. */
function addressesInCss(css: string): string[] {
  const text = unescapedCss(css)
    // What they hold is no address, and may look like one: `xmlns='http://www.w3.org/2000/svg'`
    .replace(/url\(\s*(?:"data:[^"]*"|'data:[^']*'|data:[^)]*)\s*\)/gi, "")
    .replace(/@namespace[^;]*;/gi, "");
  const parts = text.matchAll(
    /url\(\s*["']?\s*([^"')]*)|["']\s*([a-z][a-z\d+.-]*:[^"']*|[\\/]{2}[^"']*)/gi,
  );
  return [...parts].map(([, address, quoted]) => (address ?? quoted ?? "").trim());
}

/** CSS without comments, and with letters in the place of escapes: `\75rl(` is `url(`. */
function unescapedCss(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, "").replace(
    /\\(?:([\da-f]{1,6})\s?|\r?\n|(.))/gi,
    (_, code?: string, letter?: string) =>
      code === undefined ? letter ?? "" : String.fromCodePoint(validPoint(parseInt(code, 16))),
  );
}

function validPoint(point: number): number {
  return point === 0 || point > 0x10ffff ? 0xfffd : point;
}
