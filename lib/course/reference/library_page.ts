import { escapeHtml } from "../escape_html.ts";
import type { Highlight } from "../highlighter.ts";
import { commentRenderer, firstSentence } from "./comment_html.ts";
import { referencePage } from "./reference_page.ts";
import type { Addresses, Room, RoomSymbol } from "./rooms.ts";

/** Rooms that serve the course and the commands; programs seldom need them. */
const BEHIND = ["configs", "course", "files", "options", "results", "setup", "tasks"];

/** What the first page needs beside the rooms. */
export interface LibraryPageOptions {
  /** Where symbols are explained. */
  readonly addresses: Addresses;
  /** Colours code. */
  readonly highlight: Highlight;
  /** Is told of a comment that cannot be rendered. */
  readonly onProblem: (problem: string) => void;
}

/** The first page of the reference: every room with what it holds. */
export function libraryPage(rooms: readonly Room[], options: LibraryPageOptions): string {
  const list = (shown: readonly Room[]) =>
    `<ol class="rooms">\n${shown.map((room) => roomHtml(room, options)).join("\n")}\n</ol>`;
  const behind = rooms.filter(({ name }) => BEHIND.includes(name));
  const others = rooms.filter((room) => !behind.includes(room));
  const body = `<div class="frame index">
<main id="content" tabindex="-1">
<h1>The library</h1>
<p class="lead">All that the notebooks use, room by room: every function with its options, its errors and an example.</p>
${list(others)}
${behind.length === 0 ? "" : `<h2 class="behind">Behind the course</h2>\n${list(behind)}`}
</main>
</div>`;
  return referencePage({
    title: "The library",
    description: "The library that the notebooks use, room by room.",
    place: "Library",
    body,
  });
}

function roomHtml(room: Room, { addresses, highlight, onProblem }: LibraryPageOptions): string {
  const comments = commentRenderer(
    highlight,
    (name) => addresses.ofName(room.name, name),
    (problem) => onProblem(`${room.name}: ${problem}`),
  );
  const name = escapeHtml(room.name);
  const summary = firstSentence(room.doc.doc ?? "").replace(
    /^(?:The )?(\w+): /i,
    (start, word) => word.toLowerCase() === room.name ? "" : start,
  );
  const links = room.symbols.filter(isShown).filter(({ place }) =>
    addresses.home(place) === room.name
  ).map((symbol) =>
    `<a href="${name}.html#${escapeHtml(symbol.name)}">${escapeHtml(symbol.name)}</a>`
  );
  return `<li>
<h2><a href="${name}.html">${name}</a></h2>
<p class="summary">${capitalised(comments.line(summary, room.name))}</p>
<p class="names">${links.join(" ")}</p>
</li>`;
}

/** Types are found from the functions that take and give them. */
function isShown({ kind }: RoomSymbol): boolean {
  return kind === "function" || kind === "class" || kind === "variable";
}

function capitalised(html: string): string {
  return html.charAt(0).toUpperCase() + html.slice(1);
}
