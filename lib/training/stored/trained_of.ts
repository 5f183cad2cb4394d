import type { Model, Variables } from "../../models/mod.ts";
import { toHost } from "./host_tree.ts";
import type { Trained } from "../record/run.ts";

/** A player in plain memory; the tensors stay the caller's. */
export function trainedOf(model: Model, { params, state }: Variables): Trained {
  return { model, params: toHost(params), state: toHost(state) };
}
