import assert from "node:assert/strict";
import { addressLater, dataUri } from "saddle/browser/data_uri.ts";
import { settled } from "saddle/browser/mod.ts";
import { dataUri as inFull } from "saddle/figures/data_uri.ts";

Deno.test("pictures under way are in their places when the text is shown, inside others too", async () => {
  const late = Promise.withResolvers<readonly [string, Uint8Array]>();
  const picture = addressLater(late.promise), svg = `<svg><image href="${picture}"/></svg>`;
  const whole = settled(`<img src="${dataUri("image/svg+xml", svg)}">`);
  late.resolve(["image/webp", Uint8Array.of(1, 2, 3)]);
  const inner = inFull("image/webp", Uint8Array.of(1, 2, 3));
  const expected = inFull("image/svg+xml", `<svg><image href="${inner}"/></svg>`);
  assert.equal(await whole, `<img src="${expected}">`);
});

Deno.test("what is ready is an address at once, and a stranger's name stays", async () => {
  assert.equal(dataUri("image/png", Uint8Array.of(1)), inFull("image/png", Uint8Array.of(1)));
  assert.equal(await settled("saddle-picture:99999;"), "saddle-picture:99999;");
});

Deno.test("a picture that could not be made is told to who waits for it", async () => {
  const picture = addressLater(Promise.reject(new Error("no canvas")));
  await assert.rejects(settled(picture), /no canvas/);
});
