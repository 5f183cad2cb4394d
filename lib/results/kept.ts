import { join } from "node:path";
import type { TrainOptions } from "../training/mod.ts";

/** The option of a training that keeps its state in a folder, if there is one. */
export function kept(
  folder: string | undefined,
  name: string,
): Pick<TrainOptions, "checkpoint"> {
  const plain = name.replaceAll(/[^\w-]+/g, "-");
  return folder === undefined ? {} : { checkpoint: { file: join(folder, `${plain}.safetensors`) } };
}
