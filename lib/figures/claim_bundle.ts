import { type Atom, atomsOf, type Claim, type Value } from "./claim.ts";
import { CLAIM_MIME, type ClaimAtom, type ClaimData, type ClaimValue } from "./claim_data.ts";
import { escapeText } from "./html.ts";
import { slackOf, type Verdict } from "./judge_claim.ts";
import type { Bundle } from "./kernel.ts";

/** Parts of a list that the data hold: who needs all of them has the table that they are from. */
const PARTS = 64;

const FONT = "font-family:var(--jp-code-font-family,ui-monospace,monospace);font-size:.92em;" +
  "line-height:1.45;white-space:pre-wrap;overflow-wrap:anywhere";
/** Its own paper and ink, so that it stands out in light and dark themes alike. */
const FALSE = "margin:.5em 0;padding:.5em .8em;border-radius:4px;font-weight:bold;" +
  "background:#b3261e;color:#ffffff;border:2px solid #7f1410;print-color-adjust:exact";

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

function claimData(claim: Claim, { holds }: Verdict, line: string): ClaimData {
  const { name, got, target, tolerance, failsFor } = claim;
  const parts = atomsOf(got).length;
  return {
    claim: name,
    holds,
    got: safe(got),
    ...mapped({ ...target }, safe),
    tolerance,
    ...(failsFor === undefined ? {} : { failsFor: mapped(failsFor, safe) }),
    ...(parts > PARTS ? { parts } : {}),
    slack: mapped({ ...slackOf(claim, got) }, safeAtom),
    line,
  };
}

function mapped<From, To>(values: Readonly<Record<string, From>>, to: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, to(value)]));
}

function safe(value: Value): ClaimValue {
  return Array.isArray(value) ? value.slice(0, PARTS).map(safeAtom) : safeAtom(value as Atom);
}

/** What JSON has no number for is a text. */
function safeAtom(atom: Atom): ClaimAtom {
  if (typeof atom === "bigint") return atom.toString();
  return typeof atom === "number" && !Number.isFinite(atom) ? String(atom) : atom;
}
