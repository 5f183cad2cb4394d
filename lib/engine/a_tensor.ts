import * as tf from "@tensorflow/tfjs";
import { own } from "../options/mod.ts";

/** An argument that is a tensor. */
export const aTensor = own<tf.Tensor>({
  fits: "a tensor",
  is: (value) => value instanceof tf.Tensor,
});
