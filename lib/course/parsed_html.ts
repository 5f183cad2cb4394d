import { type DefaultTreeAdapterTypes as Tree, parse } from "parse5";

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
    const element = toElement(next.node, next.parent, text);
    found.push(element);
    wait(childrenOf(next.node), element);
  }
  return found;
}

function childrenOf(node: Tree.Element): readonly Tree.ChildNode[] {
  return "content" in node ? (node as Tree.Template).content.childNodes : node.childNodes;
}

function toElement(
  node: Tree.Element,
  parent: ParsedElement | undefined,
  html: string,
): ParsedElement {
  const attributes = new Map<string, string>();
  for (const { name, prefix, value } of node.attrs) {
    attributes.set((prefix ? `${prefix}:${name}` : name).toLowerCase(), value);
  }
  const texts = node.childNodes.map((child) => "value" in child ? child.value : "");
  const { startTag, endTag } = node.sourceCodeLocation ?? {};
  const source = startTag === undefined ? "" : html.slice(
    startTag.endOffset,
    endTag?.startOffset ?? node.sourceCodeLocation?.endOffset,
  );
  // Beyond HTML, in SVG, a tag can be its own end
  const isWhole = node.namespaceURI !== HTML && startTag !== undefined &&
    html[startTag.endOffset - 2] === "/";
  return {
    name: node.tagName.toLowerCase(),
    ...{ attributes, text: texts.join(""), source, parent },
    isClosed: startTag === undefined || endTag !== undefined || isWhole,
  };
}

const HTML = "http://www.w3.org/1999/xhtml";

/**
 * HTML in which the data of pictures are cut out: most of a page is theirs, and nothing that they can
 * be made of ends an attribute or a text.
 */
export function withoutPictures(html: string): string {
  return html.replace(/(data:image\/[\w.+-]+;base64,)[\w+/]{64,}=*/g, "$1");
}
