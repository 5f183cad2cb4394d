import { escapeHtml } from "../escape_html.ts";
import type { CommentRenderer } from "./comment_html.ts";
import type {
  Callable,
  Declaration,
  DocType,
  JsDoc,
  Members,
  Method,
  Param,
  Property,
  TypeParam,
} from "./doc_json.ts";
import type { RoomSymbol } from "./rooms.ts";
import {
  paramHtml,
  propertyHtml,
  type ShownParam,
  shownParam,
  typeHtml,
  type TypeLink,
  typeParamsHtml,
} from "./type_html.ts";

/** What an entry needs beside its symbol. */
export interface EntryOptions {
  /** Renders comments. */
  readonly comments: CommentRenderer;
  /** Finds where a type that a file names is explained. */
  readonly linkFrom: (file: string) => TypeLink;
  /** The path of the symbol's file, as readers know it. */
  readonly path: string;
  /** Options that only this function takes: they are explained with it. */
  readonly options: readonly RoomSymbol[];
  /** The address of the entry, where another room has it. */
  readonly elsewhere: string | undefined;
}

/** A declaration that is no reference to another room's. */
type Explained = Exclude<Declaration, { kind: "reference" }>;

/** What readers call the kinds of declarations. */
export const KINDS: Readonly<Record<Declaration["kind"], string>> = {
  function: "function",
  class: "class",
  variable: "value",
  interface: "interface",
  typeAlias: "type",
  reference: "",
};

/** The entry of a symbol in its room's page: what it is, how it is written, and an example. */
export function symbolHtml(symbol: RoomSymbol, options: EntryOptions): string {
  const head = headHtml(symbol, "h3", options.elsewhere === undefined ? options.path : "");
  if (options.elsewhere !== undefined) {
    const [room = ""] = options.elsewhere.split(".html");
    return section(`${head}
<p class="elsewhere">Explained in <a href="${options.elsewhere}">${escapeHtml(room)}</a>.</p>`);
  }
  const parts = symbol.declarations.flatMap((declaration, index) => {
    if (declaration.kind === "reference") return [];
    // Several ways to call a function share its options
    const shown = index === 0 ? options : { ...options, options: [] };
    return [new Entry(symbol.name, declaration, shown).html()];
  });
  return section([head, ...parts].join("\n"));
}

function section(html: string): string {
  return `<section class="symbol">\n${html}\n</section>`;
}

function headHtml({ name, kind }: RoomSymbol, tag: "h3" | "h4", path: string): string {
  const id = escapeHtml(name);
  return `<${tag} id="${id}"><code>${id}</code> <span class="kind">${KINDS[kind]}</span>${
    path === "" ? "" : ` <span class="path">${escapeHtml(path)}</span>`
  } <a class="anchor" href="#${id}" aria-label="Link to ${id}">#</a></${tag}>`;
}

/** Characters that fit into a line of a signature. */
const WIDTH = 84;

/** One declaration of a symbol. */
class Entry {
  readonly #name: string;
  readonly #declaration: Explained;
  readonly #options: EntryOptions;
  readonly #link: TypeLink;

  constructor(name: string, declaration: Explained, options: EntryOptions) {
    [this.#name, this.#declaration, this.#options] = [name, declaration, options];
    this.#link = options.linkFrom(declaration.location.filename);
  }

  html(): string {
    const { jsDoc = {} } = this.#declaration;
    return [
      this.#signatureHtml(),
      jsDoc.doc ? `<div class="text">\n${this.#block(jsDoc.doc)}</div>` : "",
      ...this.#details(),
      ...this.#options.options.map((symbol) => this.#optionsHtml(symbol)),
      ...this.#notes(jsDoc),
      ...examplesOf(jsDoc).map((example) =>
        `<h4>Example</h4>\n<div class="code example">\n${this.#block(example)}</div>`
      ),
    ].filter((part) => part !== "").join("\n");
  }

  #block(text: string): string {
    return this.#options.comments.block(text, this.#name);
  }

  #line(text: string): string {
    return this.#options.comments.line(text, this.#name);
  }

  /** A signature that says no more than the heading is left out. */
  #signatureHtml(): string {
    const signature = this.#signature();
    const { kind } = this.#declaration;
    if (signature === `${kind} ${escapeHtml(this.#name)}`) return "";
    return `<pre class="signature"><code>${signature}</code></pre>`;
  }

  #signature(): string {
    const { kind, def } = this.#declaration, name = escapeHtml(this.#name), link = this.#link;
    switch (kind) {
      case "function":
        return this.#call(name, def, this.#params(def, this.#declaration.jsDoc));
      case "variable":
        return fitted(`${name}: `, typeHtml(def.tsType, link), def.tsType, link);
      case "typeAlias": {
        const head = `type ${name}${typeParamsHtml(def.typeParams, link)} =`;
        return fitted(`${head} `, typeHtml(def.tsType, link), def.tsType, link);
      }
      case "interface": {
        const bases = (def.extends ?? []).map((base) => typeHtml(base, link));
        const more = bases.length === 0 ? "" : ` extends ${bases.join(", ")}`;
        return `interface ${name}${typeParamsHtml(def.typeParams, link)}${more}`;
      }
      case "class":
        return `class ${name}${typeParamsHtml(def.typeParams, link)}${
          def.extends ? ` extends ${escapeHtml(def.extends)}` : ""
        }`;
    }
  }

  /** What a function takes: a pattern is called as the comment calls it. */
  #params({ params }: Pick<Callable, "params">, jsDoc: JsDoc | undefined): ShownParam[] {
    const tags = tagsOf(jsDoc, "param");
    return params.map((param, index) => {
      const shown = shownParam(param);
      if (!isPattern(param) || tags.length !== params.length) return shown;
      return { ...shown, name: tags[index]?.name ?? shown.name };
    });
  }

  #call(
    name: string,
    def: {
      readonly typeParams?: readonly TypeParam[];
      readonly returnType?: DocType;
      readonly tsType?: DocType;
    },
    params: readonly ShownParam[],
  ): string {
    const gives = def.returnType ?? def.tsType, link = this.#link;
    const head = `${name}${typeParamsHtml(def.typeParams, link)}`;
    const tail = gives === undefined ? "" : `: ${typeHtml(gives, link)}`;
    const parts = params.map((param) => paramHtml(param, link));
    const line = `${head}(${parts.join(", ")})${tail}`;
    if (parts.length === 0 || lengthOf(line) <= WIDTH) return line;
    return `${head}(\n${parts.map((part) => `  ${part},\n`).join("")})${tail}`;
  }

  /** What stands between the text and the errors: parameters, members. */
  #details(): string[] {
    const { kind, def, jsDoc } = this.#declaration;
    switch (kind) {
      case "function":
        return this.#paramsHtml(def, jsDoc);
      case "interface":
        return this.#membersHtml(def, "h4");
      case "class":
        return [
          ...(def.constructors ?? []).map((made) => this.#methodsHtml("Made by", [made])),
          ...this.#membersHtml(def, "h4"),
        ];
      case "typeAlias":
        return literalsOf(def.tsType).flatMap((members) => this.#membersHtml(members, "h4"));
      case "variable":
        return [];
    }
  }

  #paramsHtml(def: Pick<Callable, "params">, jsDoc: JsDoc | undefined): string[] {
    const items = this.#paramItems(def, jsDoc);
    return items.length === 0 ? [] : [`<h4>Parameters</h4>\n<dl>\n${items.join("\n")}\n</dl>`];
  }

  #paramItems(def: Pick<Callable, "params">, jsDoc: JsDoc | undefined): string[] {
    const tags = tagsOf(jsDoc, "param");
    return this.#params(def, jsDoc).flatMap((param) => {
      const doc = tags.find(({ name }) => name === param.name)?.doc ?? "";
      const members = literalsOf(param.type).flatMap(({ properties = [] }) => properties)
        .filter(({ jsDoc }) => jsDoc?.doc);
      if (doc === "" && members.length === 0) return [];
      const nested = members.length === 0
        ? ""
        : `\n<dl>\n${members.map((member) => this.#propertyItem(member)).join("\n")}\n</dl>`;
      return [itemHtml(paramHtml(param, this.#link), this.#line(doc) + nested)];
    });
  }

  #membersHtml(
    members: Pick<Members, "properties" | "methods" | "callSignatures">,
    tag: "h4" | "h5",
  ): string[] {
    const { properties = [], methods = [], callSignatures = [] } = members;
    const calls = [...callSignatures, ...methods];
    const shown = properties.filter(({ jsDoc }) => !isInternal(jsDoc));
    return [
      shown.length === 0 ? "" : `<${tag}>Members</${tag}>
<dl>\n${shown.map((property) => this.#propertyItem(property)).join("\n")}\n</dl>`,
      calls.length === 0 ? "" : this.#methodsHtml("Methods", calls),
    ].filter((part) => part !== "");
  }

  #propertyItem(property: Property): string {
    const { jsDoc } = property;
    const more = examplesOf(jsDoc).map((example) => this.#block(example));
    const text = jsDoc?.doc ? this.#line(jsDoc.doc) : "";
    return itemHtml(propertyHtml(property, this.#link), [text, ...more].join("\n"));
  }

  #methodsHtml(title: string, methods: readonly (Method & { functionDef?: Callable })[]): string {
    const items = methods.filter(({ jsDoc }) => !isInternal(jsDoc)).map((method) => {
      const { name = "", optional, jsDoc } = method, def = method.functionDef ?? method;
      const called = name === "constructor" ? `new ${this.#name}` : name;
      const signature = this.#call(
        `${escapeHtml(called)}${optional ? "?" : ""}`,
        def,
        this.#params(def, jsDoc),
      );
      const params = this.#paramItems(def, jsDoc);
      return itemHtml(
        signature,
        [
          jsDoc?.doc ? this.#block(jsDoc.doc) : "",
          params.length === 0 ? "" : `<dl>\n${params.join("\n")}\n</dl>`,
          ...this.#notes(jsDoc, "h5"),
        ].filter((part) => part !== "").join("\n"),
      );
    });
    return `<h4>${title}</h4>\n<dl class="methods">\n${items.join("\n")}\n</dl>`;
  }

  /** The options of this function alone. */
  #optionsHtml(symbol: RoomSymbol): string {
    const parts = symbol.declarations.flatMap((declaration) => {
      if (declaration.kind !== "interface") return [];
      const entry = new Entry(symbol.name, declaration, this.#options);
      const { doc = "" } = declaration.jsDoc ?? {}, { extends: bases = [] } = declaration.def;
      const more = bases.map((base) => typeHtml(base, entry.#link)).join(", ");
      return [
        `<p class="about">${this.#line(doc)}${
          more === "" ? "" : ` Beside these, all of <code>${more}</code>.`
        }</p>`,
        ...entry.#membersHtml(declaration.def, "h5").map((html) =>
          html.replace("<h5>Members</h5>\n", "")
        ),
      ];
    });
    return `${headHtml(symbol, "h4", "")}\n${parts.join("\n")}`;
  }

  /** What it gives and what it throws. */
  #notes(jsDoc: JsDoc | undefined, tag: "h4" | "h5" = "h4"): string[] {
    const returns = tagsOf(jsDoc, "return").map(({ doc = "" }) =>
      `<${tag}>Returns</${tag}>\n<div class="about">${this.#line(doc)}</div>`
    );
    const errors = tagsOf(jsDoc, "throws").map(({ tsType, doc = "" }) =>
      itemHtml(tsType ? typeHtml(tsType, this.#link) : "Error", this.#line(sentence(doc)))
    );
    if (errors.length === 0) return returns;
    return [
      ...returns,
      `<${tag}>Throws</${tag}>\n<dl class="errors">\n${errors.join("\n")}\n</dl>`,
    ];
  }
}

function itemHtml(term: string, text: string): string {
  return `<dt><code>${term}</code></dt>\n<dd>${text}</dd>`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  const end = /[.:!?]$|^$/.test(trimmed) ? "" : ".";
  return trimmed.charAt(0).toUpperCase() + trimmed.slice(1) + end;
}

function tagsOf(jsDoc: JsDoc | undefined, kind: string) {
  return (jsDoc?.tags ?? []).filter((tag) => tag.kind === kind);
}

function examplesOf(jsDoc: JsDoc | undefined): string[] {
  return tagsOf(jsDoc, "example").map(({ doc = "" }) => doc);
}

function isInternal(jsDoc: JsDoc | undefined): boolean {
  return tagsOf(jsDoc, "internal").length > 0;
}

function isPattern(param: Param): boolean {
  if (param.kind === "assign") return isPattern(param.left);
  return param.kind === "object" || param.kind === "array";
}

/** The objects that a type spells out, at its top. */
function literalsOf(type: DocType | undefined): Members[] {
  switch (type?.kind) {
    case "typeLiteral":
      return [type.value];
    case "union":
    case "intersection":
      return type.value.flatMap(literalsOf);
    case "parenthesized":
      return literalsOf(type.value);
    default:
      return [];
  }
}

/** A type behind its name, each part of a long one on a line of its own. */
function fitted(head: string, html: string, type: DocType | undefined, link: TypeLink): string {
  if (lengthOf(head + html) <= WIDTH) return head + html;
  const parts = type?.kind === "union" || type?.kind === "intersection" ? type.value : [];
  if (parts.length > 0) {
    const mark = type?.kind === "union" ? "|" : "&amp;";
    return head.trimEnd() + parts.map((part) => `\n  ${mark} ${typeHtml(part, link)}`).join("");
  }
  if (type?.kind !== "typeLiteral") return head + html;
  const { properties = [] } = type.value;
  return `${head}{\n${properties.map((one) => `  ${propertyHtml(one, link)};\n`).join("")}}`;
}

/** How many characters a reader sees. */
function lengthOf(html: string): number {
  return html.replace(/<[^>]*>/g, "").replace(/&\w+;/g, "x").length;
}
