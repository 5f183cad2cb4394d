/**
 * Files that are whole or not there: written beside their place and renamed, or fetched and
 * checked; files of tensors; and digests that tell whether a file is as it was written.
 *
 * @module
 */

export { cacheFolder } from "./cache_folder.ts";
export { changedAt } from "./changed_at.ts";
export { decodedText } from "./decoded_text.ts";
export { digestOf } from "./digest.ts";
export { download, type DownloadOptions, type Sum } from "./download.ts";
export { acceptFiles, changedFiles } from "./folder_sums.ts";
export { makeFolder } from "./make_folder.ts";
export { readBytes } from "./read_bytes.ts";
export { refusedBySystem, systemReason } from "./refused_by_system.ts";
export { removeUnfinished, replaceFile } from "./replace_file.ts";
export { shippedFile } from "./shipped_file.ts";
export type { StoredTensor } from "./stored_tensor.ts";
export { checkSum, keepSums, namesWithSums, SUMS } from "./sums.ts";
export {
  readTensors,
  type ReadTensorsOptions,
  type TensorFile,
  writeTensors,
} from "./tensor_file.ts";
