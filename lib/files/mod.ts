/**
 * Files that are whole or not there: written beside their place and renamed, and files of tensors.
 *
 * @module
 */

export { removeUnfinished, replaceFile } from "./replace_file.ts";
export { readTensors, type StoredTensor, type TensorFile, writeTensors } from "./tensor_file.ts";
