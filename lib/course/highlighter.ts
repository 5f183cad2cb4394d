import { bundledThemes, createHighlighter } from "shiki";
import { escapeHtml } from "./escape_html.ts";
import { themePair } from "./theme_pair.ts";

/**
 * Colours code: gives a `<pre>` with two colours a word, for light and dark pages. A language that
 * is not known stays plain.
 */
export type Highlight = (code: string, language: string) => string;

const LANGUAGES = ["typescript", "json", "yaml", "shell", "python"];

/** Made once: it is large, and takes a tenth of a second. */
let shared: Promise<Highlight> | undefined;

/**
 * Gives the function that colours code when pages are built, so that pages need no script for it.
 *
 * @returns The function; it knows TypeScript, JSON, YAML, shell and Python.
 */
export function highlighter(): Promise<Highlight> {
  return shared ??= makeHighlighter();
}

async function makeHighlighter(): Promise<Highlight> {
  const [light, dark] = await Promise.all([
    bundledThemes["github-light"](),
    bundledThemes["github-dark"](),
  ]);
  const { theme, options } = themePair(light.default, dark.default);
  const shiki = await createHighlighter({ langs: LANGUAGES, themes: [theme] });
  const known = shiki.getLoadedLanguages(), coloured = new Map<string, string>();
  // Without a time limit: on a busy machine words past it would stay plain, so that two builds
  // differ
  const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 0 };
  return (code, language) => {
    if (!known.includes(language)) {
      return `<pre class="plain" tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
    }
    // A course makes each page before its notebook has run, and again after that
    const key = `${language}\n${code}`;
    const html = coloured.get(key) ??
      shiki.codeToHtml(code, { lang: language, theme: theme.name, ...options, ...limits });
    coloured.set(key, html);
    return html;
  };
}
