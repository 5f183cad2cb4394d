import { dirname, join, posix } from "node:path";
import { urlsInValue } from "./css_addresses.ts";
import { readTags } from "./html_addresses.ts";
import { withoutPictures } from "./parsed_html.ts";
import { withoutColours } from "./share_colours.ts";

/** A link or a picture of a page that leads nowhere. */
export interface BrokenLink {
  /** The page, relative to the site, with `/`. */
  page: string;
  /** The index of the cell that it stands in; none where it is not in one. */
  cell?: number;
  /** The address as it stands in the page. */
  address: string;
  /** What is wrong, as a sentence. */
  message: string;
}

/**
 * Checks that all links and pictures of a site lead to what is there: to files of the site, and
 * inside pages to ids that they have. Addresses of other hosts are left alone.
 *
 * @param site The folder.
 * @returns What leads nowhere, by pages in the order of their names; the same address once a cell.
 * @throws {Error} Where the site cannot be read.
 */
export async function checkLinks(site: string): Promise<BrokenLink[]> {
  const files = await filesIn(site);
  const names = files.filter((name) => name.endsWith(".html"));
  const pages = new Map<string, PageLinks>();
  for (const name of names) {
    pages.set(name, readLinks(await Deno.readTextFile(join(site, name))));
  }
  const known = new Set(files);
  return [...pages].flatMap(([page, { links }]) =>
    links.flatMap((link): BrokenLink[] => {
      const message = wrongWith(link.address, page, known, pages);
      return message === undefined ? [] : [{ page, ...link, message }];
    })
  );
}

interface PageLinks {
  /** Its places; undefined where what stands behind `#` is for a script of the page. */
  ids: Set<string> | undefined;
  links: { address: string; cell?: number }[];
}

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ["href"],
  area: ["href"],
  audio: ["src"],
  embed: ["src"],
  iframe: ["src"],
  image: ["href", "xlink:href"],
  img: ["src"],
  link: ["href"],
  object: ["data"],
  script: ["src"],
  source: ["src"],
  track: ["src"],
  video: ["src", "poster"],
};

function readLinks(html: string): PageLinks {
  const ids = new Set<string>(), links: PageLinks["links"] = [], seen = new Set<string>();
  let cell: number | undefined, hasPlaces = true;
  readTags(withoutColours(withoutPictures(html)), ({ name, attributes }) => {
    const { id } = attributes, [, number] = id?.match(/^cell-(\d+)$/) ?? [];
    if (id !== undefined) ids.add(id);
    if (name === "a" && attributes.name !== undefined) ids.add(attributes.name);
    if (attributes["data-fragment"] === "settings") hasPlaces = false;
    if (number !== undefined) cell = Number(number) - 1;
    if (name === "nav") cell = undefined;
    for (const address of addressesOf(name, attributes)) {
      if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address)) continue;
      const key = `${cell} ${address}`;
      if (!seen.has(key)) links.push({ address, ...(cell === undefined ? {} : { cell }) });
      seen.add(key);
    }
  });
  return { ids: hasPlaces ? ids : undefined, links };
}

/** Where an element leads to, and what it shows: pictures of several sizes, and of its style, too. */
function addressesOf(name: string, attributes: Record<string, string>): string[] {
  const own = (ATTRIBUTES[name] ?? []).flatMap((attribute) => attributes[attribute] ?? []);
  const { srcset = "", style = "" } = attributes;
  // An address of data has commas of its own
  const sizes = srcset.includes("data:")
    ? []
    : srcset.split(",").filter((one) => one.trim() !== "");
  return [
    ...own.map((address) => address.trim()),
    ...sizes.map((one) => one.trim().split(/\s+/)[0] ?? ""),
    ...urlsInValue(style).filter((address) => !address.startsWith("#")),
  ];
}

/** What is wrong with an address; undefined where it leads to what is there. */
function wrongWith(
  address: string,
  page: string,
  files: ReadonlySet<string>,
  pages: ReadonlyMap<string, PageLinks>,
): string | undefined {
  const [, path = "", fragment = ""] = address.match(/^([^?#]*)(?:\?[^#]*)?#?(.*)$/s) ?? [];
  const decoded = decode(path), place = decode(fragment);
  if (decoded === undefined || place === undefined) {
    return `the address "${address}" has a % that stands for no letter`;
  }
  const file = decoded === "" ? page : posix.normalize(posix.join(dirname(page), decoded));
  if (!files.has(file)) {
    return `the address "${address}" leads to ${file}, which the site does not have`;
  }
  const ids = pages.get(file)?.ids;
  // Browsers lead #top to the top of any page
  if (ids === undefined || ["", "top"].includes(place) || ids.has(place)) return undefined;
  return `the address "${address}" leads to the place "${place}", which ${file} does not have`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** All files under a folder, relative to it, in order. */
async function filesIn(folder: string, path = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(join(folder, path))) {
    const inner = posix.join(path, name);
    found.push(...isDirectory ? await filesIn(folder, inner) : [inner]);
  }
  return found.sort();
}
