import * as Plot from "@observablehq/plot";
import * as tf from "@tensorflow/tfjs";
import * as matrices from "ml-matrix";
import pl from "nodejs-polars";
import * as saddle from "saddle";
import * as constraints from "saddle/constraints/mod.ts";
import * as datasets from "saddle/datasets/mod.ts";
import * as dynamics from "saddle/dynamics/mod.ts";
import * as engine from "saddle/engine/mod.ts";
import * as figures from "saddle/figures/mod.ts";
import * as games from "saddle/games/mod.ts";
import * as judges from "saddle/judges/mod.ts";
import * as losses from "saddle/losses/mod.ts";
import * as metrics from "saddle/metrics/mod.ts";
import * as models from "saddle/models/mod.ts";
import * as numbers from "saddle/numbers/mod.ts";
import * as random from "saddle/random/mod.ts";
import * as training from "saddle/training/mod.ts";
import { extra, NotHere } from "../browser/mod.ts";
import type { Room } from "./rooms.ts";

const HERE: Readonly<Record<Room, object>> = {
  ...{ constraints, datasets, dynamics, engine, figures, games, judges, losses, metrics },
  ...{ models, numbers, random, training },
};

const MODULES: Readonly<Record<string, unknown>> = {
  saddle,
  "@tensorflow/tfjs": tf,
  "@observablehq/plot": Plot,
  "ml-matrix": matrices,
  "nodejs-polars": { default: pl },
  highs: { default: async () => await (await extra("highs"))() },
  ...Object.fromEntries(
    Object.entries(HERE).map(([name, room]) => [`saddle/${name}/mod.ts`, room]),
  ),
};

/**
 * What a cell's `import` of this name gives. Rooms of the library that need Deno can be imported,
 * and say so when they are used.
 *
 * @throws {Error} If there is no such module here: names those that there are.
 */
export function moduleNamed(name: string): unknown {
  if (Object.hasOwn(MODULES, name)) return MODULES[name];
  if (name.startsWith("saddle/") || name.startsWith("node:")) return absentModule(name);
  throw new Error(
    `There is no module "${name}" on this page; there are ${Object.keys(MODULES).join(", ")}.`,
  );
}

function absentModule(name: string): object {
  return new Proxy({}, {
    get: (_, member) => () => {
      throw new NotHere(`${String(member)} of ${name}`);
    },
  });
}
