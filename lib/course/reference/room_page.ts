import { contentsNav } from "../page_frame.ts";
import { escapeHtml } from "../escape_html.ts";
import type { Highlight } from "../highlighter.ts";
import { commentRenderer, firstSentence, plainComment } from "./comment_html.ts";
import type { Param } from "./doc_json.ts";
import { referencePage } from "./reference_page.ts";
import { type Addresses, pathInLibrary, type Room, type RoomSymbol } from "./rooms.ts";
import { type EntryOptions, KINDS, symbolHtml } from "./symbol_html.ts";
import { shownParam } from "./type_html.ts";

/** What a room's page needs beside the room. */
export interface RoomPageOptions {
  /** All rooms in order, for previous and next. */
  readonly rooms: readonly Room[];
  /** Where symbols are explained. */
  readonly addresses: Addresses;
  /** The folder of the library. */
  readonly library: string;
  /** Colours code. */
  readonly highlight: Highlight;
  /** Is told of a comment that cannot be rendered. */
  readonly onProblem: (problem: string) => void;
}

/** The parts of a page, in order: functions are what most readers come for. */
const GROUPS: readonly { readonly title: string; readonly kinds: readonly string[] }[] = [
  { title: "Functions", kinds: ["function"] },
  { title: "Classes", kinds: ["class"] },
  { title: "Values", kinds: ["variable"] },
  { title: "Types", kinds: ["interface", "typeAlias"] },
  { title: "From other rooms", kinds: ["reference"] },
];

/** The page of a room: all that its door gives out. */
export function roomPage(room: Room, options: RoomPageOptions): string {
  const { addresses, highlight, onProblem } = options;
  const comments = commentRenderer(
    highlight,
    (name) => addresses.ofName(room.name, name),
    (problem) => onProblem(`${room.name}: ${problem}`),
  );
  const own = ownOptions(room, addresses), withFunction = new Set([...own.values()].flat());
  const entry = (symbol: RoomSymbol) =>
    symbolHtml(symbol, {
      comments,
      linkFrom: linkFrom(addresses),
      path: pathInLibrary(options.library, symbol.place),
      options: own.get(symbol.name) ?? [],
      elsewhere: elsewhereOf(room, symbol, addresses),
    });
  const groups = GROUPS.map(({ title, kinds }) => ({
    title,
    id: anchorOfGroup(title),
    symbols: room.symbols.filter((symbol) =>
      kinds.includes(groupKind(room, symbol, addresses)) && !withFunction.has(symbol)
    ),
  })).filter(({ symbols }) => symbols.length > 0);
  const sections = groups.map(({ title, id, symbols }) =>
    `<h2 id="${id}">${title}</h2>\n${symbols.map(entry).join("\n")}`
  );
  const body = `<div class="frame">
${contents(groups)}
<main id="content" tabindex="-1">
<article class="library">
<h1>${escapeHtml(room.name)}</h1>
<div class="text">\n${comments.block(room.doc.doc ?? "", room.name)}</div>
${importsHtml(room, highlight)}
${sections.join("\n")}
</article>
${neighbours(room, options.rooms)}
</main>
</div>`;
  return referencePage({
    title: room.name,
    description: plainComment(firstSentence(room.doc.doc ?? "")),
    place: `<a href="index.html">Library</a><span class="room"> · ${escapeHtml(room.name)}</span>`,
    body,
  });
}

/** How a program gets at the room's names. */
function importsHtml({ name, inMain }: Room, highlight: Highlight): string {
  const from = (names: string, specifier: string) => `import { ${names} } from "${specifier}";`;
  const lines = [
    ...inMain === undefined ? [] : [from(inMain === "*" ? "…" : inMain, "saddle")],
    from("…", `saddle/${name}/mod.ts`),
  ];
  return `<div class="import">${highlight(lines.join("\n"), "typescript")}</div>`;
}

function linkFrom(addresses: Addresses): EntryOptions["linkFrom"] {
  return (file) => (name, resolution) => {
    // Without a resolution it is a type of the language; a type that is left open is no symbol
    if (resolution === undefined || resolution.kind === "typeParam") return undefined;
    return addresses.ofType(file, resolution.name ?? name, resolution.specifier);
  };
}

function elsewhereOf(room: Room, { name, place }: RoomSymbol, addresses: Addresses) {
  const home = addresses.home(place);
  return home === room.name ? undefined : `${home}.html#${name}`;
}

function groupKind(room: Room, symbol: RoomSymbol, addresses: Addresses): string {
  return addresses.home(symbol.place) === room.name ? symbol.kind : "reference";
}

/** Apart from the anchors of symbols, none of which has a dash. */
function anchorOfGroup(title: string): string {
  return `all-${title.toLowerCase().replaceAll(" ", "-")}`;
}

/** The options that only one function of the room takes, by the function's name. */
function ownOptions(room: Room, addresses: Addresses): Map<string, RoomSymbol[]> {
  const takers = new Map<RoomSymbol, string[]>();
  for (const { name, declarations } of room.symbols) {
    const params = declarations.flatMap((one) => one.kind === "function" ? one.def.params : []);
    for (const option of new Set(params.map((param) => optionOf(param, room)))) {
      if (option === undefined || addresses.home(option.place) !== room.name) continue;
      takers.set(option, [...takers.get(option) ?? [], name]);
    }
  }
  const own = new Map<string, RoomSymbol[]>();
  for (const [option, names] of takers) {
    const [name = ""] = names;
    if (names.length === 1) own.set(name, [...own.get(name) ?? [], option]);
  }
  return own;
}

function optionOf(param: Param, room: Room): RoomSymbol | undefined {
  const { type } = shownParam(param);
  if (type?.kind !== "typeRef" || !type.value.typeName.endsWith("Options")) return undefined;
  return room.symbols.find(({ name, kind }) =>
    kind === "interface" && name === type.value.typeName
  );
}

function contents(
  groups: readonly { title: string; id: string; symbols: readonly RoomSymbol[] }[],
): string {
  const items = groups.flatMap(({ title, id, symbols }) => [
    `<li class="level-2"><a href="#${id}">${title}</a></li>`,
    ...symbols.map(({ name }) => {
      const shown = escapeHtml(name);
      return `<li class="level-3"><a href="#${shown}">${shown}</a></li>`;
    }),
  ]);
  return contentsNav(items);
}

function neighbours(room: Room, rooms: readonly Room[]): string {
  const at = rooms.indexOf(room);
  const link = (to: Room | undefined, words: string, rel: string) =>
    to === undefined
      ? "<span></span>"
      : `<a rel="${rel}" href="${to.name}.html"><small>${words}</small>${to.name}</a>`;
  return `<nav class="neighbours" aria-label="Previous and next">
${link(rooms[at - 1], "Previous room", "prev")}
${link(rooms[at + 1], "Next room", "next")}
</nav>`;
}

/** A symbol as the search knows it: name, room, kind, and what it is in a sentence. */
export type FoundSymbol = readonly [name: string, room: string, kind: string, summary: string];

/** What the search of all pages looks through: each symbol once, where it is explained. */
export function searchSymbols(rooms: readonly Room[], addresses: Addresses): FoundSymbol[] {
  return rooms.flatMap((room) =>
    room.symbols.filter(({ place }) => addresses.home(place) === room.name).map((symbol) => {
      const [declaration] = symbol.declarations;
      const comment = plainComment(firstSentence(declaration?.jsDoc?.doc ?? ""));
      return [symbol.name, room.name, KINDS[symbol.kind], comment] as const;
    })
  );
}
