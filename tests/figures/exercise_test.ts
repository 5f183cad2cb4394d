import assert from "node:assert/strict";
import { claims, exercise } from "saddle/figures/mod.ts";

/** What is asked: both sums of two lists; each of the answers below is one that a reader may write. */
const asked = {
  cases: [{ given: [[1, 2], 10], expected: [11, 12] }, { given: [[0], 1], expected: [1] }],
  mistakes: {
    "that is the product": (list: readonly number[], by: number) => list.map((one) => one * by),
  },
} as const;

type Answer = (list: readonly number[], by: number) => number | number[] | undefined;

/** What is printed of an answer. */
function said(answer: Answer): string {
  const lines: string[] = [], { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    exercise("shift", { answer, ...asked });
  } catch (error) {
    lines.push((error as Error).message);
  } finally {
    console.log = log;
  }
  assert.equal(lines.length, 1);
  return lines[0]!;
}

Deno.test("an answer that nobody has written is open, and a right one is right", () => {
  assert.equal(said(() => undefined), "○ shift: not answered yet");
  assert.equal(said((list, by) => list.map((one) => one + by)), "✓ shift: right");
  assert.equal(said((list, by) => list.map((one) => one + by + 1e-9)), "✓ shift: right");
});

Deno.test("a wrong answer is told in its case, with what was expected, what came and the mistake", () => {
  const to = "✗ shift: for ([1, 2], 10) expected [11, 12]";
  assert.equal(
    said((list, by) => list.map((one) => one * by)),
    `${to}, got [10, 20]: that is the product`,
  );
  assert.equal(said((list) => [...list]), `${to}, got [1, 2]`);
  assert.equal(said((list, by) => list[0]! + by), `${to}, got 11`);
  assert.equal(said(() => [11, 12, 13]), `${to}, got [11, 12, 13]`);
  assert.equal(said(() => []), `${to}, got []`);
  assert.equal(said(() => NaN), `${to}, got NaN`);
  assert.equal(
    said(() => [11, 12]),
    "✗ shift: for ([0], 1) expected [1], got [11, 12]",
    "the first case in which it is wrong",
  );
});

Deno.test("an answer that throws, or gives what is no number, is wrong and no error of the exercise", () => {
  const to = "✗ shift: for ([1, 2], 10) expected [11, 12]";
  assert.equal(
    said(() => {
      throw new TypeError("no such thing");
    }),
    `${to}, threw TypeError: no such thing`,
  );
  for (const odd of ["eleven", null, true, {}, ["11", "12"]]) {
    assert.match(said(() => odd as unknown as number), /^✗ shift: for .* got /);
  }
});

Deno.test("an exercise is no claim", () => {
  const before = claims();
  said(() => undefined);
  said((list) => [...list]);
  assert.deepEqual(claims(), before);
});

Deno.test("what an exercise is given is looked at", () => {
  const answer = () => 1, cases = [{ given: [] as const, expected: 1 }];
  assert.throws(() => exercise("", { answer, cases }), /exercise's name is a text/);
  assert.throws(() => exercise("a", { answer, cases: [] }), {
    name: "RangeError",
    message: /exercise\("a"\)'s cases is a list of at least 1/,
  });
  assert.throws(() => exercise("a", { answer: 1 as never, cases }), {
    name: "TypeError",
    message: /exercise\("a"\)'s answer is the reader's function, but 1 came/,
  });
  assert.throws(() => exercise("a", { answer, cases, hints: {} } as never), /no option "hints"/);
  assert.throws(() => exercise("a", { answer, cases: [{ given: 1, expected: 1 }] as never }), {
    name: "TypeError",
  });
});
