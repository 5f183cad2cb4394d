import { type Random, stream } from "../../random/mod.ts";
import { normalLatent } from "../../training/mod.ts";
import type { StoredGenerator } from "./stored_generator.ts";

/** What is drawn. */
export interface DrawOptions {
  /** How many. */
  readonly count: number;
  /** The seed of the latents. */
  readonly seed: number;
  /**
   * Numbers of a normal latent that lie farther from 0 are drawn anew: the truncation trick (Brock
   * et al. 2019, section 3.1), which makes samples more likely and less various. Default never.
   */
  readonly truncation?: number | undefined;
  /** Whether they lead from one latent to another, in equal steps. */
  readonly walk: boolean;
}

/** Latents that a generator takes at once, and those of them that are wanted where others help. */
const TOGETHER = 256, FEW = 64;

/** Numbers of all samples at most: 2 GB. */
const LARGEST = 2 ** 29;

/**
 * Samples of a generator, `[count, dimension]`. The same seed gives the same ones; the first of many
 * are those of few.
 *
 * What a batch norm makes of a latent depends on those beside it. A generator that has one is given
 * 256 at once, as many as in a training. Latents that are truncated or lead from one to another are
 * more alike than its training's: of them it is given 64, and 192 others.
 *
 * @throws {RangeError} If latents that are not normal are to be truncated, a walk is of one sample,
 * or the samples are too many.
 */
export function drawn(generator: StoredGenerator, options: DrawOptions): Float32Array {
  const { size, dimension, seesBatch } = generator, { count, seed } = options;
  checkDraw(generator, options);
  const alike = options.walk || options.truncation !== undefined;
  const each = alike && seesBatch ? FEW : TOGETHER, chunks = Math.ceil(count / each);
  const wanted = latentsOf(generator, options, chunks * each);
  const others = stream(seed, 0, "beside"), rows = seesBatch ? TOGETHER : each;
  const samples = new Float32Array(count * dimension);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const from = chunk * each, batch = new Float32Array(rows * size);
    batch.set(wanted.subarray(from * size, (from + each) * size));
    if (rows > each) generator.latent.fill(others, batch.subarray(each * size));
    const made = generator.make(withClasses(batch, generator));
    samples.set(made.subarray(0, Math.min(each, count - from) * dimension), from * dimension);
  }
  return samples;
}

function checkDraw(
  { latent, dimension }: StoredGenerator,
  { count, walk, truncation }: DrawOptions,
): void {
  if (truncation !== undefined && latent.name !== normalLatent.name) {
    throw new RangeError(
      `--truncation is for normal latents, but those of this generator are "${latent.name}".`,
    );
  }
  if (walk && count < 2) throw new RangeError(`A walk has at least 2 samples: --count ${count}.`);
  if (count * dimension <= LARGEST) return;
  throw new RangeError(
    `${count} samples of ${dimension} numbers are too many at once: at most ${
      Math.floor(LARGEST / dimension)
    }. Draw some, and others with another --seed.`,
  );
}

/** So many latents, of which the first ones are wanted: `[n, size]`. */
function latentsOf(
  { latent, size }: StoredGenerator,
  { count, seed, truncation, walk }: DrawOptions,
  n: number,
): Float32Array {
  const random = stream(seed, 0, "samples"), anew = stream(seed, 0, "truncation");
  const draw = (rows: number) => {
    const values = latent.fill(random, new Float32Array(rows * size));
    return truncation === undefined ? values : truncated(values, truncation, anew);
  };
  if (!walk) return draw(n);
  const all = new Float32Array(n * size);
  all.set(between(draw(1), draw(1), count, latent.name === normalLatent.name));
  all.set(draw(n - count), count * size);
  return all;
}

/** Draws anew what lies farther from 0 than a bound. */
function truncated(values: Float32Array, bound: number, random: Random): Float32Array {
  const one = new Float32Array(1);
  return values.map((value) => {
    while (Math.abs(value) > bound) [value] = random.normal(one) as unknown as [number];
    return value;
  });
}

/**
 * Latents from one to another. Normal ones go along a great circle (White 2016): the middle of a
 * straight line would be shorter than any that the generator was trained on.
 */
function between(
  from: Float32Array,
  to: Float32Array,
  count: number,
  round: boolean,
): Float32Array {
  const length = (values: Float32Array) => Math.hypot(...values);
  const product = from.reduce((sum, value, i) => sum + value * to[i]!, 0);
  const cosine = product / (length(from) * length(to));
  const angle = Math.acos(Math.max(-1, Math.min(1, cosine))), sine = Math.sin(angle);
  const curved = round && sine > 1e-6;
  const all = new Float32Array(count * from.length);
  for (let step = 0; step < count; step++) {
    const t = step / (count - 1);
    const [a, b] = curved
      ? [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine]
      : [1 - t, t];
    from.forEach((value, i) => all[step * from.length + i] = a * value + b * to[i]!);
  }
  return all;
}

/** Latents with a class behind each, one after the other from the first. */
function withClasses(
  latents: Float32Array,
  { size, classes }: Pick<StoredGenerator, "size" | "classes">,
): Float32Array {
  if (classes === 0) return latents;
  const n = latents.length / size, width = size + classes, all = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    all.set(latents.subarray(i * size, (i + 1) * size), i * width);
    all[i * width + size + i % classes] = 1;
  }
  return all;
}
