/// <reference lib="dom" />

/** What an editor is made of. */
export interface EditorOptions {
  /** Where it stands. */
  readonly parent: HTMLElement;
  /** Its first text. */
  readonly text: string;
  /** What screen readers call it. */
  readonly label: string;
  /** Is given each new text. */
  readonly onChange: (text: string) => void;
  /** Ctrl+Enter. */
  readonly onRun: () => void;
  /** Shift+Enter. */
  readonly onRunAndNext: () => void;
  /** Escape. */
  readonly onLeave: () => void;
}

/** An editor. */
export interface Editor {
  /** Puts the cursor into it. */
  focus(): void;
  /** Takes it away. */
  end(): void;
}
