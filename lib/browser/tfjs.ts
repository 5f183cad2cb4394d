/**
 * TensorFlow.js without its layers, data, converter and WebGL: what Saddle uses.
 *
 * @module
 */
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import "@tensorflow/tfjs-backend-cpu";
export * from "@tensorflow/tfjs-core";
