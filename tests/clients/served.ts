import { join } from "node:path";

/** A folder over HTTP, as any static host gives it. */
export function served(folder: string): { readonly address: string } & AsyncDisposable {
  const server = Deno.serve({ port: 0, onListen() {} }, async ({ url }) => {
    const path = join(folder, decodeURIComponent(new URL(url).pathname));
    const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
    return await Deno.readFile(path).then(
      (bytes) => new Response(bytes, { headers: { "content-type": type } }),
      () => new Response("", { status: 404 }),
    );
  });
  return {
    address: `http://localhost:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  css: "text/css",
  webp: "image/webp",
  svg: "image/svg+xml",
};
