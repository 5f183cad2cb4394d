/**
 * What a stream is for. The five names are the library's own: "data" (batches), "latent"
 * (the generator's input), "init" (first parameters), "penalty" (where a gradient penalty looks),
 * "noise" (instance noise). Any other string is a stream of your own.
 */
export type StreamName =
  | "data"
  | "latent"
  | "init"
  | "penalty"
  | "noise"
  | (string & Record<never, never>);
