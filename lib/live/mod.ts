/**
 * What makes the pages of the course live: cells as scripts, and what page and worker say.
 *
 * @module
 */
export { neededCells } from "./needed_cells.ts";
export { neededFiles, textsOf } from "./needed_files.ts";
export { notLiveCells, type PageFiles } from "./not_live.ts";
export type { Done, Found, Output, ToPage, ToWorker } from "./protocol.ts";
export { type CellScript, transformCell } from "./transform_cell.ts";
