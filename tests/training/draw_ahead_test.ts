import assert from "node:assert/strict";
import { disposeTree, start, tensorCounts } from "saddle/engine/mod.ts";
import { drawAhead } from "saddle/training/blocks/draw_ahead.ts";
import { smallFeed } from "./small_feed.ts";

/** The numbers of a block, which is freed. */
function numbers(source: ReturnType<typeof drawAhead>, steps: number): number[][] {
  const batch = source.next(steps);
  const values = batch.map((tensor) => [...tensor.dataSync()]);
  disposeTree(batch);
  return values;
}

Deno.test("a block drawn early is the block that would have been drawn", async () => {
  await start();
  const [early, plain] = [drawAhead(smallFeed()), drawAhead(smallFeed())];
  for (const steps of [2, 2, 3]) {
    await early.draw(steps);
    assert.deepEqual(numbers(early, steps), numbers(plain, steps));
  }
});

Deno.test("what was drawn early for nothing is drawn again, whatever the size of the block", async () => {
  await start();
  const [early, plain] = [drawAhead(smallFeed()), drawAhead(smallFeed())];
  await early.draw(5);
  assert.deepEqual(numbers(early, 2), numbers(plain, 2));
  assert.deepEqual(numbers(early, 1), numbers(plain, 1));
});

Deno.test("a feed is saved where the caller stands, not where the draws do", async () => {
  await start();
  const early = drawAhead(smallFeed());
  const before = early.save();
  await early.draw(3);
  assert.deepEqual(early.save(), before);
  const restored = smallFeed();
  restored.restore(early.save());
  assert.deepEqual(numbers(drawAhead(restored), 3), numbers(early, 3));
});

Deno.test("no tensor is left of what nobody asked for", async () => {
  await start();
  const early = drawAhead(smallFeed());
  const { tensors } = tensorCounts();
  await early.draw(3);
  await early.draw(0); // the end of a training: nothing follows
  assert.ok(tensorCounts().tensors > tensors);
  early.dispose();
  assert.equal(tensorCounts().tensors, tensors);
});

Deno.test("an error while drawing early is a rejection, not a throw", async () => {
  await start();
  const broken = { ...smallFeed(), next: () => assert.fail("no more points") };
  await assert.rejects(drawAhead(broken).draw(1), /no more points/);
});
