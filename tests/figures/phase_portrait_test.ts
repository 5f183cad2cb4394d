import assert from "node:assert/strict";
import { phasePortrait, phasePortraits } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, sources, stripped } from "./pictures.ts";

const words = { caption: "c", alt: "portrait" };
const circle = (theta: number, psi: number) => [psi, -theta] as const;

Deno.test("a portrait is a standalone SVG with arrows, trajectories and names", () => {
  const { svg } = phasePortrait({
    ...words,
    field: circle,
    trajectories: [{ theta: [0, 1], psi: [1, 1], label: "a path" }],
    title: "GAN",
    arrows: 5,
  });
  assertStandaloneSvg(svg!);
  for (const text of ["GAN", "a path"]) assert.match(svg!, new RegExp(`>${text}</text>`));
  const arrows = /<path d="([^"]*)" fill="none" stroke="#a0a0a0"/.exec(svg!)![1]!;
  assert.equal(
    arrows.match(/M/g)?.length,
    3 * 24,
    "a shaft and two barbs each, none where it rests",
  );
});

Deno.test("a trajectory stands where its numbers say, psi upwards", () => {
  const { svg } = phasePortrait({
    ...words,
    field: circle,
    extent: [[-1, 1], [-2, 2]],
    width: 400,
    trajectories: [{ theta: [-1, 0.5], psi: [-2, 1] }],
  });
  assert.match(svg!, /<polyline points="0,400 300,100"/);
});

Deno.test("arrows point where the field goes", () => {
  const { svg } = phasePortrait({ ...words, field: () => [0, 1], arrows: 1, width: 100 });
  const [, dx, dy] = /d="M[\d.,]+l([-\d.]+),([-\d.]+)/.exec(svg!)!.map(Number);
  assert.equal(dx, 0);
  assert.ok(dy! < 0, "upwards on the page, where psi grows");
});

Deno.test("points too near to be told apart are left out", () => {
  const turn = Array.from({ length: 20_000 }, (_, at) => at / 1000);
  const path = { theta: turn.map(Math.cos), psi: turn.map(Math.sin) };
  const { html } = phasePortrait({ ...words, field: circle, trajectories: [path] });
  assert.ok(html.length < 150_000, `${html.length} bytes`);
});

Deno.test("several portraits are a picture each, named, that wrap", () => {
  const panels = ["GAN", "R1", "WGAN"].map((title) => ({ title, field: circle }));
  const figure = phasePortraits(panels, words);
  const pictures = sources(stripped(figure.html)).map(decodeSvg);
  assert.equal(pictures.length, 3);
  pictures.forEach(assertStandaloneSvg);
  assert.match(figure.html, /alt="portrait: R1"/);
});

Deno.test("a portrait's subtitle stands between its title and its picture", () => {
  const [picture] = sources(
    phasePortraits([{ title: "GAN", subtitle: "simultaneous", field: circle }], words).html,
  ).map(decodeSvg);
  const height = (text: string) =>
    Number(new RegExp(`y="([\\d.]+)"[^>]*>${text}</text>`).exec(picture!)![1]);
  const top = Number(/<svg x="[\d.]+" y="([\d.]+)"/.exec(picture!)![1]);
  assert.ok(0 < height("GAN") && height("GAN") < height("simultaneous"));
  assert.ok(height("simultaneous") < top);
});

Deno.test("numbers that are not finite are refused by name", () => {
  assert.throws(
    () => phasePortrait({ ...words, field: () => [NaN, 0] }),
    { name: "RangeError", message: /field at \(/ },
  );
  const bad = { theta: [0, 1], psi: [0, Infinity], label: "sgd" };
  assert.throws(
    () => phasePortrait({ ...words, field: circle, trajectories: [bad] }),
    /finite psi of trajectory sgd, got Infinity in row 1/,
  );
  assert.throws(
    () => phasePortrait({ ...words, field: circle, trajectories: [{ theta: [0], psi: [] }] }),
    /as many theta as psi.*1 and 0/,
  );
  assert.throws(
    () => phasePortrait({ ...words, field: circle, extent: [[1, 1], [0, 1]] }),
    /low < high/,
  );
  assert.throws(() => phasePortraits([], words), /at least one/);
});
