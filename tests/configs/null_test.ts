import assert from "node:assert/strict";
import { SETTINGS } from "saddle/training/options.ts";
import { NAMED, NEEDED, optionsOf, training } from "./named_things.ts";

/** What null turns off. */
const OFF = [
  "instance-noise anneal",
  "mlp normalisation",
  "mlp output",
  "conv-critic normalisation",
  "conv-critic output",
  "conv-generator normalisation",
];

Deno.test("null turns off what can be off, and is refused for every other option", () => {
  const off: string[] = [];
  let refused = 0;
  for (const [table, place] of NAMED) {
    for (const name of Object.keys(table)) {
      for (const option of optionsOf(place, name)) {
        const options = { ...NEEDED[name], [option]: null };
        try {
          training(place({ [name]: options }));
          off.push(`${name} ${option}`);
        } catch (error) {
          assert.match((error as Error).message, /expected .*got nothing\.$/, `${name} ${option}`);
          refused++;
        }
      }
    }
  }
  assert.deepEqual(off.sort(), OFF.toSorted());
  assert.ok(refused > 80, `${refused}`);
});

Deno.test("what is off by null is as if it were left out", () => {
  const [annealed, usual] = [{ anneal: null }, {}].map((options) =>
    training({ constraints: [{ "instance-noise": options }] }).constraints![0]!
  );
  assert.deepEqual([annealed!.name, annealed!.numbers], [usual!.name, usual!.numbers]);
  const plain = { mlp: { normalisation: null, output: null } };
  assert.equal(training({ critic: plain }).critic.name, training({}).critic.name);
});

Deno.test("null turns off whole parts of a training, and is refused for the others", () => {
  const off: Readonly<Record<string, unknown>> = {
    ...{ constraints: [], average: undefined, pretrain: undefined, grid: null, metrics: {} },
  };
  for (const name of Object.keys(SETTINGS)) {
    const read = () => training({ [name]: null });
    if (!Object.hasOwn(off, name)) assert.throws(read, /expected .*got nothing\.$/, name);
    else assert.deepEqual(read()[name as "grid"], off[name], name);
  }
});
