import * as tf from "@tensorflow/tfjs";
import settings from "../../deno.json" with { type: "json" };

/** What computed a result, besides the engine: the versions that are written beside it. */
export function versions(): Record<string, string> {
  return { Saddle: settings.version, Deno: Deno.version.deno, "TensorFlow.js": tf.version_core };
}
