import type { Notebook } from "../course/notebook.ts";
import { CLAIM_MIME, type ClaimData } from "../figures/claim_data.ts";

/** The verdicts that a notebook's outputs hold, in their order. */
export function verdictsOf({ cells }: Notebook): ClaimData[] {
  return cells.flatMap((cell) => {
    if (cell.cell_type !== "code") return [];
    return cell.outputs.flatMap((output) => {
      const found = "data" in output ? output.data[CLAIM_MIME] : undefined;
      return found === undefined ? [] : [found as unknown as ClaimData];
    });
  });
}
