/**
 * Which module of this room stands for which module of the library where it runs in a browser. Both
 * sides are relative to `lib/`. What a module touches of the machine (the process, files, native
 * libraries, the kernel) has no other form there; a bundle in which such a touch is left is refused.
 */
export const MODULES: Readonly<Record<string, string>> = {
  "datasets/from_file.ts": "browser/absent_data.ts",
  "datasets/images/cifar10.ts": "browser/absent_data.ts",
  "datasets/images/image_folder.ts": "browser/absent_data.ts",
  "datasets/images/mnist.ts": "browser/absent_data.ts",
  "datasets/images/shipped_faces.ts": "browser/shipped_faces.ts",
  "datasets/images/svhn.ts": "browser/absent_data.ts",
  "datasets/images/usps.ts": "browser/absent_data.ts",
  "engine/environment.ts": "browser/environment.ts",
  "engine/tensorflow/start.ts": "browser/tensorflow.ts",
  "engine/wasm.ts": "browser/wasm.ts",
  "engine/webgpu/request_adapter.ts": "browser/request_adapter.ts",
  "engine/webgpu/start.ts": "browser/webgpu.ts",
  "experiments/mod.ts": "browser/experiments.ts",
  "figures/canvas.ts": "browser/canvas.ts",
  "figures/canvas_fonts.ts": "browser/canvas_fonts.ts",
  "figures/data_uri.ts": "browser/data_uri.ts",
  "figures/kernel.ts": "browser/kernel.ts",
  "figures/rasterise.ts": "browser/rasterise.ts",
  "figures/render_within.ts": "browser/render_within.ts",
  "figures/skia.ts": "browser/skia.ts",
  "figures/vega_svg.ts": "browser/vega_svg.ts",
  "files/changed_at.ts": "browser/files.ts",
  "files/cache_folder.ts": "browser/files.ts",
  "files/digest.ts": "browser/digest.ts",
  "files/download.ts": "browser/files.ts",
  "files/folder_sums.ts": "browser/files.ts",
  "files/make_folder.ts": "browser/files.ts",
  "files/read_bytes.ts": "browser/files.ts",
  "files/replace_file.ts": "browser/files.ts",
  "files/shipped_file.ts": "browser/files.ts",
  "files/sums.ts": "browser/files.ts",
  "metrics/load_highs.ts": "browser/load_highs.ts",
  "training/stored/checkpoint.ts": "browser/checkpoint.ts",
};

/**
 * Which module of `lib/` stands for which package, or for a module that Node alone has and packages
 * import for its sake (the library itself may import none).
 */
export const PACKAGES: Readonly<Record<string, string>> = {
  "@tensorflow/tfjs": "browser/tfjs.ts",
  "canvas": "browser/nothing.ts",
  "crypto": "browser/nothing.ts",
  "fs": "browser/nothing.ts",
  "node:module": "browser/nothing.ts",
  "nodejs-polars": "browser/tables.ts",
  "os": "browser/nothing.ts",
  "path": "browser/nothing.ts",
  "perf_hooks": "browser/nothing.ts",
  "util": "browser/nothing.ts",
  "worker_threads": "browser/nothing.ts",
};

/** Modules in whose place the builder puts the bytes of a file of a package, by what they export. */
export const BYTES: Readonly<Record<string, { readonly name: string; readonly file: string }>> = {
  "live/highs_bytes.ts": { name: "HIGHS", file: "highs/runtime" },
  "browser/wasm_bytes.ts": {
    name: "WASM",
    file: "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  },
};

/** Which entry of a package is taken in the place of its first one. */
export const ENTRIES: Readonly<Record<string, string>> = { "linkedom": "linkedom/worker" };
