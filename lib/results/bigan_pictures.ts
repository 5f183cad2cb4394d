import pl from "nodejs-polars";
import type { FiniteDataset } from "../datasets/mod.ts";
import { outputsOf, type Played, type Trained } from "../training/mod.ts";

/** Images between -1 and 1, `[n, pixels]`, as a column of lists of bytes. */
export function pixelColumn(images: Float32Array, pixels: number): pl.Series {
  const rows = Array.from({ length: images.length / pixels }, (_, i) =>
    Array.from(
      images.subarray(i * pixels, (i + 1) * pixels),
      (x) => Math.min(255, Math.max(0, Math.round(127.5 * (x + 1)))),
    ));
  return pl.Series("pixels", rows, pl.List(pl.UInt8));
}

/**
 * What the looks of a game with one run showed at each snapshot: columns step, run, kind (the
 * look's name), place, pixels.
 */
export function picturesOf({ snapshots }: Pick<Played, "snapshots">, pixels: number): pl.DataFrame {
  return pl.concat(
    snapshots.flatMap(({ step, looks }) =>
      Object.entries(looks).map(([kind, images]) => {
        const places = Array.from({ length: images.length / pixels }, (_, i) => i);
        return pl.DataFrame([
          pl.Series("step", places.map(() => step), pl.Int32),
          pl.Series("run", places.map(() => 0), pl.Int32),
          pl.Series("kind", places.map(() => kind), pl.Utf8),
          pl.Series("place", places, pl.Int32),
          pixelColumn(images, pixels),
        ]);
      })
    ),
  );
}

/** What is walked between: digits by their classes. */
const WALKS = [[0, 6], [1, 7], [2, 3], [4, 9], [5, 8]] as const;
/** Pictures of a walk. */
const STEPS = 9;

/**
 * G on straight lines between the codes of two images: columns from, to (their labels), share (of
 * the way), pixels. The first image of each label is taken. Batch norm sees the codes of all images
 * beside.
 */
export function walksOf(
  { encoder, generator }: Readonly<Record<"encoder" | "generator", Trained>>,
  { points, labels }: FiniteDataset,
): pl.DataFrame {
  const codes = outputsOf(encoder, points), latent = encoder.model.outputs;
  const codeOf = (label: number) => {
    const at = labels!.values.indexOf(label);
    return codes.subarray(at * latent, (at + 1) * latent);
  };
  const shares = Array.from({ length: STEPS }, (_, i) => i / (STEPS - 1));
  const places = WALKS.flatMap(([from, to]) => shares.map((share) => ({ from, to, share })));
  const all = new Float32Array(codes.length + places.length * latent);
  all.set(codes);
  places.forEach(({ from, to, share }, i) => {
    const [a, b] = [codeOf(from), codeOf(to)];
    all.set(a.map((x, k) => x + share * (b[k]! - x)), codes.length + i * latent);
  });
  const pixels = generator.model.outputs;
  const images = outputsOf(generator, all).subarray(-places.length * pixels);
  return pl.DataFrame([
    pl.Series("from", places.map(({ from }) => from), pl.Int32),
    pl.Series("to", places.map(({ to }) => to), pl.Int32),
    pl.Series("share", places.map(({ share }) => share), pl.Float64),
    pixelColumn(images, pixels),
  ]);
}

/** How often each class was read where each was written: columns label, as, count. */
export function countsOf(labels: ArrayLike<number>, read: ArrayLike<number>): pl.DataFrame {
  const counts = new Map<string, { label: number; as: number; count: number }>();
  for (let i = 0; i < labels.length; i++) {
    const [label, as] = [labels[i]!, read[i]!];
    const before = counts.get(`${label} ${as}`)?.count ?? 0;
    counts.set(`${label} ${as}`, { label, as, count: before + 1 });
  }
  const rows = [...counts.values()].sort((a, b) => a.label - b.label || a.as - b.as);
  return pl.DataFrame(
    (["label", "as", "count"] as const).map((name) =>
      pl.Series(name, rows.map((row) => row[name]), pl.Int32)
    ),
  );
}
