import assert from "node:assert/strict";
import { displayKey, vega } from "saddle/figures/mod.ts";
import { assertStandaloneSvg, decodeSvg, sources } from "./pictures.ts";

const words = { caption: "c", alt: "a line" };
const spec = {
  data: { values: [{ x: 0, y: 1 }, { x: 1, y: 3 }] },
  mark: "line",
  encoding: {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
  },
};

Deno.test("a Vega-Lite chart is a static picture with its specification beside", async () => {
  const figure = await vega(spec, words);
  assertStandaloneSvg(decodeSvg(sources(figure.html)[0]));
  const bundle = figure[displayKey]();
  const beside = bundle["application/vnd.vegalite.v5+json"] as Record<string, unknown>;
  assert.deepEqual(beside.data, spec.data);
  assert.match(String(beside.$schema), /vega-lite\/v5/);
  assert.equal(bundle["text/plain"], "a line");
});

Deno.test("data from a URL and what is no specification are refused", async () => {
  await assert.rejects(vega({ ...spec, data: { url: "x.csv" } }, words), /inside the spec/);
  await assert.rejects(vega(null as never, words), TypeError);
  await assert.rejects(vega(spec, { caption: "c", alt: "" }), /alt/);
});

Deno.test("names of methods are not cut in a legend", async () => {
  const name = "WGAN-GP, 5 critic steps";
  const values = [{ x: 0, y: 1, method: name }, { x: 1, y: 3, method: name }];
  const encoding = { ...spec.encoding, color: { field: "method", type: "nominal" } };
  const figure = await vega({ ...spec, data: { values }, encoding }, words);
  assert.ok(decodeSvg(sources(figure.html)[0]).includes(name));
});
