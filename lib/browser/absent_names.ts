import { isAbsent } from "./absent.ts";
import * as data from "./absent_data.ts";
import * as checkpoint from "./checkpoint.ts";
import * as experiments from "./experiments.ts";

/** The functions of the library that say where it runs in a browser that they need Deno. */
export const ABSENT: readonly string[] = [data, checkpoint, experiments]
  .flatMap((module) => Object.entries<unknown>({ ...module }))
  .filter(([, value]) => isAbsent(value)).map(([name]) => name);
