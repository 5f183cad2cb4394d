import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CoursePage } from "./course_page.ts";
import { formatNotebook } from "./format_notebook.ts";
import { highlighter } from "./highlighter.ts";
import { indexPage } from "./index_page.ts";
import { notebookPage } from "./notebook_page.ts";
import { replaceFolder } from "./replace_folder.ts";
import { shareColours } from "./share_colours.ts";

/** Where a site is built from and to. */
export interface SiteOptions {
  /** The folder to write; what it held is replaced, and stays where building fails. */
  site: string;
  /** The folder of the notebooks: pictures in Markdown cells are relative to it. */
  notebooks: string;
}

/**
 * Builds the pages of a course: `index.html`, `NAME.html` and the executed `NAME.ipynb` for each
 * notebook, and in `assets/` the styles, fonts and script that they share. Pages load nothing from
 * any other host.
 *
 * @param course The pages in order.
 * @param options Where to.
 * @throws {Error} Where a page cannot be built; the message names the notebook and the cell.
 */
export async function buildSite(
  course: readonly CoursePage[],
  options: SiteOptions,
): Promise<void> {
  const highlight = await highlighter();
  const picture = (path: string) => pictureAddress(join(options.notebooks, path));
  await replaceFolder(options.site, async (folder) => {
    await writeAssets(join(folder, "assets"));
    const built = course.map((page) => notebookPage(page, { course, highlight, picture }));
    const { pages, css } = shareColours([...built, indexPage(course, highlight)]);
    await Deno.writeTextFile(join(folder, "assets", "code.css"), css);
    for (const [index, { name, notebook }] of course.entries()) {
      await Deno.writeTextFile(join(folder, `${name}.html`), pages[index] ?? "");
      await Deno.writeTextFile(join(folder, `${name}.ipynb`), formatNotebook(notebook));
    }
    await Deno.writeTextFile(join(folder, "index.html"), pages.at(-1) ?? "");
  });
}

async function writeAssets(folder: string): Promise<void> {
  const fonts = join(folder, "fonts");
  await Deno.mkdir(fonts, { recursive: true });
  for (const name of ["course.css", "course.js", "icon.svg"]) {
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

const MIMES: Record<string, string> = {
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".gif": "image/gif",
  ".svg": "image/svg+xml",
};

function pictureAddress(path: string): string {
  const mime = MIMES[extname(path).toLowerCase()];
  if (mime === undefined) {
    throw new RangeError(`expected a picture of ${Object.keys(MIMES).join(", ")}, got "${path}"`);
  }
  return `data:${mime};base64,${Deno.readFileSync(path).toBase64()}`;
}
