import assert from "node:assert/strict";
import { shippedFaces } from "saddle/browser/shipped_faces.ts";
import { shippedFaces as ofTheFile } from "saddle/datasets/images/shipped_faces.ts";

Deno.test("a page draws the faces that ship, to the last bit of their file", () => {
  const [drawn, read] = [shippedFaces(), ofTheFile()].map((faces) => faces.of("test"));
  assert.deepEqual(drawn, read);
  assert.equal(drawn!.labels.length, 200);
});
