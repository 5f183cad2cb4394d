/// <reference lib="dom" />

/** A reader's own text of a cell, and of which text it is a change. */
interface Kept {
  readonly of: string;
  readonly text: string;
}

/** A place of the browser for a cell of this page; pages that are files share one storage. */
function place(cell: number): string {
  return `saddle-live ${location.pathname.split("/").at(-1)} ${cell}`;
}

/** The reader's own text of a cell, where there is one of the text that the cell has today. */
export function keptText(cell: number, source: string): string | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(place(cell)) ?? "null") as Kept | null;
    return kept?.of === source ? kept.text : undefined;
  } catch {
    return undefined; // storage may be forbidden
  }
}

/** Keeps the reader's own text; the cell's own one is not kept. */
export function keepText(cell: number, source: string, text: string): void {
  try {
    if (text === source) localStorage.removeItem(place(cell));
    else localStorage.setItem(place(cell), JSON.stringify({ of: source, text } satisfies Kept));
  } catch { /* the change lasts as long as the page */ }
}
