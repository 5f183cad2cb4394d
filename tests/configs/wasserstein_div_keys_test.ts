import assert from "node:assert/strict";
import { join } from "node:path";
import { configOf } from "saddle/configs/mod.ts";

const FOLDER = join(import.meta.dirname!, "..", "..", "notebooks", "configs");

/** The keys of Wasserstein-Div's config.yaml at its commit a965586. */
const KEYS = [
  ...["n_epochs", "batch_size", "lr", "n_cpu", "latent_dim", "img_size", "img_channels"],
  ...["n_critic", "sample_interval", "gen_weight_path", "disc_weight_path", "image_save_path"],
  ...["datafolder_path", "load_last_checkpoint", "wdiv_p_value", "wdiv_k_value", "use_conv"],
];

/** The cells of each row of the table of keys. */
async function rows(): Promise<string[][]> {
  const text = await Deno.readTextFile(join(FOLDER, "README.md"));
  const table = text.slice(text.indexOf("| its key"));
  return table.split("\n").filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

const codes = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

/** What stands at a path of settings; lists are looked through. */
function at(settings: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return settings;
  const all = Array.isArray(settings) ? settings : [settings];
  const found = all.find((one) => Object.hasOwn(Object(one), first));
  return found && at(found[first], rest);
}

Deno.test("each of Wasserstein-Div's keys is mapped, to a place that our file has", async () => {
  const file = join(FOLDER, "faces-div.yaml"), table = await rows();
  assert.deepEqual(table.map(([key]) => codes(key!)[0]), KEYS);
  const { settings } = configOf(await Deno.readTextFile(file), file);
  for (const [key, , here] of table) {
    for (const path of codes(here!)) {
      assert.notEqual(at(settings, path.split(".")), undefined, `${key}: ${path}`);
    }
  }
});

Deno.test("what the table says of the numbers is so", async () => {
  const file = join(FOLDER, "faces-div.yaml");
  const { settings } = configOf(await Deno.readTextFile(file), file);
  const there: Record<string, number> = Object.fromEntries(
    (await rows()).map(([key, value]) => [codes(key!)[0]!, Number(value)]),
  );
  const ours = (path: string) => at(settings, path.split("."));
  assert.equal(ours("generator.div-dense-generator.size"), there["img_size"]);
  assert.equal(ours("critic.div-dense-critic.channels"), there["img_channels"]);
  assert.equal(ours("constraints.wasserstein-divergence.p"), there["wdiv_p_value"]);
  assert.equal(ours("constraints.wasserstein-divergence.k"), there["wdiv_k_value"]);
  assert.equal(ours("update.alternating.criticSteps"), there["n_critic"]);
  assert.equal(there["sample_interval"], there["n_critic"]! * (ours("every") as number));
});
