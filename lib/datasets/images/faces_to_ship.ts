import { stream } from "../../random/mod.ts";
import { drawFace } from "./face.ts";

/** The side of the faces that ship. */
export const SIDE = 64;

/** How many ship. */
const SIZES = { train: 1800, test: 200 } as const;

/** Draws the faces that ship: those of one part. */
export function facesToShip(part: "train" | "test"): { pixels: Uint8Array[]; labels: number[] } {
  const random = stream(0, part === "train" ? 0 : 1, "faces");
  const drawn = Array.from({ length: SIZES[part] }, () => drawFace(random, SIDE));
  return { pixels: drawn.map(({ pixels }) => pixels), labels: drawn.map(({ hair }) => hair) };
}
