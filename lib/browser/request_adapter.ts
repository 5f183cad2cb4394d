/** Asks for the fastest adapter; `null` if there is none, or this browser has no WebGPU. */
export async function requestAdapter(): Promise<GPUAdapter | null> {
  const { gpu } = navigator as { gpu?: GPU };
  return await gpu?.requestAdapter({ powerPreference: "high-performance" }) ?? null;
}
