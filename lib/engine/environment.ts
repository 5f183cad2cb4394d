import { availableParallelism } from "node:os";
import process from "node:process";
import type { EngineName } from "./engine.ts";

/** The engines that are tried where none is asked for, the best first. */
export const TRIED: readonly EngineName[] = ["tensorflow", "webgpu", "wasm"];

/** A variable of the environment; undefined where it is not set. */
export function variable(name: string): string | undefined {
  return process.env[name];
}

/** How many cores this process may use. */
export function cores(): number {
  return availableParallelism();
}
