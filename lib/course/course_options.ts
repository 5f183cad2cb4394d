/** What to run and where; `course` takes it. */
export interface CourseOptions {
  /** Runs the notebooks whose name contains one of these; all without. */
  words?: readonly string[];
  /** Writes outputs back into the notebooks too, where nothing is wrong with them. */
  save?: boolean;
  /** Runs nothing: pages show the outputs that the notebooks hold. */
  pagesOnly?: boolean;
  /** The engine to force: one of the engines' `ENGINES`. */
  engine?: string;
  /** Seconds a cell may take; default 600. */
  limit?: number;
  /**
   * How many notebooks run at once. Default: one more than the machine has cores, as far as there
   * are 1.5 GB of free memory for each, and one with `save`, so that the times that are saved are
   * those of a notebook that runs alone.
   */
  jobs?: number;
  /** The folder of the notebooks; default `notebooks`. */
  notebooks?: string;
  /** The folder of the library whose reference stands beside the pages; default this one's. */
  library?: string;
  /** The folder for the pages; default `site`. */
  site?: string;
  /** Whether the cells of the pages can be run in a browser. Default false: quicker to build. */
  live?: boolean;
  /** Is told what happens, a line at a time. */
  log?: (line: string) => void;
  /** Is told which cells run. */
  onProgress?: (progress: CourseProgress) => void;
  /** Ends the course early where it is aborted; pages that are done stay. */
  signal?: AbortSignal;
}

/** How far a course is. */
export interface CourseProgress {
  /** The notebooks that run: the cell that runs, from 1, and how many there are. */
  running: { name: string; cell: number; cells: number }[];
  /** How many notebooks have run. */
  done: number;
  /** How many are run in all. */
  total: number;
}

/** What a course came to. */
export interface CourseReport {
  /** Claims that were checked. */
  claims: number;
  /** How many of them held. */
  held: number;
  /** What is wrong, a text each with file and cell; empty where all is well. */
  failures: string[];
  /** What is only to be known, such as what lint finds or a page does not show, a text each. */
  warnings: string[];
}
