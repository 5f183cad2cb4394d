import { shownValue } from "../options/mod.ts";
import { type AtLeastCheck, type AtMostCheck, type NearCheck, readClaim } from "./claim.ts";
import { claimBundle } from "./claim_bundle.ts";
import { claimLine } from "./claim_line.ts";
import { countClaim } from "./claims.ts";
import { judgeClaim } from "./judge_claim.ts";
import { kernel } from "./kernel.ts";

/**
 * Checks one claim that a notebook's text makes: that a value is what is `expected`, or that it, or
 * each part of a list, lies within `atLeast`, `atMost` or both.
 *
 * In a notebook each claim is displayed as a line with a tick, or in red with a cross, and the
 * notebook goes on: on another processor a training may end elsewhere. The verdict goes out beside
 * the line, as data of the type `application/vnd.saddle.claim+json`. Outside a notebook a true
 * claim prints its line, and a false one throws. {@linkcode claims} counts both.
 *
 * Null and NaN, which a run that diverged leaves, never pass. A claim that a training decides names
 * wrong worlds in `failsFor`; it holds only where it is false in each of them.
 *
 * @param claim the claim in words; each claim of a notebook has words of its own
 * @throws {Error} outside a notebook, when the claim is false, with claim, expected,
 * got and tolerance
 * @throws {TypeError} when the claim is malformed: a part is missing, undefined, empty or of
 * another kind, or something comes beside claim and values
 * @throws {RangeError} when a bound is not finite, or the tolerance no finite number
 * of at least 0
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { check } from "saddle/figures/mod.ts";
 *
 * check("the spiral's radius halves", { got: 0.5003, expected: 0.5, tolerance: 0.001 });
 * // ✓ the spiral's radius halves: expected 0.5, got 0.5003 (tolerance 0.001)
 * check("the path ends at the centre", { got: [1e-9, 0], expected: [0, 0], tolerance: 1e-6 });
 * check("most modes", { got: 8, atLeast: 7, atMost: 8, failsFor: { "an untrained generator": 1 } });
 * // ✓ most modes: expected at least 7 and at most 8, got 8 (tolerance 0); an untrained generator: 1
 * assert.throws(() => check("two is three", { got: 2, expected: 3 }), /two is three.*expected 3.*got 2/);
 * ```
 */
export function check(
  claim: string,
  values: NearCheck | AtLeastCheck | AtMostCheck,
  ...more: never[]
): void {
  if (more.length > 0) {
    throw new TypeError(
      `check("${claim}") takes the claim and { got, ... }, but ${
        shownValue(more[0])
      } came besides: ` +
        "a tolerance stands among the others, { got, expected, tolerance }.",
    );
  }
  const read = readClaim(claim, values);
  const verdict = judgeClaim(read);
  const line = claimLine(read, verdict);
  countClaim(claim, verdict.holds);
  const found = kernel();
  if (found) {
    // Not awaited: the kernel sends displays in the order in which they are asked for
    found.display(claimBundle(read, verdict, line), { raw: true });
  } else if (verdict.holds) console.log(line);
  else throw new Error(line);
}
