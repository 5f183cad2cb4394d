import assert from "node:assert/strict";
import type * as tf from "@tensorflow/tfjs";
import type { Draw } from "saddle/constraints/mod.ts";
import { finite, gaussian, ring } from "saddle/datasets/mod.ts";
import { disposeTree, start } from "saddle/engine/mod.ts";
import { stream } from "saddle/random/mod.ts";
import { alternating, simultaneous, uniformLatent } from "saddle/training/mod.ts";
import { type SmallFeed, smallFeed } from "./small_feed.ts";

const LINE: Record<string, Draw> = { mix: { kind: "uniform", each: "sample" } };

/** All that is fed in so many steps, by what it is for; asked for in blocks of these sizes. */
async function fed(options: Partial<SmallFeed>, blocks: readonly number[]) {
  await start();
  const source = smallFeed(options);
  const seen: { critic: Batch[]; generator: Pick<Batch, "real" | "latent"> }[] = [];
  for (const length of blocks) {
    const tensors = source.next(length);
    const values = tensors.map((tensor) => tensor.dataSync<"float32">().slice());
    for (let step = 0; step < length; step++) {
      const { critic, generator } = source.assemble(tensors);
      const part = (tensor: tf.Tensor) => {
        const all = values[tensors.indexOf(tensor)]!;
        const size = all.length / length;
        assert.deepEqual(tensor.shape.slice(0, 3), [length, options.runs ?? 2, 4]);
        return [...all.subarray(step * size, (step + 1) * size)];
      };
      seen.push({
        critic: critic.map(({ real, latent, draws }) => ({
          real: part(real),
          latent: part(latent),
          draws: draws.map((named) => Object.values(named).map(part)),
        })),
        generator: { real: part(generator.real), latent: part(generator.latent) },
      });
    }
    disposeTree(tensors);
  }
  return seen;
}

interface Batch {
  readonly real: readonly number[];
  readonly latent: readonly number[];
  readonly draws: readonly (readonly number[])[][];
}

/** The draws of run `run` from its own stream, one after the other. */
const own = (run: number, name: string) => stream(7, run, name);
const normals = (random: ReturnType<typeof own>) => [...random.normal(new Float32Array(4 * 3))];
const points = (random: ReturnType<typeof own>) => [...ring().sample(random, 4)];

Deno.test("every run is fed from its own streams, each move after the other", async () => {
  const seen = await fed({ update: alternating({ criticSteps: 2 }), draws: [{}, LINE] }, [2]);
  const random = (name: string) => [0, 1].map((run) => own(run, name));
  const [data, latent, penalty] = [random("data"), random("latent"), random("penalty")];
  for (const { critic, generator } of seen) {
    for (const { real, latent: z, draws } of critic) {
      assert.deepEqual(real, data.flatMap(points));
      assert.deepEqual(z, latent.flatMap(normals));
      assert.deepEqual(draws[0], []);
      const mix = penalty.flatMap((noise) => [...noise.uniform(new Float32Array(4))]);
      assert.deepEqual(draws[1], [mix]);
    }
    assert.deepEqual(generator.latent, latent.flatMap(normals));
    assert.deepEqual(generator.real, critic[1]!.real);
  }
});

Deno.test("a run among others is fed what it would be fed alone", async () => {
  const update = alternating({ criticSteps: 3 });
  const draws = [LINE, { noise: { kind: "normal", each: "feature" } as const }];
  const all = await fed({ update, draws, runs: 5 }, [3]);
  for (const firstRun of [0, 3, 4]) {
    const alone = await fed({ update, draws, runs: 1, firstRun }, [3]);
    const cut = (values: readonly number[]) => {
      const size = values.length / 5;
      return values.slice(firstRun * size, (firstRun + 1) * size);
    };
    alone.forEach(({ critic, generator }, step) => {
      const among = all[step]!;
      assert.deepEqual(generator.latent, cut(among.generator.latent));
      critic.forEach(({ real, latent, draws }, i) => {
        assert.deepEqual(real, cut(among.critic[i]!.real));
        assert.deepEqual(latent, cut(among.critic[i]!.latent));
        assert.deepEqual(draws, among.critic[i]!.draws.map((named) => named.map(cut)));
      });
    });
  }
});

Deno.test("what is fed does not depend on the size of blocks", async () => {
  for (const dataset of [ring(), finite(ring(), { size: 10, seed: 1 })]) {
    const options = { dataset, update: alternating({ criticSteps: 2 }), draws: [LINE] };
    const whole = await fed(options, [6]);
    assert.deepEqual(await fed(options, [1, 1, 1, 1, 1, 1]), whole);
    assert.deepEqual(await fed(options, [4, 2]), whole);
  }
});

Deno.test("penalties and critic steps leave the real points of a first step as they are", async () => {
  const [plain] = await fed({}, [1]);
  const [penalised] = await fed({ draws: [LINE] }, [1]);
  const [more] = await fed({ update: alternating({ criticSteps: 5 }) }, [1]);
  const [together] = await fed({ update: simultaneous() }, [1]);
  for (const other of [penalised!, more!, together!]) {
    assert.deepEqual(other.critic[0]!.real, plain!.critic[0]!.real);
    assert.deepEqual(other.critic[0]!.latent, plain!.critic[0]!.latent);
  }
});

Deno.test("batches are fresh or shared within a step as the update says", async () => {
  const distinct = (values: readonly (readonly number[])[]) =>
    new Set(values.map((value) => value.join())).size;
  for (const freshReal of [true, false]) {
    for (const freshLatents of [true, false, "critic"] as const) {
      const update = alternating({ criticSteps: 3, freshReal, freshLatents });
      const seen = await fed({ update }, [2]);
      for (const { critic, generator } of seen) {
        assert.equal(distinct(critic.map(({ real }) => real)), freshReal ? 3 : 1);
        const latents = [...critic.map(({ latent }) => latent), generator.latent];
        assert.equal(distinct(latents), { true: 4, false: 1, critic: 3 }[`${freshLatents}`]);
        if (freshLatents === "critic") assert.deepEqual(latents[3], latents[2]);
      }
      // the next step is fed new ones all the same
      assert.notDeepEqual(seen[0]!.critic[0]!.real, seen[1]!.critic[0]!.real);
      assert.notDeepEqual(seen[0]!.critic[0]!.latent, seen[1]!.critic[0]!.latent);
    }
  }
});

Deno.test("simultaneous steps show both players the same latents and points", async () => {
  const [{ critic, generator }] = await fed({ update: simultaneous() }, [1]) as [
    Awaited<ReturnType<typeof fed>>[0],
  ];
  assert.deepEqual(generator, { real: critic[0]!.real, latent: critic[0]!.latent });
});

Deno.test("a finite set is fed in epochs: every point once before any twice", async () => {
  const dataset = finite(gaussian(), { size: 12, seed: 1 });
  const seen = await fed({ dataset, runs: 1 }, [3, 3]);
  for (const epoch of [seen.slice(0, 3), seen.slice(3)]) {
    const fedPoints = epoch.flatMap(({ critic }) => critic[0]!.real);
    assert.deepEqual(fedPoints.toSorted(), [...dataset.points].toSorted());
  }
});

Deno.test("uniform latents fill their interval and refuse an empty one", () => {
  const latent = uniformLatent({ low: -2, high: 3 });
  const drawn = latent.fill(own(0, "latent"), new Float32Array(10_000));
  const [low, high] = [Math.min(...drawn), Math.max(...drawn)];
  // 10,000 draws leave a gap of 5e-4 on average at each end
  assert.ok(low >= -2 && low < -1.99 && high < 3 && high > 2.99);
  assert.throws(() => uniformLatent({ low: 1 }), { name: "RangeError" });
  assert.throws(() => uniformLatent({ min: 1 } as object), /Known options: low, high/);
});
