import * as tf from "@tensorflow/tfjs";

/**
 * The numbers of a tensor that `make` gives; all that it made is freed. The numbers do not leave a
 * `tf.tidy` as its result: that looks through what it is given for tensors, number by number.
 */
export function readInScope(make: () => tf.Tensor): Float32Array {
  let values = new Float32Array();
  tf.tidy(() => {
    values = make().dataSync<"float32">().slice() as Float32Array<ArrayBuffer>;
  });
  return values;
}
