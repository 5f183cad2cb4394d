import { builtinModules, isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnLoadResult, Plugin } from "esbuild";
import { BYTES, ENTRIES, MODULES, PACKAGES } from "../browser/house.ts";
import { ROOT } from "../setup/mod.ts";

/** A script for browsers. */
export interface Bundle {
  /** Its source: a classic script. */
  readonly text: string;
  /** The files that it was made of. */
  readonly sources: readonly string[];
}

/**
 * Makes one classic script of a module and all that it imports, with the browser's forms of what
 * touches the machine (see `lib/browser/stands_for.ts`).
 *
 * The bundler is esbuild, which is what `deno bundle` runs too: that one is called experimental,
 * and cannot say who imports what.
 *
 * @param entry The module, relative to `lib/`.
 * @returns The script.
 * @throws {Error} If something of Node or Deno is left in it: names the module, and what to do.
 */
export async function bundle(entry: string): Promise<Bundle> {
  const { build, stop } = await import("esbuild");
  const touched: string[] = [];
  try {
    const { outputFiles: [file], metafile } = await build({
      entryPoints: [join(ROOT, "lib", entry)],
      absWorkingDir: ROOT,
      ...{ bundle: true, write: false, metafile: true, minify: true, treeShaking: true },
      ...{ format: "iife", platform: "browser", target: "es2022" },
      ...{ legalComments: "none", logLevel: "silent" },
      loader: { ".wasm": "binary" },
      // packages that look for the place of their own module find none
      define: { "import.meta.url": '"https://page.invalid/"' },
      plugins: [standIns(touched)],
    });
    const sources = Object.keys(metafile.inputs).map((path) => resolve(ROOT, path));
    if (touched.length > 0) throw new Error(refusal(entry, touched));
    return { text: file!.text, sources };
  } finally {
    await stop();
  }
}

function refusal(entry: string, touched: readonly string[]): string {
  return `the script of lib/${entry} cannot run in a browser: ${touched.join("; ")}. Put what ` +
    "touches the machine into a small module, and give it a browser's form in " +
    "lib/browser/stands_for.ts.";
}

/** Puts the browser's forms in, and notes what is left of Node and Deno. */
function standIns(touched: string[]): Plugin {
  const lib = join(ROOT, "lib");
  return {
    name: "stand-ins",
    setup(build) {
      build.onResolve(
        { filter: OURS },
        async ({ path, importer, kind, resolveDir, pluginData }) => {
          if (pluginData === RESOLVED || kind === "entry-point") return undefined;
          const isOwn = isBuiltin(path) && importer.startsWith(lib + sep);
          const package_ = isOwn ? undefined : PACKAGES[path];
          if (package_ !== undefined) return { path: join(lib, package_) };
          if (path.startsWith("node:") || isBuiltin(path) || NATIVE.test(path)) {
            touched.push(`${relative(ROOT, importer)} imports ${path}`);
            return { path, external: true };
          }
          const named = fromLibrary(path) ?? ENTRIES[path] ?? path;
          const found = await build.resolve(named, {
            kind,
            resolveDir,
            importer,
            pluginData: RESOLVED,
          });
          const own = relative(lib, found.path).split(sep).join("/");
          const standIn = importer.includes(`${sep}browser${sep}`) ? undefined : MODULES[own];
          return standIn === undefined ? found : { ...found, path: join(lib, standIn) };
        },
      );
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => await loaded(path, lib, touched));
    },
  };
}

/** What this plugin looks at: asking it about every import of every package takes half a minute. */
const OURS = new RegExp(
  `^(?:node:.*|saddle(?:/.*)?|.*\\.ts|.*\\.node|@napi-rs/.*|skia-canvas|zeromq|${
    [...Object.keys(PACKAGES), ...Object.keys(ENTRIES), ...builtinModules].join("|")
  })$`,
);

/** Packages with native code. */
const NATIVE = /^(?:@napi-rs\/|skia-canvas$|zeromq$|@tensorflow\/tfjs-node)|\.node$/;

/** Marks what this plugin resolves itself. */
const RESOLVED = {};

/** `saddle/...` as the import map of this repository has it. */
function fromLibrary(path: string): string | undefined {
  if (path === "saddle") return join(ROOT, "lib", "mod.ts");
  return path.startsWith("saddle/") ? join(ROOT, "lib", path.slice("saddle/".length)) : undefined;
}

async function loaded(
  path: string,
  lib: string,
  touched: string[],
): Promise<OnLoadResult | undefined> {
  if (!path.startsWith(lib + sep)) return undefined;
  const bytes = BYTES[relative(lib, path).split(sep).join("/")];
  if (bytes !== undefined) {
    const file = fileURLToPath(import.meta.resolve(bytes.file));
    const contents = `export { default as ${bytes.name} } from ${JSON.stringify(file)};`;
    return { contents, resolveDir: dirname(file) };
  }
  const contents = await Deno.readTextFile(path);
  const code = contents.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, "");
  const touches = new Set(code.match(/\bDeno\.\w+|\bimport\.meta\.\w+/g));
  if (touches.size > 0) touched.push(`${relative(ROOT, path)} uses ${[...touches].join(", ")}`);
  return { contents, loader: "ts" };
}
