import assert from "node:assert/strict";
import { check } from "saddle/figures/mod.ts";

/** What a check prints. */
function printed(run: () => void): string[] {
  const lines: string[] = [];
  const log = console.log;
  console.log = (line: string) => lines.push(line);
  try {
    run();
  } finally {
    console.log = log;
  }
  return lines;
}

Deno.test("a true claim prints expected, got and tolerance behind a tick", () => {
  assert.deepEqual(
    printed(() => {
      check("half", { got: 0.5003, expected: 0.5, tolerance: 1e-3 });
      check("most modes", { got: 8n, atLeast: 7 });
      check("small", { got: 0.1, atMost: 0.09, tolerance: 0.02 });
      check("name", { got: "wasm", expected: "wasm" });
    }),
    [
      "✓ half: expected 0.5, got 0.5003 (tolerance 0.001)",
      "✓ most modes: expected at least 7, got 8 (tolerance 0)",
      "✓ small: expected at most 0.09, got 0.1 (tolerance 0.02)",
      '✓ name: expected "wasm", got "wasm" (tolerance 0)',
    ],
  );
});

Deno.test("a false claim throws with claim, expected, got and tolerance", () => {
  assert.throws(() => check("two is three", { got: 2, expected: 3, tolerance: 0.5 }), {
    message: "✗ two is three: expected 3, got 2 (tolerance 0.5)",
  });
  assert.throws(() => check("enough", { got: 6, atLeast: 7 }), /at least 7, got 6/);
  assert.throws(() => check("little", { got: 8, atMost: 7 }), /at most 7, got 8/);
  assert.throws(() => check("all", { got: [1, 2], expected: [1, 3] }), /\[1, 3\], got \[1, 2\]/);
  assert.throws(() => check("as many", { got: [1], expected: [1, 1], tolerance: 9 }));
  assert.throws(() => check("kind", { got: "2", expected: 2 }));
});

Deno.test("NaN never passes, as value or as tolerance", () => {
  assert.throws(() => check("c", { got: NaN, expected: 0, tolerance: Infinity }), /got NaN/);
  assert.throws(() => check("c", { got: NaN, atLeast: 0 }));
  assert.throws(() => check("c", { got: NaN, atMost: 0 }));
  assert.throws(() => check("c", { got: [0, NaN], expected: [0, 0], tolerance: 1 }));
  assert.throws(() => check("c", { got: 0, expected: 0, tolerance: NaN }), RangeError);
});
