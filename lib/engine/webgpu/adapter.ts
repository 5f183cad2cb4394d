import { requestAdapter } from "./request_adapter.ts";

/** A GPU as WebGPU describes it. */
export interface AdapterDescription {
  /** What it is, for people: `"NVIDIA GeForce RTX 3060"`. */
  readonly name: string;
  /** Whether the processor plays the GPU. */
  readonly software: boolean;
}

/** Names of programs that play a GPU; not every version says so of itself. */
const SOFTWARE = /llvmpipe|lavapipe|softpipe|swiftshader|basic render|\bWARP\b/i;

/** Describes an adapter. */
export function describeAdapter({ info }: Pick<GPUAdapter, "info">): AdapterDescription {
  const name = info.description || [info.vendor, info.architecture].filter(Boolean).join(" ") ||
    "an unnamed GPU";
  return { name, software: info.isFallbackAdapter || SOFTWARE.test(name) };
}

/** The GPU that WebGPU would use, unless there is none or the processor plays it. */
export async function findGpu(): Promise<AdapterDescription | undefined> {
  const adapter = await requestAdapter();
  const found = adapter ? describeAdapter(adapter) : undefined;
  return found?.software ? undefined : found;
}
