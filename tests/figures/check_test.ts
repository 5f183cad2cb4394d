import assert from "node:assert/strict";
import { check, claims, claimsHeld } from "saddle/figures/mod.ts";

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
});

Deno.test("both bounds are judged", () => {
  assert.throws(() => check("c", { got: 5, atLeast: 3, atMost: 4 }), {
    message: "✗ c: expected at least 3 and at most 4, got 5 (tolerance 0)",
  });
  assert.throws(() => check("c", { got: 2, atLeast: 3, atMost: 4 }), /✗/);
  assert.deepEqual(printed(() => check("c", { got: 3, atLeast: 3, atMost: 4 })), [
    "✓ c: expected at least 3 and at most 4, got 3 (tolerance 0)",
  ]);
});

Deno.test("bounds judge each part of a list", () => {
  assert.equal(printed(() => check("c", { got: [1, 2], atLeast: 1, atMost: 2 })).length, 1);
  assert.throws(() => check("c", { got: [1, 2.5, 2], atMost: 2 }), /✗ .*got \[1, 2\.5, 2\]/);
});

Deno.test("a run that diverged never passes: null and NaN are no numbers", () => {
  const lost = /✗ .*no number \((null|NaN): did the run diverge\?\)/;
  for (const got of [null, NaN, [0, NaN], [0, null]]) {
    assert.throws(() => check("c", { got, atMost: 0.1 }), lost);
    assert.throws(() => check("c", { got, atLeast: -1 }), lost);
  }
  assert.throws(() => check("c", { got: NaN, expected: 0, tolerance: 1e300 }), lost);
  assert.throws(() => check("c", { got: null, expected: 0 }), lost);
  assert.throws(() => check("c", { got: [0, NaN], expected: [0, 0], tolerance: 1 }), lost);
});

/** Values as they come where no compiler looks, as in a cell. */
function refused(values: unknown, error: ErrorConstructor, message: RegExp, claim = "c"): void {
  const call = check as (claim: string, values: unknown) => void;
  assert.throws(
    () => call(claim, values),
    (thrown: Error) => thrown instanceof error && message.test(thrown.message),
  );
}

Deno.test("what is no number is refused where a number belongs", () => {
  for (const got of ["5", true, [true], ["1"], {}, () => 1]) {
    refused({ got, atLeast: 1 }, TypeError, /^check\("c"\)'s got is a/);
  }
  for (const bound of ["5", null, undefined, [1], true]) {
    refused({ got: 5, atLeast: bound }, TypeError, /^check\("c"\)'s atLeast is a number, but/);
    refused({ got: 5, atMost: bound }, TypeError, /^check\("c"\)'s atMost is a number, but/);
  }
  refused({ got: "2", expected: 2 }, TypeError, /got is a number, but "2" came/);
  refused({ got: 2, expected: "2" }, TypeError, /got is a text, but 2 came/);
  refused({ got: [2], expected: 2 }, TypeError, /got is one value as expected is, but \[2\] came/);
  refused({ got: 2, expected: [2] }, TypeError, /got is a list as expected is, but 2 came/);
});

Deno.test("a bound or a tolerance that nothing can break is refused", () => {
  refused({ got: 5, atLeast: -Infinity }, RangeError, /atLeast is a finite number/);
  refused({ got: 5, atMost: NaN }, RangeError, /atMost is a finite number/);
  refused(
    { got: 5, atLeast: 4, atMost: 3 },
    RangeError,
    /atMost is at least atLeast, 4, but 3 came/,
  );
  for (const tolerance of [Infinity, NaN, -1]) {
    refused(
      { got: 0, expected: 0, tolerance },
      RangeError,
      /^check\("c"\)'s tolerance is a number of at least 0/,
    );
  }
  refused(
    { got: 0, expected: 0, tolerance: "5" },
    TypeError,
    /^check\("c"\)'s tolerance is .*, but "5" came/,
  );
});

Deno.test("a misspelt column or option is refused", () => {
  refused({ got: undefined, expected: undefined }, TypeError, /undefined came: a misspelt name\?/);
  refused({ got: undefined, atMost: 1 }, TypeError, /got is .*misspelt/);
  refused({ got: [1, undefined], atMost: 1 }, TypeError, /got\[1\] is .*misspelt/);
  refused(
    { got: 1, expected: null },
    TypeError,
    /expected is a value that another can equal, but null came/,
  );
  refused(
    { got: 1, expected: NaN },
    TypeError,
    /expected is a value that another can equal, but NaN came/,
  );
  refused({ got: 1, atleast: 1 }, RangeError, /no option "atleast"/);
  refused({ got: 1 }, TypeError, /needs what is expected, or atLeast, atMost or both/);
  refused({ got: 5, expected: 7, atLeast: 1 }, TypeError, /either expected or atLeast, not both/);
  refused({ got: 1, expected: 1 }, TypeError, /the claim in words/, " ");
});

Deno.test("what comes beside claim and values is refused: a tolerance is one of the values", () => {
  const call = check as (...given: unknown[]) => void;
  assert.throws(() => call("c", { got: 1, expected: 1 }, 0.1), {
    name: "TypeError",
    message:
      /takes the claim and \{ got, \.\.\. \}, but 0\.1 came besides: a tolerance stands among/,
  });
});

Deno.test("empty lists are refused: everything holds of them", () => {
  refused(
    { got: [], atLeast: 1 },
    TypeError,
    /got is a value or a list of at least one, but \[\] came/,
  );
  refused(
    { got: [], expected: [] },
    TypeError,
    /expected is a value or a list of at least one, but \[\] came/,
  );
});

Deno.test("a failure shows the digits that tell the numbers apart", () => {
  assert.throws(() => check("sum", { got: 0.1 + 0.2, expected: 0.3 }), {
    message: "✗ sum: expected 0.3, got 0.30000000000000004 (tolerance 0)",
  });
  assert.throws(() => check("c", { got: 1.20000001, atMost: 1.2 }), /got 1\.20000001 /);
  // 6.8999999 and the 6.9 that the tolerance allows
  assert.throws(
    () => check("c", { got: 6.8999999, atLeast: 7, tolerance: 0.1 }),
    /got 6\.8999999 \(tolerance 0\.1\)/,
  );
  const many = Array.from({ length: 20 }, () => 0), one = many.with(12, 0.5);
  assert.throws(
    () => check("c", { got: one, expected: many }),
    /20 in all\], at place 12 0\.5 for 0/,
  );
});

Deno.test("whole numbers beyond 2^53 are compared exactly", () => {
  assert.throws(() => check("c", { got: 2n ** 60n + 1n, expected: 2n ** 60n }), /✗/);
  assert.throws(() => check("c", { got: 2n ** 60n + 1n, atMost: 2n ** 60n }), /✗/);
  assert.equal(printed(() => check("c", { got: 2n ** 60n + 1n, atLeast: 2n ** 60n })).length, 1);
  assert.equal(printed(() => check("c", { got: 3n, expected: 3 })).length, 1);
});

Deno.test("a claim that holds in a wrong world too says nothing, so it is false", () => {
  assert.deepEqual(
    printed(() =>
      check("modes", { got: 7.5, atLeast: 7, failsFor: { untrained: 1.25, "penalty 0": NaN } })
    ),
    ["✓ modes: expected at least 7, got 7.5 (tolerance 0); untrained: 1.25; penalty 0: NaN"],
  );
  assert.throws(
    () =>
      check("modes", { got: 7.5, atLeast: 1, failsFor: { untrained: 1.25, "penalty 0": null } }),
    /✗ modes: .*; holds for untrained as well, so it says nothing$/,
  );
  assert.throws(() => check("modes", { got: 6, atLeast: 7, failsFor: { untrained: 1 } }), /✗/);
  refused(
    { got: 7, atLeast: 7, failsFor: {} },
    TypeError,
    /failsFor is what wrong worlds give, by the name of each, but \{\} came/,
  );
  refused(
    { got: 7, atLeast: 7, failsFor: [1] },
    TypeError,
    /failsFor is what wrong worlds give, .* but \[1\] came/,
  );
  refused({ got: 7, atLeast: 7, failsFor: { a: undefined } }, TypeError, /failsFor "a".*misspelt/);
});

Deno.test("claims are counted by their text, and the last verdict counts", () => {
  const before = claims();
  printed(() => {
    check("counted", { got: 1, expected: 1 });
    check("counted", { got: 1, expected: 1 });
  });
  assert.throws(() => check("fallen", { got: 1, expected: 2 }));
  assert.equal(claims().made, before.made + 2);
  assert.equal(claims().held, before.held + 1);
  assert.match(claimsHeld(), /^\d+ of \d+ claims held on this machine; false: .*fallen/);
  printed(() => check("fallen", { got: 2, expected: 2 }));
  assert.deepEqual(claims().failed, before.failed);
});
