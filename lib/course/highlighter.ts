import { bundledThemes, createHighlighter } from "shiki";
import { escapeHtml } from "./escape_html.ts";
import { KeptColours } from "./kept_colours.ts";
import { themePair } from "./theme_pair.ts";

/**
 * Colours code: gives a `<pre>` with two colours a word, for light and dark pages. A language that
 * is not known stays plain.
 */
export type Highlight = (code: string, language: string) => string;

const LANGUAGES = ["typescript", "json", "yaml", "shell", "python"];

interface Shared {
  readonly highlight: Highlight;
  readonly kept: KeptColours;
}

/** Made once: it is large, and takes a tenth of a second. */
let shared: Promise<Shared> | undefined;

/**
 * Gives the function that colours code when pages are built, so that pages need no script for it.
 *
 * @returns The function; it knows TypeScript, JSON, YAML, shell and Python.
 */
export async function highlighter(): Promise<Highlight> {
  shared ??= makeShared();
  return (await shared).highlight;
}

/** Keeps what was coloured for later processes: a second for each ten pages. Never throws. */
export async function keepColours(): Promise<void> {
  await (await shared)?.kept.save();
}

async function makeShared(): Promise<Shared> {
  const [light, dark] = await Promise.all([
    bundledThemes["github-light"](),
    bundledThemes["github-dark"](),
  ]);
  const { theme, options } = themePair(light.default, dark.default);
  const shiki = await createHighlighter({ langs: LANGUAGES, themes: [theme] });
  const known = shiki.getLoadedLanguages();
  const kept = new KeptColours(JSON.stringify([
    // Its address names Shiki's version, to which its grammars belong
    import.meta.resolve("shiki"),
    theme,
    ...["highlighter.ts", "theme_pair.ts"].map((name) =>
      Deno.readTextFileSync(new URL(name, import.meta.url))
    ),
  ]));
  // Without a time limit: on a busy machine words past it would stay plain, so that two builds
  // differ
  const limits = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 0 };
  const highlight: Highlight = (code, language) => {
    if (!known.includes(language)) {
      return `<pre class="plain" tabindex="0"><code>${escapeHtml(code)}</code></pre>`;
    }
    return kept.of(
      `${language}\n${code}`,
      () => shiki.codeToHtml(code, { lang: language, theme: theme.name, ...options, ...limits }),
    );
  };
  return { highlight, kept };
}
