/**
 * A script of its own, for cells that solve a transport problem: the solver HiGHS.
 *
 * @module
 */
import highs from "highs";
import { HIGHS } from "./highs_bytes.ts";

type Load = (options: { locateFile: () => string }) => Promise<unknown>;

const scope = globalThis as unknown as { saddleExtras?: Record<string, unknown> };
scope.saddleExtras ??= {};
scope.saddleExtras["highs"] = () => {
  const url = URL.createObjectURL(new Blob([HIGHS as BlobPart], { type: "application/wasm" }));
  return (highs as unknown as Load)({ locateFile: () => url });
};
