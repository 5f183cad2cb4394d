import assert from "node:assert/strict";
import { ConfigError, configOf, planOf, readConfig } from "saddle/configs/mod.ts";
import { NAMED, NAMED_DATA, NEEDED, optionsOf, SHORT } from "./named_things.ts";

/** Lines of the shortest file that describes a training. */
const LINES = `
dataset: ring
generator: { mlp: { inputs: 2 } }
critic: mlp
loss: hinge
`;

/** What a file describes, all of it. */
const planned = (text: string) => planOf(configOf(text, "run.yaml"));

/** That a file is refused in a sentence, before anybody gets impatient. */
function assertRefused(text: string, message: RegExp): void {
  const began = performance.now();
  assert.throws(() => planned(text), { name: "ConfigError", message }, text.slice(0, 200));
  const seconds = (performance.now() - began) / 1000;
  assert.ok(seconds < 3, `${message} took ${seconds} s`); // 0.1 s where nothing else runs
}

/** Aliases of aliases: 9 to the power of the levels values in some hundred characters. */
function laughs(levels: number): string {
  const level = (i: number, item: string) => `a${i}: &a${i} [${Array(9).fill(item).join(", ")}]\n`;
  return level(0, "1") +
    Array.from({ length: levels }, (_, i) => level(i + 1, `*a${i}`)).join("");
}

const lines = (count: number, line: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${line(i)}\n`).join("");

const THIRTY = Array.from({ length: 30 }, (_, i) => i + 1).join(", ");
const NAMES = ["batch", "steps", "every", "snapshotSize", "metricSize", "divergence"];

Deno.test("what would take all memory or for ever is refused at once, with its bound", () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    [laughs(7) + LINES, /^run\.yaml:\d+:\d+: a\d.*: expected at most 10000 values, those of alias/],
    [
      LINES + laughs(30),
      /^run\.yaml:\d+:\d+: a\d.*: expected at most 10000 values, those of alias/,
    ],
    [LINES + lines(1e5, (i) => `k${i}: 1`), /^run\.yaml: expected at most 100000 characters, got/],
    [
      `${LINES}constraints: [{ r1: { gamma: [${Array(20_000).fill(1)}] } }]`,
      /constraints\[0\]\.r1\.gamma\[\d+\]: expected at most 10000 values/,
    ],
    [LINES + lines(9000, (i) => `k${i}: 1`), /^run\.yaml:6:1: unknown key "k0"/],
    [`${LINES}x: ${"[".repeat(40_000)}`, /^run\.yaml.*: expected at most 100 levels/],
    [`${LINES}x: ${"[".repeat(200)}${"]".repeat(200)}`, /run\.yaml:6:103: expected at most 100/],
    [`${LINES}${lines(200, (i) => `${" ".repeat(i)}a:`)}`, /expected at most 100 levels/],
    [
      `${LINES}${NAMES.map((name) => `${name}: $${name}\n`).join("")}parameters:\n` +
      NAMES.map((name) => `  ${name}: [${THIRTY}]\n`).join(""),
      /parameters: .* have 729000000 combinations, 30 x 30 x .*, but 10000 can be trained at most/,
    ],
    [`${LINES}runs: 1000000000`, /6:7: runs: expected at most 100000, got 1000000000\./],
    [`${LINES}together: 1000000000`, /together: expected at most 100000, got 1000000000/],
    [
      LINES.replace("ring", "{ ring: { modes: 1e9 } }"),
      /modes: expected at most 100000, got 1000000000\./,
    ],
    [
      LINES.replace("critic: mlp", "critic: { mlp: { hidden: [1000000000] } }"),
      /critic\.mlp\.hidden\[0\]: expected at most 100000, got 1000000000\./,
    ],
    [
      LINES.replace("critic: mlp", "critic: { mlp: { hidden: [8, 0.5] } }"),
      /critic\.mlp\.hidden\[1\]: expected a whole number/,
    ],
    [
      LINES.replace("critic: mlp", "critic: { mlp: { hidden: [8, 0] } }"),
      /critic\.mlp\.hidden\[1\]: expected a whole number of at least 1, got 0\./,
    ],
    [`${LINES}steps: 1e15`, /6:8: steps: expected at most 1000000000, got 1000000000000000\./],
    [
      `${LINES}pretrain: { steps: 1e15 }`,
      /pretrain\.steps: expected at most 1000000000, got 1000000000000000\./,
    ],
    [`${LINES}divergence: $b\nparameters: { b: [.nan, .inf] }`, /parameter "b" .*, but NaN came/],
    [
      `${LINES}divergence: $b\nparameters: { b: [.inf, 1, .inf] }`,
      /parameter "b" has two values that are called Infinity\./,
    ],
    ...["a\\u001b[2J", "a\\nb", "gnp\\u202e.x", "a\\u2066b"].map((name) =>
      [`${LINES}name: "${name}"`, /6:7: name: expected a text without control characters/] as const
    ),
  ];
  for (const [text, message] of refused) assertRefused(text, message);
});

Deno.test("aliases and merges stand for what they name, and for nothing else", () => {
  const merged = planned(`
dataset: ring
generator: { mlp: &net { inputs: 2, hidden: [3, 4] } }
critic: { mlp: { activation: tanh, <<: *net, hidden: [5] } }
loss: hinge
optimiser: { critic: { sgd: &rate { rate: 0.5 } }, generator: { adam: { <<: [*rate, *rate] } } }
`).blocks[0]!.trial.settings;
  assert.equal(merged["generator"], "mlp 2-3-4-2, relu");
  assert.equal(merged["critic"], "mlp 2-5-1, tanh");
  const refused: readonly (readonly [string, RegExp])[] = [
    [`${LINES}average: *nobody`, /run\.yaml:6:10: average: nothing before it is called &nobody/],
    [`${LINES}average: *later\nx: &later { decay: 0.9 }`, /average: nothing before it is called/],
    [`a: &a [*a]\n${LINES}`, /run\.yaml:1:8: a\[0\]: it is an alias of what it stands in/],
    [`a: &a { b: [{ c: *a }] }\n${LINES}`, /a\.b\[0\]\.c: it is an alias of what it stands in/],
    [`a: &a { <<: *a }\n${LINES}`, /run\.yaml:1:13: a: it is an alias of what it stands in/],
    [`${LINES}latent: { <<: ones }`, /latent: << takes a mapping or a list of them, got "ones"/],
    [`${LINES}latent: { <<: [ones] }`, /latent: << takes a mapping or a list of them, got "ones"/],
    [
      `${LINES}latent: &l { uniform: { lo: 1 } }\ngrid: { <<: *l }`,
      /run\.yaml:6:\d+: unknown key "lo" in latent\.uniform/,
    ],
  ];
  for (const [text, message] of refused) assertRefused(text, message);
});

Deno.test("what no number, no document and no parameter is, is called by what it is", () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    [`${LINES}divergence: .inf`, /6:13: divergence: expected a number, got Infinity\./],
    [`${LINES}divergence: -.inf`, /divergence: expected a number, got -Infinity\./],
    [`${LINES}batch: .nan`, /batch: expected a whole number, got NaN\./],
    [`${LINES}batch: 123456789012345678901234567890`, /got 1\.2345678901234568e\+29\./],
    [`${LINES}---\nbatch: 3`, /run\.yaml:6:1: expected one document, got 2\./],
    ["# nothing", /run\.yaml: expected settings, key: value, got nothing\./],
    [`${LINES}batch: !!binary aGk=`, /batch: expected a number, a text, true or false, got /],
    [`${LINES}? [a]\n: 3`, /keys are texts/],
    [`${LINES}__proto__: 3`, /run\.yaml:6:1: unknown key "__proto__"/],
    [`${LINES}constructor: 3`, /run\.yaml:6:1: unknown key "constructor"/],
  ];
  for (const name of ["constructor", "__proto__", "hasOwnProperty"]) {
    const message = new RegExp(
      `run\\.yaml:6:8: batch: there is no parameter "${name}" with a list`,
    );
    assertRefused(`${LINES}batch: $${name}`, message);
    assertRefused(`${LINES}batch: $${name}\nparameters: { other: [1] }`, message);
    // as a name of one's own it is as good as another
    const { blocks } = planned(`${LINES}batch: $${name}\nparameters: { ${name}: [1, 2] }`);
    assert.deepEqual(blocks.map(({ trial }) => trial.settings["batch"]), [1, 2]);
  }
  for (const [text, message] of refused) assertRefused(text, message);
});

/** Values that hardly any option can have, as YAML has them. */
const ODD: readonly unknown[] = [
  ...[1e9, 2 ** 53, -1, 0, 0.5, 1e300, "", "odd", "1", true, [], {}, [[]], [1e9], ["odd"]],
  ...[{ odd: 1 }, ".inf", ".nan", "$constructor", "../..", "\u0000"],
];

/** Sets of images: each attempt would read a set anew. */
const IMAGES = /digits|faces|mnist|cifar|svhn|usps|image/;

// by YAML 1.2's core schema, whose numbers are not those of 1.1
Deno.test("numbers are those of YAML 1.2, and what looks like one and is a text is refused", () => {
  const right: Record<string, number> = {
    ...{ "0x10": 16, "0o14": 12, "010": 10, "+5": 5, "1e3": 1000, "5.": 5, "!!int 5": 5 },
    ...{ "5 # five": 5, "&a 5": 5, "\t5\t": 5 },
  };
  for (const [text, batch] of Object.entries(right)) {
    const { settings } = planned(`${LINES}batch: ${text}`).blocks[0]!.trial;
    assert.equal(settings["batch"], batch, text);
  }
  const texts = [
    ...["1_000", "1,000", "12:30", "0b101", "5#five", "'5'", "5 5", "yes", "on", "2026-01-01"],
    ...["!!str 5", "\u0665", "5\u00a0"],
  ];
  for (const text of texts) assertRefused(`${LINES}batch: ${text}`, /batch: expected a .*, got "/);
  for (const truth of ["yes", "no", "on", "off", "y", "'true'", "1"]) {
    const file = LINES.replace("ring", `{ circle: { centred: ${truth} } }`);
    assertRefused(file, /^run\.yaml:2:31: dataset\.circle\.centred: expected true or false, got /);
  }
  const rate = `${LINES}optimiser: { adam: { rate: 1e-3 } }`;
  assert.deepEqual(
    planned(rate).blocks[0]!.trial.settings,
    planned(rate.replace("1e-3", ".001")).blocks[0]!.trial.settings,
  );
});

Deno.test("files of other editors are the same files; what is no text is refused", async () => {
  const file = `${await Deno.makeTempDir()}/run.yaml`, text = `${LINES}batch: 5\nname: a\n`;
  const of16 = (order: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * text.length + 2));
    [...`\uFEFF${text}`].forEach((letter, i) => view.setUint16(2 * i, letter.charCodeAt(0), order));
    return new Uint8Array(view.buffer);
  };
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const same = [of16(true), of16(false), bytesOf(`\uFEFF${text}`)];
  same.push(bytesOf(text.replaceAll("\n", "\r\n")));
  const json = { dataset: "ring", generator: { mlp: { inputs: 2 } }, critic: "mlp", loss: "hinge" };
  same.push(bytesOf(JSON.stringify({ ...json, batch: 5, name: "a" }, null, "\t")));
  for (const bytes of same) {
    await Deno.writeFile(file, bytes);
    const { settings } = planOf(await readConfig(file)).blocks[0]!.trial;
    assert.equal(settings["batch"], 5);
  }
  for (const bytes of [bytesOf(`${LINES}batch: 5\0`), Uint8Array.of(97, 10, 58, 0xe9, 10)]) {
    await Deno.writeFile(file, bytes);
    await assert.rejects(readConfig(file), (error: Error) => {
      assert.ok(error instanceof ConfigError);
      assert.match(
        error.message,
        /run\.yaml cannot be read: it is no text(: byte| in UTF-8: line 2)/,
      );
      return true;
    });
  }
});

Deno.test("lines of any length, and signs without end, are refused in a line, at once", () => {
  const long = "x".repeat(90_000);
  const refused: readonly (readonly [string, RegExp])[] = [
    [`${LINES}batch: ${long}`, /^run\.yaml:6:8: batch: expected a whole number, got "x+…/],
    [LINES.replace("ring", long), /^run\.yaml:2:10: dataset: unknown data set "x+….*Known/],
    [`${LINES}batch: ${"9".repeat(90_000)}`, /batch: expected a whole number, got Infinity/],
    [`${LINES}${long}: 1`, /^run\.yaml:6:1: /],
    [`${LINES}x: [${",".repeat(95_000)}]`, /expected at most 75000 words and signs, got/],
    [`${LINES}x: ${": ".repeat(45_000)}`, /^run\.yaml.*: /],
    [`${LINES}x: ${"&a ".repeat(3000)}5`, /^run\.yaml:6:7: A node can have at most one anchor\./],
    ["---\n".repeat(2000), /^run\.yaml:2:1: expected one document, got 2000\./],
    [`${LINES}<<: { batch: 5 }\n<<: { batch: 6 }`, /^run\.yaml:7:1: .* "<<" is there twice\./],
    ["dataset:\n\tring: {}", /^run\.yaml:2:1: Tabs are not allowed as indentation\./],
  ];
  for (const [text, message] of refused) {
    assertRefused(text, message);
    assert.throws(() => planned(text), ({ message }: Error) => message.length < 1000);
  }
});

Deno.test("whatever an option is given, it fits or is refused with its place", () => {
  let taken = 0, refused = 0;
  for (const [table, place] of [...NAMED, ...NAMED_DATA]) {
    for (const name of Object.keys(table).filter((name) => !IMAGES.test(name))) {
      for (const option of optionsOf(place, name)) {
        for (const value of ODD) {
          const settings = place({ [name]: { ...NEEDED[name], [option]: value } });
          const text = JSON.stringify({ ...SHORT, ...settings })
            .replaceAll(/"(\.inf|\.nan)"/g, "$1");
          const began = performance.now();
          try {
            planned(text);
            taken++;
          } catch (error) {
            assert.ok(error instanceof ConfigError, `${text}\n${(error as Error).stack}`);
            assert.match(error.message, /^run\.yaml:(1:\d+)?/);
            refused++;
          }
          const seconds = (performance.now() - began) / 1000;
          assert.ok(seconds < 5, `${text} took ${seconds} s`);
        }
      }
    }
  }
  assert.ok(refused > 10 * taken, `${refused} refused, ${taken} taken`);
});
