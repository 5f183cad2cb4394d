import assert from "node:assert/strict";
import {
  anyText,
  byName,
  callable,
  choice,
  count,
  either,
  ends,
  finite,
  flag,
  floats,
  group,
  list,
  misfit,
  number,
  numbers,
  off,
  oneOrList,
  open,
  type Option,
  orNull,
  own,
  pair,
  part,
  parts,
  path,
  perRun,
  positive,
  read,
  text,
  usually,
  windows,
} from "saddle/options/mod.ts";

const CAKE = {
  eggs: count(3),
  flour: positive(0.5),
  heat: number({ from: 100, to: 250 }, 180),
  kind: choice(["round", "square"], "round"),
  glazed: flag(false),
  name: open(text()),
  rates: perRun({ from: 0, below: 1 }, 0.1),
  layers: list(count(), [1]),
  sides: open(oneOrList(count(1, { most: 100 }))),
  widths: open(list(count(1, { most: 100 }))),
};
const cake = (options: object) => read("cake", options, CAKE);

Deno.test("options that are left out, or undefined, have their defaults", () => {
  const usual = {
    ...{ eggs: 3, flour: 0.5, heat: 180, kind: "round", glazed: false, rates: 0.1, layers: [1] },
  };
  assert.deepEqual(cake({}), usual);
  assert.deepEqual(cake({ eggs: undefined, name: undefined }), usual);
  assert.deepEqual(cake({ eggs: 1, name: "Anna" }), { ...usual, eggs: 1, name: "Anna" });
});

Deno.test("every error says whose option it is, what fits and what came", () => {
  const cases: [object, RegExp][] = [
    [{ eggs: 0 }, /^RangeError: cake's eggs is a whole number of at least 1, but 0 came\.$/],
    [{ eggs: 1.5 }, /but 1\.5 came/],
    [{ eggs: "5" }, /^TypeError: cake's eggs .* but "5" came\.$/],
    [{ eggs: null }, /^TypeError: .* but null came/],
    [{ flour: 0 }, /flour is a number above 0, but 0 came/],
    [{ flour: NaN }, /^RangeError: .* but NaN came/],
    [{ heat: 251 }, /heat is a number of at least 100 and of at most 250, but 251 came/],
    [{ kind: "oval" }, /kind is one of "round", "square", but "oval" came/],
    [{ glazed: 1 }, /^TypeError: cake's glazed is true or false, but 1 came/],
    [{ name: "" }, /name is a text of at least one character, but "" came/],
    [{ rates: [0.5, 1] }, /at least 0 and below 1, or one for each run, but \[0\.5, 1\] came/],
    [{ rates: ["x"] }, /^RangeError: .* but \["x"\] came/],
    [{ layers: [1, 0] }, /layers is a list, each a whole number of at least 1, but \[1, 0\] came/],
    [{ layers: 3 }, /^TypeError/],
    [{ sides: 101 }, /^RangeError: cake's sides is at most 100, but 101 came\.$/],
    [{ sides: [8, 101] }, /^RangeError: cake's sides\[1\] is at most 100, but 101 came\.$/],
    [
      { sides: [8, 0] },
      /sides is a whole number of at least 1, or a list of them, but \[8, 0\] came/,
    ],
    [
      { widths: [8, 1e9] },
      /^RangeError: cake's widths\[1\] is at most 100, but 1000000000 came\.$/,
    ],
    [{ egs: 3 }, /cake has no option "egs"\. Known options: eggs, flour, .*widths\.$/],
  ];
  for (const [options, message] of cases) assert.throws(() => cake(options), message);
});

Deno.test("what is no options at all is refused", () => {
  const named = [
    new Map([["eggs", 3]]),
    Promise.resolve({ eggs: 3 }),
    new Set(),
    new Float32Array(),
  ];
  for (const odd of [3, "3", null, [1], [], ...named]) {
    assert.throws(() => cake(odd as unknown as object), /^TypeError: cake takes options \{ eggs,/);
  }
  assert.throws(
    () => read("bread", 3 as unknown as object, {}),
    /bread takes no options, but 3 came/,
  );
});

Deno.test("an option without a default must be given, unless it may be left open", () => {
  const spec = { size: count(), of: part<{ sample: () => 0 }>("a data set", "sample") };
  assert.throws(
    () => read("finite", { size: 3 }, spec),
    /finite needs of, a data set, but none came/,
  );
  assert.throws(() => read("finite", { size: 3, of: {} }, spec), /of is a data set, but \{\} came/);
  assert.deepEqual(read("x", {}, { name: open(text()) }), {});
  const call = { make: callable<() => number>("a function") };
  assert.throws(() => read("x", { make: 3 }, call), /make is a function, but 3 came/);
});

Deno.test("every kind of field says what fits, takes it, and refuses the rest", () => {
  const oven = part<{ readonly bake: () => 0 }>("an oven", "bake");
  const own = { bake: () => 0 as const };
  const cases: [Option<unknown>, string, fits: unknown[], others: unknown[]][] = [
    [number({ above: 0, infinite: true }), "a number above 0, infinity too", [1, Infinity], [
      0,
      NaN,
    ]],
    [number({ infinite: true }), "a number", [-1, -Infinity], [NaN, "1"]],
    [pair(), "two finite numbers", [[0, -1]], [[1], [1, 2, 3], [0, NaN], 3]],
    [pair({ from: 0 }), "two numbers, each a number of at least 0", [[0, 1]], [[0, -1]]],
    [floats(), "a Float32Array", [new Float32Array(1)], [[1], 1]],
    [oneOrList(count()), "a whole number of at least 1, or a list of them", [1, [1, 2]], [
      0,
      [0],
      "1",
    ]],
    [oneOrList(oven), "an oven, or a list of them", [own, [own]], [{}, [{}]]],
    [
      either(count(), text()),
      "a whole number of at least 1, or a text of at least one character",
      [1, "a"],
      [0, "", true],
    ],
    [byName(count()), "by names, each a whole number of at least 1", [{}, { a: 1 }], [
      { a: 0 },
      [
        1,
      ],
      new Map([["a", 1]]),
      Promise.resolve({ a: 1 }),
    ]],
    [group({ eggs: count() }), "options { eggs }", [{}, { eggs: 0 }], [[], 3, null]],
    [orNull(count()), "a whole number of at least 1, or null", [1, null], [0, undefined]],
  ];
  for (const [field, words, fitting, others] of cases) {
    assert.equal(field.fits, words);
    const fits = (value: unknown) => field.is(value) && field.allows(value);
    for (const value of fitting) assert.ok(fits(value), `${words}: ${value}`);
    for (const value of others) assert.ok(!fits(value), `${words}: ${value}`);
  }
});

Deno.test("a field can be off, or have another default", () => {
  assert.deepEqual(read("x", {}, { oven: off(count(3)) }), {});
  assert.equal(off(count()).off, true);
  assert.throws(() => read("x", { oven: null }, { oven: off(count()) }), /but null came/); // in code
  assert.deepEqual(read("x", {}, { eggs: usually(count(), 2) }), { eggs: 2 });
});

Deno.test("a function in place of what it makes is told to be called", () => {
  const oven = part<{ readonly bake: () => 0 }>("an oven", "bake");
  const make = () => ({ bake: () => 0 as const });
  const one = () => read("x", { in: make }, { in: oven });
  assert.throws(one, /x's in is an oven, but a function \(make\) came: call it\.$/);
  assert.throws(() => read("x", { in: [make] }, { in: list(oven) }), /\[a function .* call it\.$/);
});

Deno.test("what depends on several options is refused in the same voice", () => {
  assert.deepEqual(
    misfit("cake", "glaze", "true where it is sweet", false),
    new RangeError("cake's glaze is true where it is sweet, but false came."),
  );
});

const PIE = {
  sizes: either(finite(), list(finite()), 1),
  corner: pair({}, [0, 0]),
  range: ends([0, 1]),
  extent: open(windows()),
  weights: open(numbers()),
  motto: anyText(""),
  recipe: open(path()),
  slices: parts<{ size: number }>("a list of slices { size }", "size", []),
  odd: own<number>({
    fits: "an odd number",
    kind: "whole",
    is: (value) => typeof value === "number",
    allows: (value) => value % 2 === 1,
  }, 3),
};
const pie = (options: object) => read("pie", options, PIE);

Deno.test("pairs, windows, lists of numbers and fields of one's own say what fits, too", () => {
  assert.deepEqual(pie({}), {
    ...{ sizes: 1, corner: [0, 0], range: [0, 1], motto: "", slices: [], odd: 3 },
  });
  const given = { sizes: [1, 2], extent: [[0, 1], [-1, 1]], weights: new Float32Array(2), odd: 5 };
  assert.deepEqual(pie(given), { ...pie({}), ...given });
  const cases: [object, RegExp][] = [
    [
      { sizes: "1" },
      /^TypeError: pie's sizes is a finite number, or a list, each a finite number, but/,
    ],
    [{ sizes: [NaN] }, /^RangeError: .* but \[NaN\] came/],
    [{ corner: [1] }, /^TypeError: pie's corner is two finite numbers, but \[1\] came/],
    [{ corner: 1 }, /^TypeError/],
    [{ range: [1, 1] }, /range is \[low, high\] with low < high, but \[1, 1\] came/],
    [{ range: [0, Infinity] }, /^RangeError/],
    [
      { extent: [[0, 1], [1, 0]] },
      /extent is a pair .* for each axis, but \[\[0, 1\], \[1, 0\]\] came/,
    ],
    [{ extent: [0, 1] }, /^TypeError/],
    [{ weights: 3 }, /weights is a list or a typed array of numbers, but 3 came/],
    [{ motto: 3 }, /^TypeError: pie's motto is a text, but 3 came/],
    [{ recipe: "" }, /recipe is the path of a file, but "" came/],
    [{ slices: [{ sise: 1 }] }, /slices is a list of slices \{ size \}, but \[\{"sise":1\}\] came/],
    [{ odd: 2 }, /odd is an odd number, but 2 came/],
  ];
  for (const [options, message] of cases) assert.throws(() => pie(options), message);
});

Deno.test("values that are long or no plain data are shown in a few words", () => {
  const shown = (value: unknown) => () => pie({ corner: value });
  assert.throws(shown(new Float32Array(9)), /but a Float32Array came/);
  assert.throws(shown(BigInt64Array.of(1n)), /but a BigInt64Array came/);
  assert.throws(shown({ size: 1n }), /but \{"size":1\} came/);
  assert.throws(shown({ name: "ring", sample: () => 0 }), /but ring came/);
  assert.throws(shown({ sample: () => 0 }), /but an object with functions came/);
  assert.throws(
    shown({ depth: Infinity, of: [NaN] }),
    /but \{"depth":Infinity,"of":\[NaN\]\} came/,
  );
  assert.throws(shown(Promise.resolve(3)), /but a Promise came/);
  assert.throws(shown(new Error("no")), /but an Error came/);
  const itself: Record<string, unknown> = {};
  itself["it"] = itself;
  assert.throws(shown(itself), /but \{"it":\{"it":\{"it":\{"it":…\}\}\}\} came/);
});
