/// <reference lib="dom" />
import type { Output } from "./protocol.ts";

/** What the site's `assets/film.js` leaves in the page. */
interface Player {
  saddleFilm?: (film: unknown) => void;
}

/** The outputs of a cell on its page: those that were stored, until it runs here. */
export class Outputs {
  readonly #element: HTMLElement;
  readonly #stored: readonly Node[];

  /** @param element What holds them. */
  constructor(element: HTMLElement) {
    this.#element = element;
    this.#stored = [...element.childNodes];
  }

  /** Takes all away. */
  clear(): void {
    this.#element.replaceChildren();
  }

  /** Puts back what was stored. */
  restore(): void {
    this.#element.replaceChildren(...this.#stored);
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
    if (before) before.replaceWith(made);
    else this.#element.append(made);
    if ((bundle[CLAIM] as { holds?: boolean } | undefined)?.holds === false) {
      made.dataset.held = "false";
    }
    playFilms(made);
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
