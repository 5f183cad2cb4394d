import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DataFrame } from "nodejs-polars";
import pl from "nodejs-polars";
import { inWords, type Label } from "../../experiments/mod.ts";
import type { Watcher } from "../../experiments/house.ts";
import { type Figure, figurePage, film, type Sketch } from "../../figures/mod.ts";
import { makeFolder, removeUnfinished, replaceFile } from "../../files/mod.ts";
import type { GameSnapshot, Played, Recorded } from "../../training/mod.ts";
import { charts } from "./charts.ts";
import { type Draw, drawing } from "./drawn.ts";
import type { View } from "./views.ts";

/** A combination whose pictures are wanted. */
export interface Pictured {
  /** What tables call its values. */
  readonly labels: Readonly<Record<string, Label>>;
  /** What is drawn of its first run. */
  readonly views: readonly View[];
}

/** What is trained together. */
export interface PicturedBlock {
  /** Its combinations, in the order of their runs. */
  readonly combinations: readonly Pictured[];
  /** Steps in all. */
  readonly steps: number;
  /** Steps between two snapshots. */
  readonly every: number;
}

/** What {@linkcode Pictures} are made for. */
export interface PicturesOptions {
  /** The folder of results. */
  readonly folder: string;
  /** What it is called. */
  readonly name: string;
  /** What is drawn of each block. */
  readonly blocks: readonly PicturedBlock[];
  /** Runs of each combination. */
  readonly runs: number;
  /** The seed of the experiment. */
  readonly seed: number;
}

/** Milliseconds between two versions of the charts while a training goes on. */
const PAUSE = 10_000;

/** Characters of a folder's name at most: systems take 255 bytes. */
const LONGEST = 200;

/** Pictures of a view at most: of more snapshots, every second, third, ... is drawn. */
const MOST_PICTURES = 200;

/** Frames that a film has at most: more would only be smaller. */
const MOST_FRAMES = 60;

/**
 * The pictures of a training in the folder `pictures` of its results: a PNG of each view at every
 * snapshot (of the first run, and 200 at most), the losses and each metric as SVG, and a film of each view when it is
 * done. Each is written whole or not at all, and depends on nothing but what was computed: what is
 * done again after a stop leaves the same files.
 */
export class Pictures implements Watcher {
  readonly #options: PicturesOptions;
  readonly #albums = new Map<Pictured, Promise<Album>>();
  #drawn = performance.now();

  /** Pictures for these blocks; nothing is written before the first snapshot. */
  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  /** Draws a snapshot, and the charts now and then. */
  async look(block: number, snapshot: GameSnapshot, recorded: () => Recorded): Promise<void> {
    if (this.#isDrawn(block, snapshot)) {
      await this.#each(block, (album, place) => album.draw(this.#ofFirst(block, place, snapshot)));
    }
    if (performance.now() - this.#drawn < PAUSE) return;
    await this.#charts(block, recorded());
    this.#drawn = performance.now();
  }

  /** Draws the charts and films of a block, and every snapshot of which there is no picture. */
  async end(block: number, { history, metrics, snapshots }: Played): Promise<void> {
    await this.#charts(block, { history, metrics });
    await this.#each(block, async (album, place) => {
      const drawn = snapshots.filter((snapshot) => this.#isDrawn(block, snapshot));
      const own = drawn.map((snapshot) => this.#ofFirst(block, place, snapshot));
      for (const snapshot of own) await album.draw(snapshot, true);
      await album.films(own);
    });
  }

  #isDrawn(block: number, { step }: GameSnapshot): boolean {
    const { steps, every } = this.#options.blocks[block]!;
    const stride = every * Math.ceil(steps / every / MOST_PICTURES);
    return step % stride === 0 || step === steps;
  }

  async #charts(block: number, { history, metrics }: Pick<Recorded, "history" | "metrics">) {
    await this.#each(block, (album, place) => {
      const own = (table: DataFrame) => rowsOf(table, place, this.#options.runs);
      return album.charts({ history: own(history), metrics: own(metrics) });
    });
  }

  async #each(block: number, act: (album: Album, place: number) => Promise<void>) {
    for (const [place, pictured] of this.#options.blocks[block]!.combinations.entries()) {
      if (!this.#albums.has(pictured)) this.#albums.set(pictured, this.#open(pictured));
      await act(await this.#albums.get(pictured)!, place);
    }
  }

  async #open(pictured: Pictured): Promise<Album> {
    const { labels, views } = pictured, { folder, name, seed, blocks } = this.#options;
    const all = blocks.flatMap(({ combinations }) => combinations);
    const own = folderOf(labels, all.indexOf(pictured));
    const path = join(folder, "pictures", own), title = own === "" ? name : `${name}, ${own}`;
    await makeFolder(path);
    return await Album.open(path, title, views, seed);
  }

  /** What a snapshot shows of the first run of a combination. */
  #ofFirst(block: number, place: number, { step, looks }: GameSnapshot): GameSnapshot {
    const { blocks, runs } = this.#options, all = blocks[block]!.combinations.length * runs;
    const part = (values: Float32Array) => {
      const size = values.length / all;
      return values.subarray(place * runs * size, (place * runs + 1) * size);
    };
    const own = Object.entries(looks).map(([name, values]) => [name, part(values)] as const);
    return { step, looks: Object.fromEntries(own) };
  }
}

/** The rows of a combination's runs in the table of a block. */
function rowsOf(table: DataFrame, place: number, runs: number): DataFrame {
  if (table.height === 0) return table;
  const own = Array.from({ length: runs }, (_, r) => place * runs + r);
  return table.filter(pl.col("run").isIn(own));
}

/** The folder of a combination, by its number; that of all where there is but one. */
function folderOf(labels: Readonly<Record<string, Label>>, number: number): string {
  if (Object.keys(labels).length === 0) return "";
  return `${number} ${fileName(inWords(labels))}`.slice(0, LONGEST);
}

/** A text as the name of a file. */
function fileName(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", " ").replaceAll("%2C", ",")
    .replaceAll("*", "%2A");
}

/** One view and where its pictures are. */
interface Shelf {
  readonly name: string;
  readonly path: string;
  readonly draw: Draw;
}

/** The pictures of one combination. */
class Album {
  readonly #path: string;
  readonly #title: string;
  readonly #shelves: readonly Shelf[];

  private constructor(path: string, title: string, shelves: readonly Shelf[]) {
    this.#path = path;
    this.#title = title;
    this.#shelves = shelves;
  }

  /** Makes the folders, and removes what a kill left half-written. */
  static async open(
    path: string,
    title: string,
    views: readonly View[],
    seed: number,
  ): Promise<Album> {
    const shelves = views.flatMap((view): Shelf[] => {
      const draw = drawing(view, seed), { name } = view;
      return draw ? [{ name, draw, path: join(path, fileName(name)) }] : [];
    });
    for (const shelf of shelves) await makeFolder(shelf.path);
    for (const folder of [path, ...shelves.map(({ path }) => path)]) await removeUnfinished(folder);
    return new Album(path, title, shelves);
  }

  /** Draws a snapshot. `missing`: only where there is no picture yet. */
  async draw({ step, looks }: GameSnapshot, missing = false): Promise<void> {
    for (const { path, draw } of this.#shelves) {
      const file = join(path, `step-${String(step).padStart(7, "0")}.png`);
      if (missing && existsSync(file)) continue;
      const drawn = draw(step, looks);
      if (drawn) await replaceFile(file, drawn.png());
    }
  }

  /** Draws losses and metrics. */
  async charts(tables: Parameters<typeof charts>[0]): Promise<void> {
    for (const [name, { svg }] of Object.entries(charts(tables))) {
      await replaceFile(join(this.#path, `${fileName(name)}.svg`), svg!);
    }
  }

  /** Makes a film of each view. */
  async films(snapshots: readonly GameSnapshot[]): Promise<void> {
    for (const { name, draw } of this.#shelves) {
      const sketches = evenly(snapshots, MOST_FRAMES).flatMap(({ step, looks }) =>
        draw(step, looks)?.sketch ?? []
      );
      if (sketches.length === 0) continue;
      const page = figurePage(filmOf(sketches, this.#title, name), this.#title);
      await replaceFile(join(this.#path, `${fileName(name)}.html`), page);
    }
  }
}

/** A film of as many frames as find room in one: early images are noise, which takes much. */
function filmOf(frames: readonly Sketch[], title: string, name: string): Figure {
  try {
    return film(frames, {
      caption: `${title}: ${name} over training, from the same inputs throughout.`,
      alt: `${name} of ${title}`,
    });
  } catch (error) {
    if (!(error instanceof RangeError) || frames.length < 2) throw error;
    return filmOf(evenly(frames, Math.ceil(frames.length / 2)), title, name);
  }
}

/** At most so many of some things, evenly spaced, first and last among them. */
function evenly<T>(things: readonly T[], most: number): T[] {
  if (things.length <= most) return [...things];
  if (most === 1) return [things.at(-1)!];
  return Array.from(
    { length: most },
    (_, at) => things[Math.round(at * (things.length - 1) / (most - 1))]!,
  );
}
