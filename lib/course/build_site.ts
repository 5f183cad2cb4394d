import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeFolder, replaceFile, systemReason } from "../files/mod.ts";
import type { CoursePage } from "./course_page.ts";
import { FILM_SCRIPT } from "./film_data.ts";
import { formatNotebook } from "./format_notebook.ts";
import { highlighter, keepColours } from "./highlighter.ts";
import { indexPage } from "./index_page.ts";
import { LinkedFiles } from "./linked_files.ts";
import { notebookPage, type NotebookPageOptions } from "./notebook_page.ts";
import { PLAYGROUND_FILE, playgroundPage } from "./playground_page.ts";
import { absentReference } from "./reference/reference_page.ts";
import { PictureFiles } from "./picture_files.ts";
import { replaceFolder } from "./replace_folder.ts";
import { pageFile } from "./page_addresses.ts";
import { type RunRecord, runRecord, withRunRecord } from "./run_record.ts";
import { shareColours } from "./share_colours.ts";
import { vegaPictures } from "./vega_pictures.ts";
import { withoutOutputs } from "./without_outputs.ts";
import { liveFiles, writeLive } from "./write_live.ts";

/** Where a site is built from and to. */
export interface SiteOptions {
  /** The folder to write; an earlier site in it is replaced, and stays where building fails. */
  site: string;
  /** The folder of the notebooks: pictures in Markdown cells are relative to it. */
  notebooks: string;
  /** Whether the cells of its pages can be run in the browser. Default false. */
  live?: boolean;
  /**
   * A folder for the executed notebooks; those in the site have no outputs then. Default: the site.
   */
  executed?: string | undefined;
  /** Ends it between two pages where it is aborted; an earlier site stays then. */
  signal?: AbortSignal | undefined;
}

/** A site that was built; {@linkcode buildSite} gives it. */
export interface Site {
  /**
   * The pages as they stand, in order. What could not be made of a cell is among the problems of
   * its notebook's {@linkcode RunRecord}.
   */
  readonly pages: readonly CoursePage[];
  /**
   * Puts another version of a notebook in the place of its page, and counts it on the index. Each
   * file is replaced in one piece.
   *
   * @throws {Error} Where a file cannot be written; the old one stays.
   */
  update(page: CoursePage): Promise<void>;
}

/**
 * Builds the pages of a course: `index.html`, `NAME.html` and `NAME.ipynb` for each notebook, and
 * in `assets/` the styles, fonts and scripts that they share, in `pictures/` what they show, in
 * `files/` what the notebooks link to beside them, in `live/` what live pages load, with
 * `playground.html`;
 * `library/index.html` says that the library's reference is to come.
 * Pages load nothing from any other host, and run no script that a notebook holds. A cell that
 * cannot be made into a part of its page is shown as its source, with the reason.
 *
 * @param course The pages in order.
 * @param options Where to.
 * @returns The site, whose pages can be replaced one by one.
 * @throws {Error} Where the folder cannot be written, or holds something else than a site.
 */
export async function buildSite(
  course: readonly CoursePage[],
  options: SiteOptions,
): Promise<Site> {
  const { site, notebooks, live = false, executed, signal } = options;
  await requireSite(site);
  const highlight = await highlighter(), classes = new Map<string, string>();
  const linked = new LinkedFiles(notebooks, site);
  const addresses = {
    picture: (path: string) => pictureAddress(path, notebooks),
    file: (path: string) => linked.address(path),
  };
  const pictures = new PictureFiles();
  const share = (name: string, html: string) =>
    pictures.takenFrom(name, shareColours([html], classes).pages[0] ?? "");
  const pages: CoursePage[] = [];
  const codes = course.map(codeOf);
  const render = async (given: CoursePage) => {
    const notLive = live ? await notLiveIn(given, codes) : new Map<number, string>();
    const { html, page } = await rendered(given, {
      ...{ course, highlight, live, notLive, ...addresses },
    });
    return { html: share(page.name, html), page };
  };
  // Colours first and the index last: a reader may open the site at any moment
  const filesOf = (page: CoursePage, html: string) => ({
    "assets/code.css": shareColours([], classes).css,
    [pageFile(page.name)]: html,
    [notebookFile(page)]: formatNotebook(
      executed === undefined ? page.notebook : withoutOutputs(page.notebook),
    ),
    "index.html": share("index", indexPage(pages, highlight, { ...addresses, live })),
  });
  const keepExecuted = async (page: CoursePage) => {
    if (executed === undefined) return;
    await makeFolder(executed);
    await writeFiles(executed, { [notebookFile(page)]: formatNotebook(page.notebook) });
  };
  await replaceFolder(site, async (folder) => {
    await writeAssets(join(folder, "assets"));
    if (live) {
      await writeLive(join(folder, "live"), codes);
      await Deno.writeTextFile(
        join(folder, PLAYGROUND_FILE),
        playgroundPage(course.map(({ name }) => name)),
      );
    }
    await Deno.mkdir(join(folder, "library"));
    await Deno.writeTextFile(join(folder, "library", "index.html"), absentReference(NOT_YET));
    for (const page of course) {
      signal?.throwIfAborted();
      const made = await render(page);
      pages.push(made.page);
      await keepExecuted(made.page);
      const files = filesOf(page, made.html);
      await pictures.write(folder);
      await writeFiles(folder, files);
    }
    await linked.copy(folder);
  }).catch((error) => {
    signal?.throwIfAborted();
    throw new Error(`cannot write the pages to ${site}/: ${systemReason(error)}`);
  });
  await keepColours();
  // One after the other, so that the index of the last one is the one that stays
  let updating: Promise<void> = Promise.resolve();
  const update = async (page: CoursePage) => {
    const made = await render(page);
    pages[pages.findIndex(({ name }) => name === page.name)] = made.page;
    await linked.copy(site);
    await keepExecuted(made.page);
    const files = filesOf(page, made.html);
    await pictures.write(site);
    await writeFiles(site, files);
    await pictures.tidy(site);
  };
  return {
    pages,
    update(page) {
      const updated = updating.then(() => update(page));
      updating = updated.catch(() => {});
      return updated;
    },
  };
}

function notebookFile({ name }: CoursePage): string {
  return `${name}.ipynb`;
}

/** All code of a notebook. */
function codeOf({ notebook }: CoursePage): string {
  const code = notebook.cells.filter(({ cell_type }) => cell_type === "code");
  return code.map(({ source }) => source).join("\n");
}

/** Which cells of a page cannot run on it, by their index, where the site is of all this code. */
async function notLiveIn(
  { notebook: { cells } }: CoursePage,
  codes: readonly string[],
): Promise<ReadonlyMap<number, string>> {
  const { notLiveCells } = await import("../live/mod.ts");
  const places = cells.flatMap(({ cell_type }, index) => cell_type === "code" ? [index] : []);
  const found = notLiveCells(places.map((index) => cells[index]!.source), liveFiles(codes));
  return new Map([...found].map(([at, reason]) => [places[at]!, reason]));
}

/** What the first page of the reference says until it is there. */
const NOT_YET = "The pages of the library are being made. Load this page again in a moment.";

type CellTrouble = NonNullable<RunRecord["problems"]>[number];

/** The HTML of a page, and the page with what could not be made of its cells. */
async function rendered(
  given: CoursePage,
  options: Omit<NotebookPageOptions, "charts" | "onProblem" | "onWarning">,
): Promise<{ html: string; page: CoursePage }> {
  const page = withTroubles(given, []), troubles: CellTrouble[] = [];
  const charts = await vegaPictures(page.notebook);
  const make = (page: CoursePage) =>
    notebookPage(page, {
      ...{ ...options, charts },
      onProblem: (cell, message) => troubles.push({ cell, message, page: true }),
      onWarning: (cell, message) => troubles.push({ cell, message, page: true, warning: true }),
    });
  const html = make(page);
  if (troubles.length === 0) return { html, page };
  const withAll = withTroubles(page, [...troubles]);
  return { html: make(withAll), page: withAll };
}

/** The page with these troubles in the place of those that were found when it was made before. */
function withTroubles(page: CoursePage, troubles: readonly CellTrouble[]): CoursePage {
  const { notebook } = page, { problems = [], ...record } = runRecord(notebook);
  const all = [...problems.filter(({ page }) => page !== true), ...troubles];
  if (all.length === problems.length && troubles.length === 0) return page;
  const told = all.length === 0 ? record : { ...record, problems: all };
  return { ...page, notebook: withRunRecord(notebook, told) };
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) await replaceFile(join(folder, name), text);
}

/** The folder is replaced as a whole: it must not hold what someone else put there. */
async function requireSite(path: string): Promise<void> {
  let names: string[];
  try {
    names = Array.from(Deno.readDirSync(path), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new Error(`cannot write the pages to ${path}/: ${systemReason(error)}`);
  }
  const isSite = await Deno.stat(join(path, "assets", "course.css")).then(() => true, () => false);
  if (names.length > 0 && !isSite) {
    throw new Error(
      `expected ${path}/ to be empty or an earlier site, since all in it is replaced; it holds ${
        names[0]
      }: name another folder with --site`,
    );
  }
}

async function writeAssets(folder: string): Promise<void> {
  const fonts = join(folder, "fonts");
  await Deno.mkdir(fonts, { recursive: true });
  await Deno.writeTextFile(join(folder, "film.js"), FILM_SCRIPT);
  for (
    const name of [
      "course.css",
      "course.js",
      "reading.js",
      "playground.css",
      "live.css",
      "library.css",
      "library.js",
      "icon.svg",
    ]
  ) {
    await Deno.copyFile(new URL(`./assets/${name}`, import.meta.url), join(folder, name));
  }
  for (
    const name of [
      "files/source-serif-4-latin-wght-normal.woff2",
      "files/source-serif-4-latin-wght-italic.woff2",
    ]
  ) {
    await Deno.copyFile(
      fileOf(`@fontsource-variable/source-serif-4/${name}`),
      join(fonts, basename(name)),
    );
  }
  await Deno.copyFile(
    fileOf("@fontsource-variable/source-serif-4/LICENSE"),
    join(fonts, "source-serif-4-license.txt"),
  );
  // Every browser of the last ten years reads WOFF2: the older formats stay out
  const older = /,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g;
  const katex = (await Deno.readTextFile(fileOf("katex/dist/katex.min.css"))).replace(older, "");
  await Deno.writeTextFile(join(folder, "katex.min.css"), katex);
  for (const [, name = ""] of katex.matchAll(/url\(fonts\/([^)]+)\)/g)) {
    await Deno.copyFile(fileOf(`katex/dist/fonts/${name}`), join(fonts, name));
  }
}

function fileOf(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

/** What a page can show of itself; films and sounds too. */
const MIMES: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".svg": "image/svg+xml",
  ".avif": "image/avif",
  ".bmp": "image/bmp",
  ".mp4": "video/mp4",
  ".webm": "video/webm",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".wav": "audio/wav",
};

function pictureAddress(name: string, folder: string): string {
  const path = join(folder, name), mime = mimeOf(path);
  try {
    // A link that is called like a picture can stand for anything
    const file = Deno.realPathSync(path);
    mimeOf(file);
    if (!Deno.statSync(file).isFile) throw new Error("it is no file");
    return `data:${mime};base64,${Deno.readFileSync(file).toBase64()}`;
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const { message } = error as Error;
    throw new Error(
      error instanceof Deno.errors.NotFound
        ? `expected the picture "${name}" in ${folder}/, found none`
        : `the picture "${name}" cannot be read: ${message}`,
    );
  }
}

function mimeOf(path: string): string {
  const mime = MIMES[extname(path).toLowerCase()];
  if (mime !== undefined) return mime;
  throw new RangeError(`expected a picture of ${Object.keys(MIMES).join(", ")}, got "${path}"`);
}
