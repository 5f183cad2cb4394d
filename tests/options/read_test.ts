import assert from "node:assert/strict";
import {
  byName,
  callable,
  choice,
  count,
  either,
  type Field,
  flag,
  floats,
  group,
  list,
  misfit,
  number,
  off,
  oneOrList,
  open,
  orNull,
  pair,
  part,
  perRun,
  positive,
  read,
  text,
  usually,
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
    [{ layers: [1, 0] }, /layers is a list of a whole number of at least 1, but \[1, 0\] came/],
    [{ layers: 3 }, /^TypeError/],
    [{ egs: 3 }, /cake has no option "egs"\. Known options: eggs, flour, .*layers\.$/],
  ];
  for (const [options, message] of cases) assert.throws(() => cake(options), message);
});

Deno.test("what is no options at all is refused", () => {
  for (const odd of [3, "3", null, [1]]) {
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
  const cases: [Field<unknown>, string, fits: unknown[], others: unknown[]][] = [
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
    [byName(count()), "by names, each a whole number of at least 1", [{}, { a: 1 }], [{ a: 0 }, [
      1,
    ]]],
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
