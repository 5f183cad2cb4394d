/** A room of the library that cells of a page can import by itself. */
export type Room = typeof ROOMS[number];

/** Their names. */
export const ROOMS = [
  "constraints",
  "datasets",
  "dynamics",
  "engine",
  "figures",
  "games",
  "judges",
  "losses",
  "metrics",
  "models",
  "numbers",
  "random",
  "training",
] as const;

/** What cells of a page have of `Deno`. */
export const DENO = ["readFile", "readTextFile", "version"] as const;
