import { type DefaultTreeAdapterTypes as Tree, parse } from "parse5";
import { endOfBase64 } from "./base64.ts";

/** The little of an element that is read here. */
export interface ParsedElement {
  /** What it is called, in lower case. */
  readonly name: string;
  /** Its attributes by their names in lower case. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The text that stands in it, without that of elements inside. */
  readonly text: string;
  /** All that stands between its tags, as it was written; empty where it has none of its own. */
  readonly source: string;
  /** What it stands in. */
  readonly parent: ParsedElement | undefined;
  /** Whether it ends by its own tag, or can have none. */
  readonly isClosed: boolean;
}

/**
 * All elements of a piece of HTML in order, those inside of templates too, as the HTML standard has
 * browsers read it: whoever reads less closely can be shown another text than browsers see.
 *
 * @param html HTML; it need not be whole.
 */
export function elementsOf(html: string): ParsedElement[] {
  const text = withoutPictures(html);
  const document = parse(text, { sourceCodeLocationInfo: true });
  const found: ParsedElement[] = [];
  // A list instead of recursion: a page can be nested deeper than calls can
  const left: { node: Tree.Element; parent: ParsedElement | undefined }[] = [];
  const wait = (nodes: readonly Tree.ChildNode[], parent: ParsedElement | undefined) => {
    for (const node of nodes.toReversed()) if ("tagName" in node) left.push({ node, parent });
  };
  wait(document.childNodes, undefined);
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const element = new Parsed(next.node, next.parent, text);
    found.push(element);
    wait(childrenOf(next.node), element);
  }
  return found;
}

function childrenOf(node: Tree.Element): readonly Tree.ChildNode[] {
  return "content" in node ? (node as Tree.Template).content.childNodes : node.childNodes;
}

/** What few elements are asked for is made when it is asked for: a page can have millions. */
class Parsed implements ParsedElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: ParsedElement | undefined;
  readonly #node: Tree.Element;
  readonly #html: string;

  constructor(node: Tree.Element, parent: ParsedElement | undefined, html: string) {
    [this.#node, this.parent, this.#html] = [node, parent, html];
    this.name = node.tagName.toLowerCase();
    this.attributes = attributesOf(node);
  }

  get text(): string {
    return this.#node.childNodes.map((child) => "value" in child ? child.value : "").join("");
  }

  get source(): string {
    const { startTag, endTag, endOffset } = this.#node.sourceCodeLocation ?? {};
    if (startTag === undefined) return "";
    return this.#html.slice(startTag.endOffset, endTag?.startOffset ?? endOffset);
  }

  get isClosed(): boolean {
    const { startTag, endTag } = this.#node.sourceCodeLocation ?? {};
    if (startTag === undefined || endTag !== undefined) return true;
    // Beyond HTML, in SVG, a tag can be its own end
    return this.#node.namespaceURI !== HTML && this.#html[startTag.endOffset - 2] === "/";
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

function attributesOf({ attrs }: Tree.Element): ReadonlyMap<string, string> {
  if (attrs.length === 0) return NONE;
  return new Map(attrs.map(({ name, prefix, value }) => [
    (prefix ? `${prefix}:${name}` : name).toLowerCase(),
    value,
  ]));
}

const HTML = "http://www.w3.org/1999/xhtml";

/**
 * HTML in which the data of pictures are cut out: most of a page is theirs, and nothing that they can
 * be made of ends an attribute or a text.
 */
export function withoutPictures(html: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const { index, 0: begin } of html.matchAll(/data:image\/[\w.+-]+;base64,/g)) {
    if (index < end) continue;
    const start = index + begin.length;
    parts.push(html.slice(end, start));
    end = endOfBase64(html, start);
  }
  return parts.join("") + html.slice(end);
}
