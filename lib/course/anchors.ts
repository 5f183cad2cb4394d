/**
 * The anchor of a heading.
 *
 * @param text The heading's text, or the fragment of a link to it.
 * @returns Letters, digits and dashes in lower case.
 */
export function anchorOf(text: string): string {
  return text.toLowerCase().trim().replace(/[^\p{L}\p{M}\p{N}\s-]/gu, "").replace(/\s+/g, "-")
    .replace(/-+/g, "-");
}

/** The places of one page that links can lead to. */
export class Anchors {
  readonly #taken: Set<string>;
  /** The ids of equal headings, in order, by the anchor that they would have alone. */
  readonly #headings = new Map<string, string[]>();

  /**
   * Begins a page.
   *
   * @param reserved Ids that the page has beside its headings, such as those that its author wrote
   * in HTML. Those that every page has (`content`, `cell-1`) are known.
   */
  constructor(reserved: Iterable<string> = []) {
    this.#taken = new Set(reserved);
  }

  /** The same places, to which others can be added apart. */
  copy(): Anchors {
    const copy = new Anchors(this.#taken);
    for (const [base, ids] of this.#headings) copy.#headings.set(base, ids);
    return copy;
  }

  /**
   * Gives a heading its id: as JupyterLab does, in lower case, spaces become dashes; equal headings
   * are numbered.
   *
   * @param text The heading as plain text.
   */
  add(text: string): string {
    const base = anchorOf(text) || "section", equal = this.#headings.get(base) ?? [];
    let number = equal.length + 1, id = number === 1 ? base : `${base}-${number}`;
    while (this.#taken.has(id) || PAGE_IDS.test(id)) id = `${base}-${++number}`;
    this.#taken.add(id);
    this.#headings.set(base, [...equal, id]);
    return id;
  }

  /**
   * Finds the id that a link means: the page's own, or else what JupyterLab (`What-we-saw`) or VS
   * Code and code hosts (`what-we-saw`, the second one `what-we-saw-1`) call the heading.
   *
   * @param fragment What stands after `#`, decoded.
   * @returns The id; undefined where no heading is called so.
   */
  resolve(fragment: string): string | undefined {
    if (this.#taken.has(fragment)) return fragment;
    const wanted = trimmed(anchorOf(fragment));
    if (this.#taken.has(wanted)) return wanted;
    const [, base = "", number = "0"] = wanted.match(/^(.*)-(\d+)$/) ?? [];
    return this.#named(wanted)?.[0] ?? this.#named(base)?.[Number(number)];
  }

  #named(name: string): string[] | undefined {
    return this.#headings.get(name) ?? this.#headings.get(`${name}-`) ??
      this.#headings.get(`-${name}`) ?? this.#headings.get(`-${name}-`);
  }
}

/** What the page itself uses. */
const PAGE_IDS = /^(?:content|cell-\d+)$/;

/** VS Code and code hosts leave no dash at the ends. */
function trimmed(anchor: string): string {
  return anchor.replace(/^-+|-+$/g, "");
}
