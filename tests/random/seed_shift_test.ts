import assert from "node:assert/strict";
import { readShift } from "saddle/random/seed_shift.ts";
import { stream } from "saddle/random/mod.ts";

const here = (seed: number) => [...stream(seed, 3, "data").normal(new Float32Array(4))].join();

/** What a process with this shift draws from seed 5, or what it wrote where it failed. */
async function drawn(shift: string, ...rights: string[]): Promise<string> {
  const room = JSON.stringify(import.meta.resolve("saddle/random/mod.ts"));
  const file = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(
    file,
    `import { stream } from ${room};
    console.log([...stream(5, 3, "data").normal(new Float32Array(4))].join());`,
  );
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--no-prompt", ...rights, file],
    env: { SADDLE_SEED_SHIFT: shift, NO_COLOR: "1" },
  }).output();
  await Deno.remove(file);
  return new TextDecoder().decode(success ? stdout : stderr).trim();
}

Deno.test("a shift is added to the seed of every stream, and none leaves them as they are", async () => {
  assert.equal(await drawn("100", "-A"), here(105));
  assert.equal(await drawn("", "-A"), here(5));
});

Deno.test("where the environment may not be read nothing is shifted", async () => {
  assert.equal(await drawn("100", "--allow-read"), here(5));
});

Deno.test("a shift is a whole number", async () => {
  assert.equal(readShift(undefined), 0n);
  assert.equal(readShift("9007199254740991"), 2n ** 53n - 1n);
  for (const text of ["-1", "1.5", "1e3", "x", " ", "9007199254740992", "0x10"]) {
    assert.throws(() => readShift(text), /SADDLE_SEED_SHIFT is a whole number/);
  }
  assert.match(await drawn("ten", "-A"), /SADDLE_SEED_SHIFT .* but "ten" came/);
});
