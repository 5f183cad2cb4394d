import { createHighlighter, type Highlighter } from "shiki";
import { escapeHtml } from "./escape_html.ts";

/**
 * Colours code: gives a `<pre>` with two colours a word, for light and dark pages. A language that
 * is not known stays plain.
 */
export type Highlight = (code: string, language: string) => string;

const THEMES = { light: "github-light", dark: "github-dark" } as const;
const LANGUAGES = ["typescript", "json", "yaml", "shell", "python"];

/** Made once: it is large, and takes a tenth of a second. */
let shared: Promise<Highlighter> | undefined;

/**
 * Gives the function that colours code when pages are built, so that pages need no script for it.
 *
 * @returns The function; it knows TypeScript, JSON, YAML, shell and Python.
 */
export async function highlighter(): Promise<Highlight> {
  shared ??= createHighlighter({ langs: LANGUAGES, themes: Object.values(THEMES) });
  const shiki = await shared;
  const known = shiki.getLoadedLanguages();
  return (code, language) => {
    if (!known.includes(language)) {
      return `<pre class="plain" tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
    }
    // Without a time limit: on a busy machine words past it would stay plain, so that two builds
    // differ
    const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 0 };
    return shiki.codeToHtml(code, {
      lang: language,
      themes: THEMES,
      defaultColor: false,
      ...limits,
    });
  };
}
