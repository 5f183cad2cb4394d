import {
  byName,
  callable,
  checkArgument,
  list,
  notNegative,
  numbers,
  open,
  own,
  part,
  read,
  type Spec,
  text,
} from "../options/mod.ts";
import { formatNumber } from "./format_number.ts";
import { escapeText } from "./html.ts";
import { kernel } from "./kernel.ts";

/** What an answer gives: a number, or some. */
export type ExerciseValue = number | ArrayLike<number>;

/** One case on which an answer is tried. */
export interface ExerciseCase<Given extends readonly unknown[]> {
  /** What the answer is given, argument by argument. */
  readonly given: Readonly<Given>;
  /** What it shall give. */
  readonly expected: ExerciseValue;
}

/** What an exercise needs beside its name. */
export interface ExerciseOptions<Given extends readonly unknown[]> {
  /** The reader's function; it gives `undefined` as long as nobody has written it. */
  readonly answer: (...given: Given) => ExerciseValue | undefined;
  /** What it is tried on, one after the other, at least one. */
  readonly cases: readonly ExerciseCase<NoInfer<Given>>[];
  /** How far a number may be from what is expected. @default 1e-6 */
  readonly tolerance?: number;
  /**
   * Mistakes that are near at hand: what to say of each, and the function that makes it. One that
   * gives what the answer gives in every case is told.
   */
  readonly mistakes?: Readonly<Record<string, (...given: NoInfer<Given>) => ExerciseValue>>;
}

type AnyAnswer = (...given: readonly unknown[]) => ExerciseValue | undefined;
type AnyMistake = (...given: readonly unknown[]) => ExerciseValue;

const VALUE = own<ExerciseValue>({
  fits: "a number, or some",
  is: (value) => typeof value === "number" || numbers().is(value),
});

const CASE = part<ExerciseCase<readonly unknown[]>>(
  "{ given, expected }: a list of arguments, and a number or some",
  (value) => {
    const { given, expected } = value as Partial<ExerciseCase<readonly unknown[]>>;
    return Array.isArray(given) && VALUE.is(expected);
  },
);

const EXERCISE = {
  answer: callable<AnyAnswer>("the reader's function"),
  cases: list(CASE, undefined, { from: 1 }),
  tolerance: notNegative(1e-6),
  mistakes: open(byName(callable<AnyMistake>("the function that makes it"))),
} satisfies Spec<ExerciseOptions<readonly unknown[]>>;

/**
 * Tries what a reader wrote as the answer of an exercise, and says what is wrong with it: in which
 * case, what was expected and what came, and which mistake gives just that.
 *
 * In a notebook that is displayed as a line, and the notebook goes on. Nothing is claimed: an
 * exercise is no {@linkcode check}, {@linkcode claims} does not count it, and as long as the answer
 * gives `undefined` it is said to be open. Outside a notebook the line is printed, and a wrong
 * answer throws.
 *
 * @param name What is asked, in words
 * @param options The answer, and what it is tried on
 * @throws {Error} Outside a notebook, when the answer is wrong: the line
 * @throws {TypeError} If an option is missing or of another kind
 * @throws {RangeError} If there is no case, an option does not exist, or the tolerance is negative
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { exercise } from "saddle/figures/mod.ts";
 *
 * const asked = {
 *   cases: [{ given: [3], expected: 9 }],
 *   mistakes: { "that is twice the number, not its square": (x: number) => 2 * x },
 * } as const;
 * const open = (_x: number): number | undefined => undefined;
 * exercise("the square", { answer: open, ...asked });
 * // ○ the square: not answered yet
 * exercise("the square", { answer: (x: number) => x * x, ...asked });
 * // ✓ the square: right
 * assert.throws(() => exercise("the square", { answer: (x: number) => 2 * x, ...asked }), {
 *   message: "✗ the square: for (3) expected 9, got 6: that is twice the number, not its square",
 * });
 * ```
 */
export function exercise<Given extends readonly unknown[]>(
  name: string,
  options: ExerciseOptions<Given>,
): void {
  checkArgument("exercise", "name", name, text());
  const asked = read(`exercise("${name}")`, options, EXERCISE) as unknown as Asked;
  const { state, words } = judged(asked);
  const line = `${MARKS[state]} ${name}: ${words}`;
  const found = kernel();
  if (found) found.display(bundle(state, line), { raw: true });
  else if (state === "wrong") throw new Error(line);
  else console.log(line);
}

type State = "open" | "right" | "wrong";

const MARKS: Readonly<Record<State, string>> = { open: "○", right: "✓", wrong: "✗" };

interface Asked {
  readonly answer: AnyAnswer;
  readonly cases: readonly ExerciseCase<readonly unknown[]>[];
  readonly tolerance: number;
  readonly mistakes?: Readonly<Record<string, AnyMistake>>;
}

function judged(asked: Asked): { readonly state: State; readonly words: string } {
  for (const { given, expected } of asked.cases) {
    const call = `for (${given.map((one) => written(one)).join(", ")})`;
    let got: unknown;
    try {
      got = asked.answer(...given);
    } catch (error) {
      return { state: "wrong", words: `${call} expected ${written(expected)}, threw ${error}` };
    }
    if (got === undefined) return { state: "open", words: "not answered yet" };
    if (isNear(got, expected, asked.tolerance)) continue;
    const words = `${call} expected ${written(expected)}, got ${written(got)}`;
    return { state: "wrong", words: `${words}${hint(asked)}` };
  }
  return { state: "right", words: "right" };
}

/** The mistake that gives what the answer gives. */
function hint({ answer, cases, mistakes = {}, tolerance }: Asked): string {
  const isMadeBy = (mistake: AnyMistake) =>
    cases.every(({ given }) => isNear(answer(...given), mistake(...given), tolerance));
  const found = Object.entries(mistakes).find(([, mistake]) => {
    try {
      return isMadeBy(mistake);
    } catch {
      return false; // the answer does not get through all cases
    }
  });
  return found === undefined ? "" : `: ${found[0]}`;
}

function isNear(got: unknown, wanted: ExerciseValue, tolerance: number): boolean {
  const near = (one: unknown, other: number) =>
    Object.is(one, other) || typeof one === "number" && Math.abs(one - other) <= tolerance;
  if (typeof wanted === "number") return near(got, wanted);
  if (!isList(got) || got.length !== wanted.length) return false;
  return Array.from(got).every((one, i) => near(one, wanted[i]!));
}

function isList(value: unknown): value is ArrayLike<number> {
  return typeof value === "object" && numbers().is(value);
}

/** A value as a reader would write it. */
function written(value: unknown): string {
  if (typeof value === "number") return formatNumber(value, DIGITS);
  if (typeof value === "string") return JSON.stringify(value);
  if (!isList(value)) return String(value);
  const parts = Array.from(value as ArrayLike<unknown>);
  const shown = parts.slice(0, PARTS).map((one) => written(one)).join(", ");
  return `[${shown}${parts.length > PARTS ? `, … ${parts.length} in all` : ""}]`;
}

/** Significant digits of a number, and parts of a list, that are written out. */
const DIGITS = 6, PARTS = 8;

const LINE = "font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:.92em;" +
  "line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5em 0;padding:.5em .8em;" +
  "border-radius:4px;print-color-adjust:exact";
/** Papers and inks of their own, which can be read in light and dark themes alike. */
const LOOKS: Readonly<Record<State, string>> = {
  open: "background:#eef1f5;color:#2f3b4a;border:1px dashed #6b7a8c",
  right: "background:#e3f4e6;color:#14501f;border:1px solid #2e7d3b",
  wrong: "background:#fff1dc;color:#6b3a00;border:1px solid #b26a00",
};

function bundle(state: State, line: string): Readonly<Record<string, unknown>> {
  return {
    "text/plain": line,
    "text/html": `<div class="saddle-exercise ${state}" style="${LINE};${LOOKS[state]}">${
      escapeText(line)
    }</div>`,
  };
}
