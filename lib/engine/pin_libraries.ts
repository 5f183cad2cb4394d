import { readFileSync } from "node:fs";

/** `dlopen`'s flags on Linux: bind lazily, only what is loaded already, and never unload it. */
const RTLD_LAZY = 1, RTLD_NOLOAD = 4, RTLD_NODELETE = 0x1000;

/**
 * Keeps the native libraries that are loaded now until the process has ended, on Linux. Deno
 * unloads libraries while the process is already ending, and those with threads and clean-up of
 * their own (graphics drivers, TensorFlow) then crash it now and then, after all is done but with
 * an exit code that says otherwise.
 */
export function pinLibraries(): void {
  if (Deno.build.os !== "linux") return;
  const { symbols } = Deno.dlopen("libc.so.6", {
    dlopen: { parameters: ["buffer", "i32"], result: "pointer" },
  });
  const maps = readFileSync("/proc/self/maps", "utf8");
  const paths = new Set(maps.match(/\/.*\.so\b.*$/gm));
  for (const path of paths) {
    symbols.dlopen(new TextEncoder().encode(path + "\0"), RTLD_LAZY | RTLD_NOLOAD | RTLD_NODELETE);
  }
}
