import assert from "node:assert/strict";
import { colours, intervalFrames, type SampleSnapshot, strip } from "saddle/figures/mod.ts";
import { pixels, sources } from "./pictures.ts";

const grid = { x: [-3, 3], y: [0, 0], nx: 3, ny: 1 } as const;
const data = Float32Array.of(-2, -1, 0);
const falling: SampleSnapshot = {
  step: 7,
  samples: Float32Array.of(1.5, 2),
  critic: Float32Array.of(13, 10, 7),
  grid,
};
const size = { width: 600, height: 300 };

/** The pixels of the first frame: `at` takes x and pixels below the middle. */
async function picture(snapshot: SampleSnapshot) {
  const [frame] = intervalFrames([snapshot], { data });
  const figure = strip([(context, area) => frame!.draw(context, area)], {
    ...size,
    caption: "c",
    alt: "a",
  });
  const svg = atob(sources(figure.html)[0]!.split(",")[1]!);
  const { at } = await pixels(/href="(data:image\/webp[^"]*)"/.exec(svg)![1]!);
  return (x: number, below: number) => at((x + 3) / 6, 0.5 + below / size.height);
}
const rgb = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
const distance = (a: number[], b: number[]) => Math.hypot(...a.map((v, c) => v - b[c]!));

Deno.test("the critic is 0 at 0 whatever its constant, blue where it is high", async () => {
  const at = await picture(falling);
  const [red, , blue] = at(-2.9, -145);
  assert.ok(blue! > red! + 60, `blue on the left, got ${at(-2.9, -145)}`);
  const [more, , less] = at(2.9, 145);
  assert.ok(more! > less! + 60, `orange on the right, got ${at(2.9, 145)}`);
  assert.deepEqual(intervalFrames([falling], { data })[0]!.axes!.y.domain, [-3, 3]);
});

Deno.test("the data's bar is below the zero line, the generator's above", async () => {
  const at = await picture(falling);
  const nearer = (got: number[]) =>
    distance(got, rgb(colours.data)) < distance(got, rgb(colours.generator));
  assert.ok(nearer(at(-1.5, 11)));
  assert.ok(!nearer(at(1.75, -11)));
  for (const [x, below] of [[-1.5, -30], [1.75, 30]] as const) {
    assert.ok(Math.min(...at(x, below)) > 230, `white at ${x}, ${below}`);
  }
});

Deno.test("arrows point uphill from both ends of the generator's bar", async () => {
  const at = await picture(falling);
  const reach = 20 / 100; // pixels over pixels per unit of x
  for (const end of [1.5, 2]) assert.ok(Math.min(...at(end - reach, -22)) < 120, `left of ${end}`);
  assert.ok(Math.min(...at(2 + reach, -22)) > 230, "none to the right");
});

/** Falls by 1 a unit on a grid that ends at 1, as the default grid of `interval()` does. */
const narrow: SampleSnapshot = {
  ...falling,
  critic: Float32Array.of(13, 11, 9),
  grid: { ...grid, x: [-3, 1] },
};

Deno.test("beyond its grid the critic is not drawn, and a question mark stands for the arrow", async () => {
  const at = await picture(narrow);
  // The highest in sight is D(-3) - D(0) = 3, drawn 150 pixels over the middle.
  assert.ok(Math.min(...at(0.5, 25)) < 200, "the line at 0.5");
  for (const x of [1.2, 2, 2.9]) assert.ok(Math.min(...at(x, 50)) > 230, `no line at ${x}`);
  const strip = (x: number) => Array.from({ length: 30 }, (_, up) => Math.min(...at(x, -18 - up)));
  for (const end of [1.5, 2]) {
    const mark = [-0.04, -0.02, 0, 0.02, 0.04].flatMap((off) => strip(end + off));
    assert.ok(Math.min(...mark) < 170, `a mark over ${end}`);
    assert.ok(Math.min(...strip(end - 0.2)) > 230, `no arrow from ${end}`);
  }
});

Deno.test("at the end of the grid the arrow is the slope of the side that is known", async () => {
  const at = await picture({ ...narrow, samples: Float32Array.of(-2, 1) });
  // Slope -1 is 32 pixels to the left, a hundredth of a unit each.
  for (const x of [-2.25, 0.75]) assert.ok(Math.min(...at(x, -22)) < 120, `an arrow over ${x}`);
  assert.ok(Math.min(...at(0.6, -22)) > 230, "no longer than that");
});

Deno.test("where 0 is not in the grid the curve starts at the point nearest to it", () => {
  const away = { ...narrow, samples: Float32Array.of(5), grid: { ...grid, x: [2, 6] } } as const;
  const [frame] = intervalFrames([away], { data: Float32Array.of(3, 5), range: [2, 6] });
  assert.match(frame!.axes!.y.label!, /D\(x\) − D\(2\)$/);
  assert.deepEqual(frame!.axes!.y.domain, [-4, 4]); // from 13 at 2 to 9 at 6
});

Deno.test("a sample may be larger than a function has room for arguments", async () => {
  const many = new Float32Array(200_000).fill(2);
  many[0] = 1.5;
  const at = await picture({ ...falling, samples: many });
  assert.ok(Math.min(...at(1.75, -11)) < 230, "the generator's bar");
});

Deno.test("what is missing or not finite is refused by its step", () => {
  assert.throws(() => intervalFrames([], { data }), /at least one snapshot/);
  const { critic: _, ...blind } = falling;
  assert.throws(() => intervalFrames([blind], { data }), /critic on a line at step 7/);
  const lost = { ...falling, samples: Float32Array.of(NaN) };
  assert.throws(() => intervalFrames([lost], { data }), /samples at step 7, got NaN/);
});
