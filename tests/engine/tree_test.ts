import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs";
import { disposeTree, leaves, mapTree, paths, type Tree, unflatten } from "saddle/engine/mod.ts";
import { forEachEngine } from "../engines.ts";

/** A tree with everything a tree may have, its leaves numbered 0 to 3 in their order. */
const numbered = () => ({
  layers: [{ weight: tf.scalar(0), bias: tf.scalar(1) }, { weight: tf.scalar(2) }],
  none: {},
  empty: [] as tf.Tensor[],
  rate: tf.scalar(3),
});

const values = (tree: Tree) => leaves(tree).map((leaf) => leaf.dataSync()[0]);

forEachEngine("leaves come depth first, in the order in which they were written", () => {
  tf.tidy(() => {
    assert.deepEqual(values(numbered()), [0, 1, 2, 3]);
    assert.deepEqual(values({ b: tf.scalar(1), a: tf.scalar(2) }), [1, 2]);
    assert.deepEqual(values(tf.scalar(5)), [5]);
    assert.deepEqual(values([]), []);
  });
});

forEachEngine("every leaf has a path", () => {
  tf.tidy(() => {
    const expected = ["layers.0.weight", "layers.0.bias", "layers.1.weight", "rate"];
    assert.deepEqual(paths(numbered()), expected);
    assert.deepEqual(paths(tf.scalar(0)), [""]);
    assert.deepEqual(paths([tf.scalar(0)]), ["0"]);
  });
});

forEachEngine("unflatten undoes leaves and keeps what is empty", () => {
  tf.tidy(() => {
    const tree = numbered();
    const list = leaves(tree);
    const again = unflatten(tree, list);
    assert.deepEqual(leaves(again), list);
    assert.deepEqual(Object.keys(again), ["layers", "none", "empty", "rate"]);
    assert.ok(Array.isArray(again.layers) && Array.isArray(again.empty));
    assert.equal(again.layers[1]!.weight, list[2]);
  });
});

forEachEngine("a wrong number of tensors for a tree is an error", () => {
  tf.tidy(() => {
    const tree = numbered();
    const list = leaves(tree);
    for (const wrong of [list.slice(1), [...list, tf.scalar(4)]]) {
      assert.throws(() => unflatten(tree, wrong), {
        name: "RangeError",
        message: new RegExp(`has 4 leaves, but ${wrong.length} tensors came`),
      });
    }
  });
});

forEachEngine("a map sees the leaves of all trees side by side", () => {
  tf.tidy(() => {
    const tree = numbered();
    const doubled = mapTree((x) => tf.mul(x, 2), tree);
    const sums = mapTree((x, y, z) => tf.addN([x, y!, z!]), tree, doubled, tree);
    assert.deepEqual(values(sums), [0, 4, 8, 12]);
    assert.equal(sums.layers[0]!.bias!.dataSync()[0], 4);
    assert.deepEqual(values(tree), [0, 1, 2, 3]);
  });
});

forEachEngine("a map of trees of different forms is an error that names a leaf", () => {
  tf.tidy(() => {
    const [one, two] = [{ a: tf.scalar(1), b: tf.scalar(2) }, { a: tf.scalar(1) }];
    for (const [tree, other] of [[one, two], [two, one]] as const) {
      assert.throws(
        () => mapTree((x, y) => tf.add(x, y!), tree as Tree, other as Tree),
        { name: "RangeError", message: /\(a, b\).*\(a\)|\(a\).*\(a, b\)/ },
      );
    }
  });
});

forEachEngine("disposing of a tree frees its leaves and nothing else", () => {
  const before = tf.memory().numTensors;
  const [tree, other] = [numbered(), tf.scalar(1)];
  disposeTree(tree);
  assert.equal(tf.memory().numTensors, before + 1);
  assert.equal(other.isDisposed, false);
  other.dispose();
});
