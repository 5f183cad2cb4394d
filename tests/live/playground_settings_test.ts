import assert from "node:assert/strict";
import { CHOICES } from "saddle/live/playground/choices.ts";
import {
  diracFromAddress,
  type DiracSettings,
  diracToAddress,
} from "saddle/live/playground/dirac_game.ts";
import {
  fromAddress,
  NUMBERS,
  type Settings,
  toAddress,
  USUAL,
} from "saddle/live/playground/settings.ts";

Deno.test("an address holds what is not usual, and gives the same settings back", () => {
  assert.equal(toAddress(USUAL), "");
  const changed: Settings = {
    ...USUAL,
    ...{ data: "own", loss: "wasserstein", constraint: "gp", weight: 10, runs: 4 },
    drawn: [[0.25, -1], [0, 0.5]],
    movers: "critic",
  };
  assert.equal(
    toAddress(changed),
    "data=own&loss=wasserstein&constraint=gp&weight=10&runs=4&movers=critic&drawn=0.25,-1;0,0.5",
  );
  assert.deepEqual(fromAddress(`#${toAddress(changed)}`), changed);
});

Deno.test("every choice and every value of a slider goes through an address", () => {
  for (const [name, choices] of Object.entries(CHOICES)) {
    for (const choice of Object.keys(choices)) {
      const settings = { ...USUAL, [name]: choice } as Settings;
      assert.deepEqual(fromAddress(toAddress(settings)), settings, `${name}=${choice}`);
    }
  }
  for (const [name, { values }] of Object.entries(NUMBERS)) {
    for (const value of values) {
      const settings = { ...USUAL, [name]: value } as Settings;
      assert.deepEqual(fromAddress(toAddress(settings)), settings, `${name}=${value}`);
    }
  }
});

Deno.test("what is no setting in an address is as usual, and a number is the nearest of its slider", () => {
  const strange =
    "#data=toString&loss=&weight=NaN&width=30&drawn=9,9;x&movers=nobody&seed=1e99&a=b";
  assert.deepEqual(fromAddress(strange), { ...USUAL, width: 32, seed: 9 });
  assert.deepEqual(fromAddress("#drawn=0.123,1;2,2;0").drawn, [[0.12, 1]]);
  assert.ok(fromAddress(`#drawn=${"0,1;".repeat(5000)}`).drawn.length <= 200);
});

Deno.test("the game of two numbers goes through an address too", () => {
  const settings: DiracSettings = {
    ...{ game: "wasserstein", brake: "clipping", method: "simultaneous" },
    ...{ gamma: 1, stepSize: 0.05, criticSteps: 5, start: [-0.5, 1.25] },
  };
  assert.equal(
    diracToAddress(settings),
    "scene=dirac&game=wasserstein&brake=clipping&method=simultaneous&gamma=1&stepSize=0.05" +
      "&criticSteps=5&start=-0.5,1.25",
  );
  assert.deepEqual(diracFromAddress(`#${diracToAddress(settings)}`), settings);
  const usual = diracFromAddress("");
  assert.deepEqual(diracFromAddress("#game=__proto__&start=1,NaN&gamma=7&criticSteps="), usual);
});
