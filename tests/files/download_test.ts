import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { download } from "saddle/files/mod.ts";

const CONTENT = new Uint8Array(200_000).map((_, i) => i % 251);
const sum = {
  kind: "sha256",
  hex: createHash("sha256").update(CONTENT).digest("hex"),
} as const;

/** A server on this machine that answers in several ways, for as long as a test runs. */
async function withServer(test: (at: (path: string) => string) => Promise<void>): Promise<void> {
  const waiting: (() => void)[] = [];
  const broken = () =>
    new ReadableStream({
      start(controller) {
        controller.enqueue(CONTENT.subarray(0, 1000));
        controller.error(new Error("the line is cut"));
      },
    });
  const silent = () =>
    new ReadableStream({
      start: (controller) => controller.enqueue(CONTENT.subarray(0, 1000)),
      pull: () => new Promise<void>((resolve) => waiting.push(resolve)),
    });
  const answers: Record<string, () => Response> = {
    "/whole": () => new Response(CONTENT),
    "/other": () => new Response("something else"),
    "/broken": () => new Response(broken(), { headers: { "content-length": "200000" } }),
    "/silent": () => new Response(silent()),
  };
  const server = Deno.serve(
    { port: 0, onListen: () => {}, onError: () => new Response() },
    (to) => {
      const answer = answers[new URL(to.url).pathname];
      return answer ? answer() : new Response("no", { status: 404 });
    },
  );
  try {
    await test((path) => `http://localhost:${server.addr.port}${path}`);
  } finally {
    waiting.forEach((go) => go());
    await server.shutdown();
  }
}

Deno.test("a file is fetched whole, with progress, into a folder that is made", async () => {
  await withServer(async (at) => {
    const path = `${await Deno.makeTempDir()}/new/file`, seen: (number | undefined)[][] = [];
    const onProgress = (done: number, total: number | undefined) => seen.push([done, total]);
    await download({ addresses: [at("/whole")], path, sum, onProgress });
    assert.deepEqual(await Deno.readFile(path), CONTENT);
    assert.deepEqual(seen.at(-1), [200_000, 200_000]);
  });
});

Deno.test("the next address is asked where one does not have the file", async () => {
  await withServer(async (at) => {
    const path = `${await Deno.makeTempDir()}/file`;
    await download({ addresses: [at("/lost"), at("/other"), at("/whole")], path, sum });
    assert.deepEqual(await Deno.readFile(path), CONTENT);
  });
});

Deno.test("what is not the file, or not all of it, leaves the old one and says why", async () => {
  const reasons: Record<string, RegExp> = {
    "/lost": /^localhost:\d+: it answered 404 Not Found$/,
    "/other": /14 bytes came whose sha256 is [0-9a-f]{64}, where [0-9a-f]{64} is expected$/,
    "/broken": /^localhost:\d+: .+/,
    "/silent": /^localhost:\d+: no byte came for 0\.2 seconds$/,
  };
  await withServer(async (at) => {
    const folder = await Deno.makeTempDir(), path = `${folder}/file`;
    await Deno.writeTextFile(path, "old");
    for (const [answer, message] of Object.entries(reasons)) {
      const fetched = download({ addresses: [at(answer)], path, sum, patience: .2 });
      await assert.rejects(fetched, { name: "RangeError", message });
      assert.equal(await Deno.readTextFile(path), "old");
      assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["file"]);
    }
  });
});

Deno.test("without a network each address says so", async () => {
  const server = Deno.listen({ port: 0 }), { port } = server.addr as Deno.NetAddr;
  server.close(); // nobody listens there now
  const path = `${await Deno.makeTempDir()}/file`;
  const fetched = download({ addresses: [`http://localhost:${port}/a`], path, sum });
  await assert.rejects(fetched, /^RangeError: localhost:\d+: .*refused/i);
});
