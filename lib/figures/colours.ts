/**
 * The course's colours: safe for colour-blind readers, and the same for the same thing throughout.
 *
 * Okabe and Ito, "Color Universal Design" (2008), gives the palette.
 */
export const colours: Colours = {
  data: "#0072B2",
  generator: "#D55E00",
  theory: "#666666",
  ink: "#222222",
  grid: "#d9d9d9",
  paper: "#ffffff",
  methods: [
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#000000",
    "#B8A800",
  ],
};

/** The named colours of the course. */
export interface Colours {
  /** Real data. */
  readonly data: string;
  /** The generator and its samples. */
  readonly generator: string;
  /** Theory, floors, references (drawn dashed). */
  readonly theory: string;
  /** Text and axes. */
  readonly ink: string;
  /** Grid lines. */
  readonly grid: string;
  /** The card behind a figure. */
  readonly paper: string;
  /**
   * Methods, in the order in which a chart lists them. The last is the palette's yellow, darkened
   * to show on white.
   */
  readonly methods: readonly string[];
}
