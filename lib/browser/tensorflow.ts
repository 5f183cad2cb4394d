/** There is no native library in a browser. */
export function startTensorflow(): never {
  throw new Error("A browser has no native TensorFlow.");
}
