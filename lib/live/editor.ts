/// <reference lib="dom" />
/**
 * The editor, a script of its own that comes when a reader first edits a cell.
 *
 * @module
 */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Editor, EditorOptions } from "./editor_form.ts";

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--live-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--live-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--live-number)" },
  { tag: tags.comment, color: "var(--live-comment)", fontStyle: "italic" },
  { tag: tags.function(tags.variableName), color: "var(--live-function)" },
  { tag: tags.typeName, color: "var(--live-type)" },
]);

/** An editor in an element. Tab leaves it, as it leaves any field. */
export function makeEditor(
  { parent, text, label, onChange, onRun, onRunAndNext, onLeave }: EditorOptions,
): Editor {
  const acting = (act: () => void) => () => {
    act();
    return true;
  };
  const view = new EditorView({
    doc: text,
    parent,
    extensions: [
      Prec.highest(keymap.of([
        { key: "Shift-Enter", run: acting(onRunAndNext) },
        { key: "Mod-Enter", run: acting(onRun) },
        { key: "Escape", run: acting(onLeave) },
      ])),
      ...[history(), drawSelection(), indentOnInput(), bracketMatching()],
      ...[javascript({ typescript: true }), syntaxHighlighting(colours)],
      ...[indentUnit.of("  "), EditorState.tabSize.of(2), EditorView.lineWrapping],
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) onChange(state.doc.toString());
      }),
    ],
  });
  return { focus: () => view.focus(), end: () => view.destroy() };
}

(globalThis as unknown as { saddleEditor: typeof makeEditor }).saddleEditor = makeEditor;
