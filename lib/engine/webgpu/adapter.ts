import { tmpdir } from "node:os";

/** A GPU as WebGPU describes it. */
export interface AdapterDescription {
  /** What it is, for people: `"NVIDIA GeForce RTX 3060"`. */
  readonly name: string;
  /** Whether the processor plays the GPU. */
  readonly software: boolean;
}

/** Names of programs that play a GPU; not every version says so of itself. */
const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bWARP\b/i;

/** Asks for the fastest adapter; `null` if there is none, or this Deno has no WebGPU. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  const { gpu } = navigator as { gpu?: GPU };
  const restore = quietWayland();
  try {
    return await gpu?.requestAdapter({ powerPreference: "high-performance" }) ?? null;
  } finally {
    restore();
  }
}

/** Describes an adapter. */
export function describeAdapter({ info }: Pick<GPUAdapter, "info">): AdapterDescription {
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") ||
    "an unnamed GPU";
  return { name, software: info.isFallbackAdapter || SOFTWARE.test(name) };
}

/**
 * The look for adapters also tries Wayland, which complains on stderr where no desktop runs.
 *
 * @returns Puts the environment back.
 */
function quietWayland(): () => void {
  const name = "XDG_RUNTIME_DIR";
  if (Deno.build.os !== "linux" || Deno.env.get(name)) return () => {};
  Deno.env.set(name, tmpdir()); // in a worker, process.env is a copy that native code does not see
  return () => Deno.env.delete(name);
}
