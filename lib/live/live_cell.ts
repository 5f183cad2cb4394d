/// <reference lib="dom" />
import type { Editor, EditorOptions } from "./editor_form.ts";
import { keepText, keptText } from "./kept_texts.ts";
import { loadScript } from "./load_script.ts";
import { Outputs } from "./outputs.ts";

/** How a cell stands. */
export type CellState = "stored" | "waiting" | "running" | "ran" | "failed" | "not-live";

/** What a cell asks of its page. */
export interface CellActs {
  /** Run it, with what it needs before it. */
  readonly run: (cell: LiveCell) => void;
  /** Run it and go on to the next one. */
  readonly runAndNext: (cell: LiveCell) => void;
}

interface EditorScript {
  saddleEditor?: (options: EditorOptions) => Editor;
}

/** A cell of a page that can be run, edited, and put back. */
export class LiveCell {
  /** Its number on the page. */
  readonly index: number;
  /** Its outputs. */
  readonly outputs: Outputs;
  readonly #section: HTMLElement;
  readonly #code: HTMLElement;
  readonly #source: string;
  readonly #status: HTMLElement;
  readonly #acts: CellActs;
  /** Why it cannot run as it is written, where that is known. */
  readonly #notLive: string | undefined;
  #text: string;
  #editor: Editor | undefined;

  /**
   * The cell of a section; undefined where it has no code that one sees.
   *
   * @param section The section of the page.
   * @param acts What its buttons do.
   */
  static of(section: HTMLElement, acts: CellActs): LiveCell | undefined {
    const code = section.querySelector<HTMLElement>(".code");
    return code?.querySelector("pre code") ? new LiveCell(section, code, acts) : undefined;
  }

  private constructor(section: HTMLElement, code: HTMLElement, acts: CellActs) {
    this.index = Number(section.id.slice("cell-".length));
    this.#section = section;
    this.#code = code;
    this.#acts = acts;
    this.#notLive = section.dataset.notLive;
    this.#source = code.querySelector("pre code")!.textContent;
    this.#text = keptText(this.index, this.#source) ?? this.#source;
    this.outputs = new Outputs(section);
    this.#status = document.createElement("span");
    this.#status.className = "live-status";
    this.#status.setAttribute("role", "status");
    code.after(this.#bar());
    code.addEventListener("keydown", (event) => this.#key(event));
    this.#rest();
    if (this.#text !== this.#source) {
      this.#tell("your own text, kept in this browser");
      void this.edit();
    }
    this.#mark();
  }

  /** How it stands. */
  get state(): CellState {
    return this.#section.dataset.live as CellState;
  }
  set state(state: CellState) {
    this.#section.dataset.live = state;
    this.#tell(state === "waiting" ? "waits" : state === "running" ? "runs …" : "");
  }

  /** The text to run: the reader's own, or the notebook's. */
  get text(): string {
    return this.#text;
  }

  /** Ends a run in words. */
  end(state: CellState, words: string): void {
    this.state = state;
    this.#tell(words);
  }

  /** Puts back the notebook's own text and the stored outputs. */
  reset(): void {
    this.#editor?.end();
    this.#editor = undefined;
    this.#code.classList.remove("editing");
    this.#change(this.#source);
    this.restore();
  }

  /** Puts back the stored outputs. */
  restore(): void {
    this.outputs.restore();
    this.#rest();
  }

  /** Stands as on a page on which nothing has run. */
  #rest(): void {
    if (this.#notLive === undefined || this.#text !== this.#source) this.state = "stored";
    else this.end("not-live", notLive(this.#notLive));
  }

  /** Goes to its code, or to the line behind which it is folded. */
  focus(): void {
    const fold = this.#code.closest("details:not([open])")?.querySelector("summary");
    const target = fold ?? this.#code.querySelector<HTMLElement>("[contenteditable], pre");
    target?.focus({ preventScroll: true });
    this.#section.scrollIntoView({ block: "nearest" });
  }

  /** Opens the editor in the place of the code. */
  async edit(): Promise<void> {
    try {
      await loadScript("live/editor.js");
    } catch (error) {
      return this.#tell((error as Error).message);
    }
    this.#editor ??= (globalThis as EditorScript).saddleEditor!({
      parent: this.#code,
      text: this.#text,
      label: `Code of cell ${this.index}. Shift+Enter runs it, Escape leaves it.`,
      onChange: (text) => this.#change(text),
      onRun: () => this.#acts.run(this),
      onRunAndNext: () => this.#acts.runAndNext(this),
      onLeave: () => this.#section.querySelector<HTMLElement>(".live-bar button")?.focus(),
    });
    this.#code.classList.add("editing");
  }

  #change(text: string): void {
    this.#text = text;
    keepText(this.index, this.#source, text);
    this.#mark();
    if (this.state === "ran") this.end("stored", "changed since it ran");
    else if (this.state === "not-live") this.state = "stored";
  }

  #mark(): void {
    this.#section.toggleAttribute("data-changed", this.#text !== this.#source);
  }

  #tell(words: string): void {
    this.#status.textContent = words;
  }

  /** Keys on the code itself, where no editor is open. */
  #key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || this.#editor !== undefined) return;
    if (!(event.target as Element).matches("pre")) return;
    event.preventDefault();
    if (event.shiftKey) this.#acts.runAndNext(this);
    else if (event.ctrlKey || event.metaKey) this.#acts.run(this);
    else void this.edit().then(() => this.#editor?.focus());
  }

  #bar(): HTMLElement {
    const bar = document.createElement("div");
    bar.className = "live-bar";
    const on = `cell ${this.index}`;
    bar.append(
      button(
        "▶ Run",
        `Run ${on}, after what it needs before it (Shift+Enter)`,
        () => this.#acts.run(this),
      ),
      button(
        "Edit",
        `Edit ${on} (Enter)`,
        () => void this.edit().then(() => this.#editor?.focus()),
      ),
      button("Reset", `Put back the text and the stored outputs of ${on}`, () => this.reset()),
      this.#status,
    );
    return bar;
  }
}

/** What is said of a cell that does not run on a page. */
export function notLive(reason: string): string {
  return `not live: ${reason.replaceAll("`", "")} What is shown was stored.`;
}

/** A button. */
export function button(label: string, title: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.title = title;
  made.addEventListener("click", act);
  return made;
}
