/** What Jupyter calls metadata: any JSON object. */
export type Metadata = { [name: string]: unknown };

/** A MIME bundle: MIME type to data; text is one string here (files may hold it as lines). */
export type MimeBundle = { [mime: string]: unknown };

/** Text a cell wrote to the console. */
export interface StreamOutput {
  /** The kind of output. */
  output_type: "stream";
  /** Which console stream. */
  name: "stdout" | "stderr";
  /** The text, all lines. */
  text: string;
}

/** Something a cell displayed: a figure, a table, a film. */
export interface DisplayOutput {
  /** The kind of output. */
  output_type: "display_data";
  /** The same thing in several MIME types. */
  data: MimeBundle;
  /** Metadata by MIME type; mostly empty. */
  metadata: Metadata;
}

/** The value of a cell's last expression. */
export interface ResultOutput {
  /** The kind of output. */
  output_type: "execute_result";
  /** The same thing in several MIME types. */
  data: MimeBundle;
  /** Metadata by MIME type; mostly empty. */
  metadata: Metadata;
  /** The number of the execution that made it. */
  execution_count: number | null;
}

/** What a cell threw. */
export interface ErrorOutput {
  /** The kind of output. */
  output_type: "error";
  /** The error's class name. */
  ename: string;
  /** The error's message. */
  evalue: string;
  /** The stack, a line an entry. */
  traceback: string[];
}

/** One output of a code cell, as nbformat 4 names them. */
export type Output = StreamOutput | DisplayOutput | ResultOutput | ErrorOutput;

/** A code cell. */
export interface CodeCell {
  /** The kind of cell. */
  cell_type: "code";
  /** The cell's id (nbformat 4.5 and later). */
  id?: string;
  /** Its metadata; `tags` may hold `"timing"`. */
  metadata: Metadata;
  /** The code, one string. */
  source: string;
  /** What it gave when it last ran. */
  outputs: Output[];
  /** The number of that run. */
  execution_count: number | null;
}

/** A cell of text. */
export interface TextCell {
  /** Markdown is shown, raw text is not. */
  cell_type: "markdown" | "raw";
  /** The cell's id (nbformat 4.5 and later). */
  id?: string;
  /** Its metadata. */
  metadata: Metadata;
  /** The text, one string. */
  source: string;
  /** Pictures pasted into the cell: file name to MIME bundle. */
  attachments?: { [name: string]: MimeBundle };
}

/** A cell of a notebook. */
export type Cell = CodeCell | TextCell;

/**
 * A notebook in memory: nbformat 4 with every text joined to one string. {@linkcode parseNotebook}
 * makes one, {@linkcode formatNotebook} writes one.
 */
export interface Notebook {
  /** Always 4. */
  nbformat: 4;
  /** The minor version, 0 to 5 and beyond. */
  nbformat_minor: number;
  /** Kernel, language and, under `saddle`, what the index page says of the notebook. */
  metadata: Metadata;
  /** The cells in reading order. */
  cells: Cell[];
}
