import { atomsOf, type Claim, type Value } from "./claim.ts";
import { escapeText } from "./html.ts";
import { slackOf, type Verdict } from "./judge_claim.ts";
import type { Bundle } from "./kernel.ts";

/** The MIME type under which a notebook's output holds the verdict on a claim as data. */
export const CLAIM_MIME = "application/vnd.saddle.claim+json";

/** Parts of a list that the data hold: who needs all of them has the table that they are from. */
const PARTS = 64;

const FONT = "font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:.92em;" +
  "line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere";
/** Its own paper and ink, so that it stands out in light and dark themes alike. */
const FALSE = "margin:.5em 0;padding:.5em .8em;border-radius:4px;font-weight:bold;" +
  "background:#b3261e;color:#ffffff;border:2px solid #7f1410";

/** What a kernel displays for a claim: the line, for eyes and as text, and the verdict as data. */
export function claimBundle(claim: Claim, verdict: Verdict, line: string): Bundle {
  const state = verdict.holds ? "true" : "false";
  const style = `${FONT};${verdict.holds ? "margin:0" : FALSE}`;
  return {
    "text/plain": line,
    "text/html": `<div class="saddle-claim ${state}" style="${style}">${escapeText(line)}</div>`,
    [CLAIM_MIME]: claimData(claim, verdict, line),
  };
}

function claimData(claim: Claim, verdict: Verdict, line: string): Record<string, unknown> {
  const { name, got, target, tolerance, failsFor } = claim;
  const of = (values: object) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, safe(value)]));
  const parts = atomsOf(got).length;
  return {
    claim: name,
    holds: verdict.holds,
    got: safe(got),
    ...of(target),
    tolerance,
    ...(failsFor === undefined ? {} : { failsFor: of(failsFor) }),
    ...(parts > PARTS ? { parts } : {}),
    slack: of(slackOf(claim, got)),
    line,
  };
}

/** A value as JSON holds it: what JSON has no number for is a text. */
function safe(value: Value): unknown {
  if (Array.isArray(value)) return value.slice(0, PARTS).map((atom) => safe(atom));
  if (typeof value === "bigint") return value.toString();
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
