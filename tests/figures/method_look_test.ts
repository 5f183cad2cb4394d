import assert from "node:assert/strict";
import { colours, curves, methodColour, methodLook, seedsBand } from "saddle/figures/mod.ts";

const unknown = () => {
  try {
    methodLook("no such method");
  } catch (error) {
    return (error as RangeError).message;
  }
  throw new Error("Expected a RangeError");
};
const known = /one of (.*), but/.exec(unknown())![1]!.split(", ");

Deno.test("every method has a colour of the palette, and no other has its colour and dash", () => {
  const looks = known.map(methodLook);
  for (const { colour } of looks) assert.ok(colours.methods.includes(colour), colour);
  const pairs = new Set(looks.map(({ colour, dash }) => `${colour} ${dash}`));
  assert.equal(pairs.size, known.length);
  assert.ok(known.length >= 20);
});

Deno.test("a method is known by its other names, and with its settings behind", () => {
  for (
    const [name, alias] of [
      ["GAN", "minimax"],
      ["GAN", "GAN (minimax)"],
      ["NS-GAN", "ns gan"],
      ["R1", "R1 (γ = 10)"],
      ["simple penalty", "sGP, λ = 1"],
      ["WGAN clipped", "weight clipping"],
      ["W-div", "Wasserstein divergence"],
      ["WGAN-LP 1|1", "WGAN-LP 1:1"],
      ["WGAN-LP 1|1", "WGAN-GP 1|1"],
      ["NS-GAN + GP", "NS-GAN with GP"],
    ]
  ) assert.equal(methodLook(alias!).name, name);
  assert.equal(methodColour("R2"), methodLook("R2").colour);
});

Deno.test("an unknown method is refused with the known ones", () => {
  assert.match(unknown(), /WGAN-GP/);
  assert.match(unknown(), /but "no such method" came/);
});

Deno.test("methods that charts compare with one another have colours of their own", () => {
  for (
    const group of [
      ["GAN", "NS-GAN", "R1", "WGAN clipped", "WGAN-GP"],
      ["none", "WGAN clipped", "WGAN-GP", "WGAN-LP", "simple penalty", "R1", "spectral norm"],
      [
        ...["NS-GAN", "simultaneous", "3 critic steps", "R1", "WGAN-GP", "WGAN clipped"],
        ...["Wasserstein", "NS-GAN + GP"],
      ],
      ["R1", "simple penalty", "consensus", "instance noise", "unrolled"],
      ["GAN", "NS-GAN", "LSGAN", "Wasserstein", "hinge", "EBGAN", "loss-sensitive"],
    ]
  ) assert.equal(new Set(group.map(methodColour)).size, group.length);
});

Deno.test("a look spreads into the series of both line charts, dash and legend included", () => {
  const words = { caption: "c", alt: "a", yLabel: "y" };
  const look = methodLook("WGAN-LP");
  const line = curves({ ...words, series: [{ label: "LP", x: [0, 1], y: [0, 1], ...look }] });
  const band = seedsBand({
    ...words,
    series: [{ label: "LP", x: [0, 1], values: [[0, 1]], ...look }],
  });
  for (const { svg } of [line, band]) {
    assert.equal(svg!.match(new RegExp(`stroke-dasharray="${look.dash}"`, "g"))?.length, 2);
  }
});
