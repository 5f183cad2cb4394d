import { parseHTML } from "linkedom";

/** The little of an element that is read here. */
export interface ParsedElement {
  readonly localName: string;
  readonly textContent: string;
  readonly innerHTML: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  readonly parentElement: ParsedElement | null;
  getAttribute(name: string): string | null;
}

/** An element with its attributes by their names in lower case. */
export interface ElementParts {
  readonly element: ParsedElement;
  readonly name: string;
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
