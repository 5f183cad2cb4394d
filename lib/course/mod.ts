/**
 * The course: checks the cells of notebooks, runs them on the Deno kernel, and builds HTML pages
 * that work without a network. `deno task course` is its command line.
 *
 * @module
 */
export * from "./anchors.ts";
export * from "./active_content.ts";
export * from "./ansi_to_html.ts";
export * from "./build_site.ts";
export * from "./cell_look.ts";
export * from "./cell_place.ts";
export * from "./check_links.ts";
export { type NotebookFile } from "./cell_module.ts";
export * from "./check_notebooks.ts";
export * from "./claims_of.ts";
export * from "./content_policy.ts";
export * from "./course.ts";
export * from "./course_options.ts";
export * from "./course_page.ts";
export * from "./escape_html.ts";
export * from "./external_requests.ts";
export * from "./findings.ts";
export * from "./format_notebook.ts";
export { type Highlight, highlighter } from "./highlighter.ts";
export * from "./html_addresses.ts";
export * from "./index_page.ts";
export * from "./executed_folder.ts";
export * from "./is_exercise.ts";
export * from "./is_timed.ts";
export * from "./kernel.ts";
export * from "./kernel_message.ts";
export * from "./kernel_process.ts";
export * from "./lab_setup.ts";
export * from "./locate_in_cell.ts";
export * from "./machine_paths.ts";
export * from "./markdown.ts";
export * from "./notebook.ts";
export * from "./notebook_page.ts";
export * from "./output_collector.ts";
export * from "./page_addresses.ts";
export * from "./page_frame.ts";
export * from "./parse_notebook.ts";
export * from "./render_output.ts";
export * from "./signature_picture.ts";
export * from "./replace_folder.ts";
export * from "./run_notebook.ts";
export * from "./run_record.ts";
export { shareColours } from "./share_colours.ts";
export * from "./side_by_side.ts";
export * from "./site_lock.ts";
export * from "./vega_pictures.ts";
export * from "./without_timings.ts";
export type { ParsedElement } from "./parsed_html.ts";
