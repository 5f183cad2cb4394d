import { cssAddresses, urlsInValue } from "./css_addresses.ts";
import { elementsOf, type ParsedElement } from "./parsed_html.ts";

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
export function requestsOf(elements: readonly ParsedElement[]): string[] {
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

function askedByAttributes({ name, attributes }: ParsedElement): string[] {
  const asked: string[] = [];
  const isAnimation = /^(?:animate|set)/.test(name);
  for (const [attribute, value] of attributes) {
    if (attribute === "style") continue;
    const isLink = LINKS.has(name) && /href$/.test(attribute);
    if (ADDRESSES.has(attribute) && !isLink) asked.push(value.trim());
    else if (LISTS.has(attribute)) asked.push(...value.split(/[\s,]+/));
    else if (ANIMATED.has(attribute) && isAnimation) asked.push(...value.split(/[\s;]+/));
    else asked.push(...urlsInValue(value));
  }
  // Such as a page that leads on to another one by itself
  const content = attributes.get("content")?.match(/url\s*=\s*['"]?([^'"]*)/i)?.[1];
  if (name === "meta" && attributes.has("http-equiv") && content) asked.push(content.trim());
  return asked.filter(isElsewhere);
}

function askedByStyle({ name, attributes, text }: ParsedElement): string[] {
  const css = [attributes.get("style") ?? "", name === "style" ? text : ""];
  return css.flatMap(cssAddresses).filter(leadsAway);
}

/**
 * Places on a host of its own, which addresses that need no other host do not leave: `http:a` is
 * beside a page that came by `http:`, and another host elsewhere.
 */
const HERE = ["http://page.invalid/course/", "https://page.invalid/course/"];

/** Whether an address, read as browsers read it, leads away from the page's own host. */
function isElsewhere(address: string): boolean {
  // Deno's parser takes `///host` and a tab between slashes for no address; browsers do not
  // deno-lint-ignore no-control-regex
  const plain = address.replace(/^[\x00-\x20]+|[\t\n\r]/g, "").replace(/^[\\/]{2,}/, "//");
  return HERE.some((here) => {
    const url = URL.parse(plain, here);
    if (url === null) return false;
    // A style sheet of data can ask for more
    if (url.protocol === "data:") return /^(?:%20|\s)*text\/css/i.test(url.pathname);
    return !["blob:", "about:"].includes(url.protocol) &&
      (url.host !== "page.invalid" || url.protocol !== new URL(here).protocol);
  });
}

/** The same of a text in CSS, which may be none: `"Note: "` is no address. */
function leadsAway(text: string): boolean {
  const address = text.trim();
  return isElsewhere(address) &&
    !/^(?!https?:|ftp:|wss?:|file:|data:)[a-z][\w+.-]*:/i.test(address);
}
