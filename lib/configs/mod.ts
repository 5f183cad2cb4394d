/**
 * Trainings and experiments that a YAML or JSON file describes: `deno task train`,
 * `deno task experiment`. What may be off, such as an average or a normalisation, is off by null;
 * no other setting takes it.
 *
 * @module
 */

export { ConfigError } from "./config_error.ts";
export {
  type Config,
  type ConfigCandidate,
  configOf,
  type ConfigPlayers,
  readConfig,
} from "./read_config.ts";
export type { GeneratorFacts } from "./sample/generator_facts.ts";
export type { View, ViewRow } from "./pictures/views.ts";
export { planOf, runConfig, type RunConfigOptions } from "./run_config.ts";
