/// <reference lib="dom" />
import type { Output } from "./protocol.ts";

/** What the site's `assets/film.js` leaves in the page. */
interface Player {
  saddleFilm?: (film: unknown) => void;
}

/** The outputs of a cell on its page: those that were stored, until it runs here. */
export class Outputs {
  readonly #section: HTMLElement;
  readonly #held: HTMLElement | null;
  readonly #stored: readonly Node[];

  /** The outputs of the cell of a section. */
  constructor(section: HTMLElement) {
    this.#section = section;
    this.#held = section.querySelector<HTMLElement>(".outputs");
    this.#stored = [...this.#held?.childNodes ?? []];
  }

  /** Takes all away. */
  clear(): void {
    if (this.#held) this.#held.replaceChildren();
    else this.#section.querySelector(":scope > .outputs")?.remove();
  }

  /** Puts back what was stored. */
  restore(): void {
    this.clear();
    this.#held?.append(...this.#stored);
  }

  /** What holds them; made where the cell had none, since its page looks at that. */
  get #element(): HTMLElement {
    const there = this.#held ?? this.#section.querySelector<HTMLElement>(":scope > .outputs");
    if (there) return there;
    const made = document.createElement("div");
    made.className = "outputs";
    this.#section.append(made);
    return made;
  }

  /** Shows one more. */
  add(output: Output): void {
    if (output.type === "stream") this.#print(output.name, output.text);
    else this.#display(output);
  }

  /** Shows why a cell ended before its time. */
  problem(text: string, className: string): void {
    this.#element.append(pre(className, text));
  }

  #print(name: string, text: string): void {
    const last = this.#element.lastElementChild;
    if (last?.matches(`pre.stream.${name}`)) last.append(text);
    else this.#element.append(pre(`stream ${name}`, text));
  }

  #display({ bundle, id, update }: Extract<Output, { type: "display" }>): void {
    const made = shown(bundle);
    if (id !== undefined) made.dataset.display = id;
    const before = id === undefined || !update
      ? undefined
      : document.querySelector(`[data-display="${CSS.escape(id)}"]`);
    const claim = bundle[CLAIM] as { holds: boolean; claim: string } | undefined;
    if (before) before.replaceWith(made);
    else if (claim?.holds) this.#fold(made, claim.claim);
    else this.#element.append(made);
    playFilms(made);
  }

  /** Claims that held stand behind one line that opens, as on a page that was built. */
  #fold(made: HTMLElement, words: string): void {
    const last = this.#element.lastElementChild;
    const fold = last?.matches("details.claims") ? last : document.createElement("details");
    if (fold !== last) {
      fold.className = "fold claims";
      fold.innerHTML = `<summary><span class="held"></span> <span class="words"></span></summary>`;
      this.#element.append(fold);
    }
    fold.append(made);
    const count = fold.childElementCount - 1, said = fold.querySelector(".words")!;
    fold.querySelector(".held")!.textContent = count === 1 ? "✓ 1 claim" : `✓ ${count} claims`;
    said.textContent = [said.textContent, words].filter(Boolean).join("; ");
  }
}

const CLAIM = "application/vnd.saddle.claim+json";

function shown(bundle: Readonly<Record<string, unknown>>): HTMLElement {
  const html = bundle["text/html"] ?? bundle["image/svg+xml"];
  if (typeof html !== "string") return pre("result", String(bundle["text/plain"] ?? ""));
  const element = document.createElement("div");
  element.className = "html";
  element.innerHTML = html;
  return element;
}

function pre(className: string, text: string): HTMLPreElement {
  const element = document.createElement("pre");
  element.className = className;
  element.tabIndex = 0;
  element.textContent = text;
  return element;
}

/** How the script of a film hands over its data: no inline script runs on a page. */
const CALL = "\nsaddleFilm(", END = ");\n})()";

function playFilms(element: HTMLElement): void {
  for (const script of element.querySelectorAll("script")) {
    const text = script.textContent, at = text.lastIndexOf(CALL);
    if (at < 0 || !text.endsWith(END)) continue;
    (globalThis as Player).saddleFilm?.(JSON.parse(text.slice(at + CALL.length, -END.length)));
  }
}
