import { Parser } from "htmlparser2";
import { decodedText } from "../files/mod.ts";
import { actsOf } from "./active_content.ts";
import { requestsOf } from "./external_requests.ts";
import type { ParsedElement } from "./parsed_html.ts";

/** Names of documents, which a browser opens in the place of the page, scripts and all. */
const DOCUMENTS =
  /\.(?:[xs]?html?|xht|mht(?:ml)?|eml|webarchive|xml|xslt?|xsd|rdf|rss|atom|mathml|mml|svgz|hta|htc)$/i;

/** Names of what browsers show as a text, or save: its content is not asked what it is. */
const TEXTS =
  /\.(?:txt|md|csv|tsv|json|jsonl|ipynb|ya?ml|toml|py|ts|js|mjs|css|r|jl|tex|bib|sh|log)$/i;

/** Bytes of a drawing that is read to its end; a larger one counts as more than a drawing. */
export const LARGEST_DRAWING = 2e7;

/**
 * Whether a file beside the notebooks may act when a reader opens it from a page: run a script, or
 * ask another host. Documents may; a drawing in SVG may where it holds more than a drawing; and what
 * has no known name but begins as a document does, browsers take for one.
 *
 * @param name The file's name.
 * @param bytes What it begins with: 2 kB, and a drawing to its end.
 */
export function actsWhenOpened(name: string, bytes: Uint8Array): boolean {
  if (/\.svg$/i.test(name)) return bytes.length > LARGEST_DRAWING || isMoreThanDrawing(bytes);
  if (DOCUMENTS.test(name)) return true;
  if (TEXTS.test(name)) return false;
  return /^\uFEFF?\s*</.test(new TextDecoder().decode(bytes));
}

/** Read as XML, as a browser does: what HTML takes for a text may be a script there. */
function isMoreThanDrawing(bytes: Uint8Array): boolean {
  let text: string;
  try {
    text = decodedText(bytes);
  } catch {
    return true;
  }
  const elements: ParsedElement[] = [], texts: string[] = [];
  let declares = false;
  const parser = new Parser({
    onopentag(name, given) {
      // the namespace of addresses has any prefix; a handler has none
      const attributes = Object.entries(given).map(([attribute, value]): [string, string] => [
        localName(attribute) === "href" ? "href" : attribute.toLowerCase(),
        value,
      ]);
      const element = { name: localName(name), attributes: new Map(attributes), text: "" };
      elements.push({ ...element, source: "", parent: undefined, isClosed: true });
    },
    ontext: (data) => texts.push(data),
    // entities of its own, style sheets that make another document of it
    onprocessinginstruction(name, data) {
      declares ||= /^\?xml-/i.test(name) || /\[|<!entity/i.test(data);
    },
  }, { xmlMode: true });
  parser.end(text);
  const style = { ...elements[0]!, name: "style", attributes: new Map(), text: texts.join("") };
  return declares || elements[0]?.name !== "svg" ||
    elements.some(({ name }) => name === "foreignobject" || name === "handler") ||
    actsOf(elements).length > 0 || requestsOf([...elements, style]).length > 0;
}

/** A name without the prefix of its namespace, which an author may choose. */
function localName(name: string): string {
  return name.replace(/^.*:/s, "").toLowerCase();
}
