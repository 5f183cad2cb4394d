import { ansiToHtml } from "./ansi_to_html.ts";
import { isBase64 } from "./base64.ts";
import { escapeHtml } from "./escape_html.ts";
import { withFilmData } from "./film_data.ts";
import type { Highlight } from "./highlighter.ts";
import { type MapAddress, mapHtmlAddresses } from "./html_addresses.ts";
import type { MarkdownRenderer } from "./markdown.ts";
import type { Metadata, MimeBundle, Output } from "./notebook.ts";
import { unsafeIn } from "./unsafe_in.ts";
import type { VegaPictures } from "./vega_pictures.ts";

/** What outputs are rendered with. */
export interface OutputOptions {
  /** Renders Markdown and LaTeX. */
  markdown: MarkdownRenderer;
  /** Colours JSON. */
  highlight: Highlight;
  /** Maps the addresses in HTML and Markdown; none by default. */
  link?: MapAddress;
  /** The charts that are specifications; none by default. */
  charts?: VegaPictures;
}

/** An output as it stands on a page. */
export interface RenderedOutput {
  /** HTML; empty where there is nothing to show. */
  html: string;
  /** What the page cannot show of it, as a sentence. */
  unshown?: string;
}

/**
 * One output of a cell as HTML for a page.
 *
 * @param output The output. Of a bundle the richest form that a page can show is taken: HTML,
 * LaTeX, SVG, a picture, Markdown, a Vega chart, JSON, plain text. What would run a script or ask
 * another host is not shown.
 * @param options What to render with.
 * @throws {Error} Where the only form cannot be rendered.
 */
export function renderOutput(output: Output, options: OutputOptions): RenderedOutput {
  switch (output.output_type) {
    case "stream": {
      const text = ansiToHtml(output.text.trimEnd());
      return { html: `<pre class="stream ${output.name}" tabindex="0">${text}</pre>` };
    }
    case "error": {
      const stack = output.traceback.join("\n").trim() || `${output.ename}: ${output.evalue}`;
      return { html: `<pre class="error" tabindex="0">${ansiToHtml(stack)}</pre>` };
    }
    default:
      return renderBundle(output, options);
  }
}

/** A form that pages can show. */
interface Form {
  mime: RegExp;
  /** Undefined where the data are not of this form. */
  render(bundle: Bundle, mime: string, options: OutputOptions): string | undefined;
}

interface Bundle {
  data: MimeBundle;
  metadata: Metadata;
}

const PICTURE: Form["render"] = ({ data, metadata }, mime) => {
  const picture = text(data, mime)?.replace(/\s/g, "");
  if (picture === undefined || !isBase64(picture)) return undefined;
  const size = metadata[mime] as { width?: unknown; height?: unknown } | undefined;
  const sizes = (["width", "height"] as const).flatMap((name) =>
    Number.isInteger(size?.[name]) ? [` ${name}="${size?.[name]}"`] : []
  );
  const alt = escapeHtml(text(data, "text/plain") ?? "");
  return `<div class="picture"><img src="data:${mime};base64,${picture}"${
    sizes.join("")
  } alt="${alt}"></div>`;
};

/** What stands before a picture in XML and means nothing in a page, its own entities included. */
const PROLOGUE = /^\s*(?:<\?[^>]*>\s*|<!(?!--)[^>[]*(?:\[[^\]]*\]\s*)?>\s*)+/;

/** From the richest on. */
const FORMS: readonly Form[] = [
  {
    mime: /^text\/html$/,
    render({ data }, mime, { link }) {
      const html = text(data, mime);
      if (html === undefined) return undefined;
      return `<div class="html">${link === undefined ? html : mapHtmlAddresses(html, link)}</div>`;
    },
  },
  {
    mime: /^text\/latex$/,
    render({ data }, mime, { markdown }) {
      const source = text(data, mime);
      return source && `<div class="html">${markdown.renderLatex(source)}</div>`;
    },
  },
  {
    mime: /^image\/svg\+xml$/,
    render({ data }, mime) {
      const svg = text(data, mime);
      return svg && `<div class="picture">${svg.replace(PROLOGUE, "")}</div>`;
    },
  },
  { mime: /^image\/(?:png|webp|jpeg|gif|avif|bmp)$/, render: PICTURE },
  {
    mime: /^text\/markdown$/,
    render({ data }, mime, { markdown, link }) {
      const source = text(data, mime);
      return source &&
        `<div class="html">${markdown.render(source, link === undefined ? {} : { link })}</div>`;
    },
  },
  {
    mime: /^application\/vnd\.vega/,
    render({ data }, mime, { charts }) {
      const chart = charts?.get(data);
      if (chart === undefined) return undefined;
      if ("problem" in chart) throw new Error(chart.problem);
      const { description, title } = (data[mime] ?? {}) as { description?: string; title?: string };
      const alt = [description, title, text(data, "text/plain")].find((words) =>
        typeof words === "string"
      );
      const source = new TextEncoder().encode(chart.svg).toBase64();
      return `<div class="picture chart"><img src="data:image/svg+xml;base64,${source}" alt="${
        escapeHtml(alt ?? "Chart")
      }"></div>`;
    },
  },
  {
    mime: /^application\/json$/,
    render({ data }, mime, { highlight }) {
      const json = JSON.stringify(data[mime], null, 2);
      // Colours take a second for each megabyte, and no one reads that much
      return `<div class="json">${highlight(json, json.length > 1e5 ? "" : "json")}</div>`;
    },
  },
  {
    mime: /^text\/plain$/,
    render({ data }, mime) {
      const plain = text(data, mime);
      return plain === undefined
        ? undefined
        : `<pre class="result" tabindex="0">${ansiToHtml(plain)}</pre>`;
    },
  },
];

function text(data: MimeBundle, mime: string): string | undefined {
  const value = data[mime];
  return typeof value === "string" ? value : undefined;
}

function renderBundle(bundle: Bundle, options: OutputOptions): RenderedOutput {
  const mimes = Object.keys(bundle.data), troubles: Error[] = [];
  for (const form of FORMS) {
    for (const mime of mimes.filter((mime) => form.mime.test(mime))) {
      const html = attempt(() => safe(form.render(bundle, mime, options)), troubles);
      if (html === undefined) continue;
      const others = mimes.filter((mime) => mime !== "text/plain");
      if (mime !== "text/plain" || others.length === 0) return { html, ...reasons(troubles) };
      return { html, unshown: unshown(others, "as plain text", troubles) };
    }
  }
  if (mimes.length === 0) return { html: "" };
  if (troubles[0] !== undefined) throw troubles[0];
  return { html: "", unshown: unshown(mimes, "not", troubles) };
}

/** A form that would act in the page, or ask another host, is none: a poorer one may be there. */
function safe(html: string | undefined): string | undefined {
  const problem = html === undefined ? undefined : unsafeIn(withFilmData(html));
  if (problem !== undefined) throw new Error(problem);
  return html;
}

/** Runs what may fail, and keeps why it did. */
function attempt(render: () => string | undefined, troubles: Error[]): string | undefined {
  try {
    return render();
  } catch (error) {
    troubles.push(error as Error);
    return undefined;
  }
}

function reasons(troubles: readonly Error[]): { unshown?: string } {
  const [trouble] = troubles;
  return trouble === undefined
    ? {}
    : { unshown: `the richest form of an output is not shown: ${trouble.message}` };
}

function unshown(mimes: readonly string[], how: string, troubles: readonly Error[]): string {
  const why = troubles[0] === undefined ? "" : `: ${troubles[0].message}`;
  return `an output of type ${mimes.join(", ")} is ${
    how === "not" ? "not shown" : `shown ${how}`
  }${why}`;
}
