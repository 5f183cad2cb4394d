import { tmpdir } from "node:os";

/** Asks for the fastest adapter; `null` if there is none, or this Deno has no WebGPU. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  const { gpu } = navigator as { gpu?: GPU };
  const restore = Deno.build.os === "linux" ? setVariables(LOOK_ON_LINUX) : () => {};
  try {
    return await gpu?.requestAdapter({ powerPreference: "high-performance" }) ?? null;
  } finally {
    restore();
  }
}

const LOOK_ON_LINUX = {
  // Mesa's OpenGL puts its LLVM before that of libtensorflow, which then crashes
  DENO_WEBGPU_BACKEND: "vulkan",
  // without it Wayland complains on stderr where no desktop runs
  XDG_RUNTIME_DIR: tmpdir(),
};

/** Sets the variables that are not set. @returns Removes them again. */
function setVariables(variables: Readonly<Record<string, string>>): () => void {
  // not process.env: in a worker that is a copy, which native code does not see
  const unset = Object.entries(variables).filter(([name]) => !Deno.env.has(name));
  for (const [name, value] of unset) Deno.env.set(name, value);
  return () => unset.forEach(([name]) => Deno.env.delete(name));
}
