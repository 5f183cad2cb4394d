import { digits, rowsOf } from "../datasets/mod.ts";
import { digitJudge } from "../judges/mod.ts";
import { type JudgeScores, judgeScores } from "./judge_scores.ts";

/**
 * What the judge of digits says of generated ones against every second of the test digits that
 * ship, 1,000 of them.
 */
export async function digitScores(): Promise<JudgeScores> {
  const test = digits({ part: "test" });
  const even = Array.from({ length: test.size / 2 }, (_, i) => 2 * i);
  return judgeScores(await digitJudge(), rowsOf(test, even));
}
