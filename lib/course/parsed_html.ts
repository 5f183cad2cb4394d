import { parseHTML } from "linkedom";

/** The little of an element that is read here. */
export interface ParsedElement {
  /** What it is called. */
  readonly localName: string;
  /** All text inside of it. */
  readonly textContent: string;
  /** All HTML inside of it. */
  readonly innerHTML: string;
  /** Its attributes, in order. */
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  /** What it stands in. */
  readonly parentElement: ParsedElement | null;
  /** An attribute's value, null where it has none of that name. */
  getAttribute(name: string): string | null;
}

/** An element with its attributes by their names in lower case. */
export interface ElementParts {
  /** The element. */
  readonly element: ParsedElement;
  /** What it is called, in lower case. */
  readonly name: string;
  /** Its attributes by their names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
}

/** What holds text for one reader and elements for another, depending on where it stands. */
const TEXTS = new Set(["style", "noscript", "noembed", "noframes", "xmp", "textarea", "title"]);

/**
 * All elements of a piece of HTML in order, those inside of templates, of documents in a `srcdoc`,
 * and of what may be read as text too.
 *
 * @param html HTML; it need not be whole.
 */
export function elementsOf(html: string): ElementParts[] {
  const body = withoutPictures(html);
  const { document } = parseHTML(`<!doctype html><html><body>${body}</body></html>`) as unknown as {
    document: { querySelectorAll(selector: string): Iterable<ParsedElement> };
  };
  const found: ElementParts[] = [];
  for (const element of document.querySelectorAll("html *")) {
    const attributes = new Map<string, string>();
    for (const { name, value } of element.attributes) attributes.set(name.toLowerCase(), value);
    const name = element.localName.toLowerCase();
    found.push({ element, name, attributes });
    const inner = name === "template" ? element.innerHTML : attributes.get("srcdoc");
    const text = TEXTS.has(name) ? element.textContent : "";
    for (const more of [inner, text]) if (more?.includes("<")) found.push(...elementsOf(more));
  }
  return found;
}

/**
 * HTML in which the data of pictures are cut out: most of a page is theirs, and nothing that they can
 * be made of ends an attribute or a text.
 */
export function withoutPictures(html: string): string {
  return html.replace(/(data:image\/[\w.+-]+;base64,)[\w+/]{64,}=*/g, "$1");
}
