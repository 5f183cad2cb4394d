import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { PLAYGROUND_LINKS, playgroundLine } from "saddle/course/playground_links.ts";
import { diracFromAddress, diracToAddress } from "saddle/live/playground/dirac_game.ts";
import { fromAddress, toAddress } from "saddle/live/playground/settings.ts";

Deno.test("every link to the playground is of a notebook, with settings that the playground knows", () => {
  for (const [name, { settings }] of Object.entries(PLAYGROUND_LINKS)) {
    const isKnown = existsSync(`notebooks/${name}.ipynb`) || name === "13-many-runs";
    assert.ok(isKnown, name);
    const known = settings.startsWith("scene=dirac")
      ? diracToAddress(diracFromAddress(settings))
      : toAddress(fromAddress(settings));
    assert.equal(known, settings, name);
  }
});

Deno.test("a notebook without a link has no line", () => {
  assert.equal(playgroundLine("no-such-notebook"), "");
  assert.match(
    playgroundLine("06-mixture-of-gaussians"),
    /<a href="playground\.html#data=ring&amp;constraint=none">/,
  );
});
