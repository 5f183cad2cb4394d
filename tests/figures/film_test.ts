import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import assert from "node:assert/strict";
import { filmCurve } from "saddle/figures/film_curve.ts";
import { type Drawing, film, type FilmCurve, plot, scatterFrames } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, scattered, sources, stripped } from "./pictures.ts";

const words = { caption: "A square slides.", alt: "sliding square" };
const frames = Array.from({ length: 12 }, (_, at): Drawing => (context) => {
  context.fillRect(10 * at, 10, 40, 40);
});

/** The little of the DOM these tests touch. */
interface Node {
  textContent: string;
  innerHTML: string;
  value: string;
  src: string;
  getAttribute(name: string): string | null;
  dispatchEvent(event: unknown): boolean;
  querySelector(selector: string): Node;
  querySelectorAll(selector: string): ArrayLike<Node>;
}

/** A page of figures with their scripts run in it. */
function page(...figures: { html: string }[]): { document: Node; event(name: string): unknown } {
  const html = figures.map((figure) => figure.html).join("");
  const { document, Event } = parseHTML(`<html><body>${html}</body></html>`) as unknown as {
    document: Node;
    Event: new (name: string, options: object) => unknown;
  };
  for (const script of Array.from(document.querySelectorAll("script"))) {
    new Function("window", "document", script.textContent)({}, document);
  }
  return { document, event: (name) => new Event(name, { bubbles: true }) };
}

Deno.test("a film is a player with one slider and one button", () => {
  const { document } = page(film(frames, words));
  assert.equal(document.querySelectorAll("input[type=range]").length, 1);
  assert.equal(document.querySelectorAll("button").length, 1);
  assert.equal(document.querySelector("button").getAttribute("aria-label"), "Play");
  assert.equal(document.querySelector("input").getAttribute("max"), "11");
});

Deno.test("the slider and the keys show the frame and its name", () => {
  const labels = frames.map((_, at) => `step ${at * 50}`);
  const { document, event } = page(film(frames, { ...words, labels }));
  const slider = document.querySelector("input");
  const label = document.querySelector("output");
  const picture = document.querySelector(".saddle-player img");
  const first = picture.getAttribute("src");
  assert.equal(label.textContent, "step 0");
  slider.value = "7";
  slider.dispatchEvent(event("input"));
  assert.equal(label.textContent, "step 350");
  assert.notEqual(picture.getAttribute("src"), first);
  const right = Object.assign(event("keydown") as object, { key: "ArrowRight" });
  slider.dispatchEvent(right);
  assert.equal(label.textContent, "step 400");
  assert.equal(slider.getAttribute("aria-valuetext"), "step 400");
});

Deno.test("the button plays and pauses", () => {
  const { document, event } = page(film(frames, words));
  const button = document.querySelector("button");
  button.dispatchEvent(event("click"));
  assert.equal(button.getAttribute("aria-label"), "Pause");
  button.dispatchEvent(event("click"));
  assert.equal(button.getAttribute("aria-label"), "Play");
});

Deno.test("without scripts and styles a film is a strip of its frames", () => {
  const html = stripped(film(frames, { ...words, still: 4 }).html);
  const pictures = sources(html).map(decodeSvg);
  assert.equal(pictures.length, 4);
  pictures.forEach(assertStandaloneSvg);
  assert.match(pictures[0]!, />0<\/text>/, "the first frame is among them");
  assert.match(pictures[3]!, />11<\/text>/, "the last frame is among them");
  assert.doesNotMatch(html, /<(button|input)/, "no dead controls");
});

Deno.test("films on one page do not clash, even twice the same", () => {
  const one = film(frames, words);
  const other = film(frames.slice(1), words);
  const id = (figure: { html: string }) => /data-film="(\w+)"/.exec(figure.html)?.[1];
  assert.equal(id(one), id(film(frames, words)), "the same film has the same id, run for run");
  assert.notEqual(id(one), id(other));
  assert.doesNotMatch(one.html, /<[^>]+ id="/, "no element ids that could be there twice");
  const { document, event } = page(one, one, other);
  const sliders = Array.from(document.querySelectorAll("input"));
  const labels = Array.from(document.querySelectorAll("output"));
  assert.equal(sliders.length, 3);
  sliders[1]!.value = "5";
  sliders[1]!.dispatchEvent(event("input"));
  assert.deepEqual(labels.map((label) => label.textContent), ["0", "5", "0"]);
});

Deno.test("a film of many busy frames stays below 600 KB", () => {
  const snapshots = Array.from({ length: 24 }, (_, at) => ({
    step: at,
    samples: scattered(600, at + 1),
    critic: scattered(30 * 30, at + 7),
    grid: { x: [-1, 1], y: [-1, 1], nx: 30, ny: 30 } as const,
  }));
  const figure = film(scatterFrames(snapshots, { extent: [[-1, 1], [-1, 1]] }), words);
  assert.ok(figure.html.length < 600_000, `${figure.html.length} bytes`);
});

Deno.test("charts are frames, and stay SVG where they fit", () => {
  const charts = [1, 2, 3].map((height) =>
    plot({ ...words, y: { domain: [0, 3] }, marks: [Plot.line([[0, 0], [1, height]])] })
  );
  const { document } = page(film(charts, words));
  const src = document.querySelector(".saddle-player img").getAttribute("src");
  assertStandaloneSvg(decodeSvg(src ?? undefined));
});

Deno.test("a label cannot end the film's script", () => {
  const figure = film(frames.slice(0, 2), { ...words, labels: ["</script><b>", "b"] });
  assert.equal(figure.html.match(/<\/script>/g)?.length, 1);
});

Deno.test("a film without frames, with odd labels or an odd speed is refused", () => {
  assert.throws(() => film([], words), /at least one frame/);
  assert.throws(() => film(frames, { ...words, labels: ["one"] }), /12 labels.*got 1/);
  assert.throws(
    () => film(frames, { ...words, framesPerSecond: 0 }),
    /above 0 and of at most 60, but 0/,
  );
});

const curve = {
  series: [{ label: "seed 0", x: [0, 550, 1100], y: [3, 2, NaN] }],
  at: frames.map((_, at) => 100 * at),
  yLabel: "distance",
  floor: 0.1,
};

Deno.test("a curve stands under the frames, its marker on the line where the frame is", () => {
  const { document, event } = page(film(frames, { ...words, curve }));
  const player = document.querySelector(".saddle-player");
  const [, picture] = Array.from(player.querySelectorAll("img"));
  const svg = decodeSvg(picture!.getAttribute("src")!);
  assertStandaloneSvg(svg);
  for (const text of ["seed 0", "sampling floor"]) assert.ok(svg.includes(`>${text}</text>`));
  const marker = () => /left:([\d.]+)%/.exec(player.innerHTML.split("border-radius:50%")[1]!)![1];
  const first = Number(marker());
  const slider = document.querySelector("input");
  slider.value = "11";
  slider.dispatchEvent(event("input"));
  const [, x] = /d="M([\d.]+),/.exec(svg.split('aria-label="line"')[1]!)!;
  const width = Number(/width="([\d.]+)"/.exec(svg)![1]);
  assert.ok(Math.abs(first - 100 * Number(x) / width) < 0.1, "at the line's start");
  assert.ok(Number(marker()) > first + 60, "at its end");
});

Deno.test("in the strip the curve carries a dot a frame shown, where the line has no gap", () => {
  const html = stripped(film(frames, { ...words, curve, still: 4 }).html);
  const pictures = sources(html).map(decodeSvg);
  assert.equal(pictures.length, 5);
  assertStandaloneSvg(pictures[4]!);
  assert.equal(pictures[4]!.match(/<circle /g)?.length, 2, "frames 0 and 4; 7 and 11 in the gap");
});

Deno.test("a curve that does not fit the frames is refused", () => {
  const wrong = { ...curve, at: [0, 1] };
  assert.throws(() => film(frames, { ...words, curve: wrong }), /12 places on the curve.*got 2/);
  const none = { ...curve, series: [] };
  assert.throws(() => film(frames, { ...words, curve: none }), /at least one line/);
});

Deno.test("on logarithmic axes the marker stays on the line, which is straight there", () => {
  const marks = (scales: Partial<FilmCurve>, x: [number, number], between: number) =>
    filmCurve({
      ...{ yLabel: "distance", ...scales },
      series: [{ label: "falls", x, y: [1, 1e-4] }],
      at: [x[0], between, x[1]],
    }, { frames: 3, width: 400, still: [], alt: "a" }).played.marks;
  for (
    const [first, middle, last] of [
      marks({ yScale: "log" }, [0, 100], 50),
      marks({ xScale: "log", yScale: "log" }, [1, 100], 10),
      marks({ xScale: "log" }, [1, 100], 10),
      marks({}, [0, 100], 50),
    ]
  ) {
    for (const axis of [0, 1]) {
      const half = (first![axis]! + last![axis]!) / 2;
      assert.ok(Math.abs(middle![axis]! - half) < 0.02, `${middle} between ${first} and ${last}`);
    }
  }
});

Deno.test("a film opens at the frame that is named, and its strip holds that frame", () => {
  for (const opens of [3, "3"]) {
    const made = film(frames, { ...words, still: 3, opens });
    const { document } = page(made);
    assert.equal(document.querySelector("input[type=range]").value, "3");
    const stills = stripped(made.html).match(/alt="sliding square: \d+"/g);
    assert.deepEqual(stills, [0, 3, 11].map((at) => `alt="sliding square: ${at}"`));
  }
  for (const opens of [12, -1, "twelve"]) {
    assert.throws(() => film(frames, { ...words, opens }), /opens has to be a frame/);
  }
});
