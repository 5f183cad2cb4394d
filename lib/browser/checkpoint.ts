import { absent } from "./absent.ts";

/** See `lib/training/stored/checkpoint.ts`. */
export const Checkpoint = absent("A checkpoint is a file: it");
