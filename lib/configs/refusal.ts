import { systemReason } from "../files/mod.ts";
import { ConfigError } from "./config_error.ts";

/** Prints in one line what a command refuses, and ends it; throws what was not to be expected. */
export function refuse(error: unknown): never {
  const expected = error instanceof ConfigError || error instanceof RangeError ||
    /^(ERR_PARSE_ARGS|E[A-Z]+$)/.test(`${(error as { code?: unknown }).code}`);
  if (!expected) throw error;
  console.error(`error: ${systemReason(error)}`);
  Deno.exit(1);
}
