import { FILM_CLASS, isFilm } from "./film_data.ts";
import { elementsOf, type ParsedElement } from "./parsed_html.ts";

/**
 * Finds what would act by itself in a page, or change the page around it: scripts, handlers,
 * frames, addresses that are scripts, and elements that are not closed. Pages show what notebooks
 * hold and run nothing of it; the {@linkcode CONTENT_POLICY} keeps browsers from it where this
 * finds nothing.
 *
 * @param html A piece of HTML as it shall stand in a page.
 * @returns What was found, a phrase each; empty where all is well.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { activeContent } from "saddle/course/mod.ts";
 *
 * assert.deepEqual(activeContent("<img src=a.png onerror=alert(1)>"), ["the handler onerror of <img>"]);
 * assert.deepEqual(activeContent('<script type="application/json">{}</script>'), []);
 * ```
 */
export function activeContent(html: string): string[] {
  return activeOf(elementsOfPiece(html));
}

/** The elements of a piece, and of what stands around it. */
export function elementsOfPiece(html: string): ParsedElement[] {
  return elementsOf(AROUND.replace("<piece></piece>", () => `<div>${html}</div>`));
}

/** What {@linkcode activeContent} finds, of elements that are parsed already. */
export function activeOf(found: readonly ParsedElement[]): string[] {
  const after = found.findLast(({ attributes }) => attributes.get("id") === "after-piece");
  const parents: string[] = [];
  for (let at = after?.parent; at; at = at.parent) parents.push(at.name);
  const isWhole = parents.join(" ") === "section article main div body html" &&
    found.every(({ name, isClosed }) => isClosed || OPEN.has(name));
  return [
    ...actsOf(found),
    ...isWhole ? [] : ["an element, a comment or a tag that does not end, or ends too often"],
  ];
}

/** What acts among elements, whatever they stand in. */
export function actsOf(found: readonly ParsedElement[]): string[] {
  return found.flatMap((element) => [...activeElement(element), ...activeAttributes(element)]);
}

/** Elements that need no closing tag, and those that change no more than how a text looks. */
const OPEN = new Set([
  ...["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "option"],
  ...["optgroup", "rt", "rp", "html", "head", "body", "b", "i", "u", "s", "em", "strong", "small"],
  ...["big", "tt", "code", "font", "span", "nobr", "strike"],
  ...["area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"],
  ...["base", "param", "basefont", "bgsound", "frame", "keygen", "command", "isindex"],
]);

/** What stands around a piece in a page. */
const AROUND = `<div><main><article><section><piece></piece><i id="after-piece"></i></section>` +
  `</article></main></div>`;

/**
 * What holds other documents, changes how the page's own addresses and rules are read, or holds
 * text where scripts run and elements elsewhere.
 */
const ELEMENTS = new Set([
  ...["iframe", "frame", "frameset", "object", "embed", "applet", "portal", "fencedframe"],
  ...["base", "plaintext", "form", "noscript", "noembed", "noframes", "xmp"],
]);
/** By such a name scripts find the picture where they look for a part of the document. */
const CLOBBERS = "a name of <img>, which scripts would take for a part of the document";
/** A type of data that no browser runs. */
const DATA = /^(?:application|text|model)\/(?:[\w.-]+\+)?(?:json|plain|csv|xml|yaml|x-[\w-]*tex)$/i;

function activeElement({ name, attributes, source, text }: ParsedElement): string[] {
  if (ELEMENTS.has(name)) return [`the element <${name}>`];
  // Browsers differ in what they leave out of it
  if (name === "select" && /<(?!\/?(?:option|optgroup|hr)\b)/i.test(source)) {
    return ["more than options in a <select>"];
  }
  if (name === "meta" && attributes.has("http-equiv")) return ["<meta http-equiv>"];
  if (name === "img" && attributes.has("name")) return [CLOBBERS];
  if (name !== "script") return [];
  const isFilms = attributes.get("class")?.split(/\s+/).includes(FILM_CLASS) ?? false;
  if (isFilms && !isFilm(text)) return ["what the player of films would take for a film"];
  return DATA.test(attributes.get("type")?.trim() ?? "") ? [] : ["a script"];
}

function activeAttributes({ name, attributes }: ParsedElement): string[] {
  return [...attributes].flatMap(([attribute, value]) => {
    if (/^on/.test(attribute)) return [`the handler ${attribute} of <${name}>`];
    // Browsers leave such letters out of the name of a scheme
    // deno-lint-ignore no-control-regex
    const [, scheme] = value.replace(/[\x00-\x20]/g, "").match(/(?:^|;)(javascript|vbscript):/i) ??
      [];
    if (scheme !== undefined) return [`an address of <${name}> that is a script`];
    return name === "a" && attribute === "href" && /^\s*data:/i.test(value)
      ? ["a link to a document of data"]
      : [];
  });
}
