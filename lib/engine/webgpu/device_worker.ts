/**
 * The thread that owns the GPU. WebGPU gives values back through promises only, and TensorFlow.js's
 * `dataSync` waits for none: the thread that calls it sleeps until this one has written them into
 * memory that both share.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";
import {
  type Call,
  DEVICE,
  HEADER,
  MESSAGE,
  QUEUE,
  type Read,
  Reading,
  type Request,
} from "./messages.ts";
import { requestAdapter } from "./request_adapter.ts";

/** Calls a method that the caller named. */
type Callable = Record<string, (...args: unknown[]) => unknown>;

const objects = new Map<number, unknown>();
/** Objects that the caller does not come back to once their commands are submitted. */
let passing: number[] = [];
let problem = "";

const adapter = await requestAdapter();
const device = adapter && await adapter.requestDevice({ requiredLimits: wantedLimits(adapter) });
if (device) {
  objects.set(DEVICE, device);
  objects.set(QUEUE, device.queue);
  device.addEventListener(
    "uncapturederror",
    (event) => note((event as GPUUncapturedErrorEvent).error),
  );
  device.lost.then(({ message }) => note(new Error(`the device was lost: ${message}`)));
  parentPort!.on("message", receive);
  parentPort!.postMessage({ limits: numbersOf(device.limits) });
} else parentPort!.postMessage({ problem: "there is no adapter" });

/** The limits that TensorFlow.js's kernels make use of, as high as the adapter goes. */
function wantedLimits({ limits }: GPUAdapter): Record<string, number> {
  const {
    maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize,
    maxBufferSize,
    maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup,
  } = limits;
  return {
    maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension,
    maxStorageBufferBindingSize,
    maxBufferSize,
    maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup,
  };
}

/** The limits as plain data: those of WebGPU are getters of a prototype. */
function numbersOf(limits: GPUSupportedLimits): Record<string, number> {
  const numbers: Record<string, number> = {};
  for (const name in limits) numbers[name] = Number(limits[name as keyof GPUSupportedLimits]);
  return numbers;
}

/** Readings are delivered in the order in which they were asked for. */
let readings = Promise.resolve();

function receive(request: Request): void {
  if ("calls" in request) { for (const call of request.calls) perform(call); }
  else {
    const values = valuesOf(objects.get(request.read) as GPUBuffer, request.size);
    values.catch(() => {}); // looked at when its turn comes
    readings = readings.then(() => deliver(values, request));
  }
}

function perform([on, method, args, makes]: Call): void {
  try {
    const target = objects.get(on);
    if (target instanceof GPUBuffer) return performOnBuffer(target, on, method, args);
    const made = (target as Callable)[method]!(...args.map(resolved));
    if (method === "submit") forget();
    if (made === undefined) return;
    objects.set(makes, made);
    if (!(made instanceof GPUBuffer || made instanceof GPUComputePipeline)) passing.push(makes);
  } catch (error) {
    note(error);
  }
}

/** Buffers are only filled, once, and destroyed. */
function performOnBuffer(buffer: GPUBuffer, on: number, method: string, args: readonly unknown[]) {
  if (method === "unmap") {
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(args[0] as ArrayBuffer));
    buffer.unmap();
  } else {
    buffer.destroy();
    objects.delete(on);
  }
}

function forget(): void {
  for (const object of passing) objects.delete(object);
  passing = [];
}

/** `value` with objects in the place of references to them. */
function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return value;
  if ("object" in value) return objects.get(value.object as number);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, resolved(part)]));
}

/** Copies values into shared memory, or the reason why they cannot be had, and wakes who waits. */
async function deliver(values: Promise<Uint8Array>, { into, tell }: Read): Promise<void> {
  const header = new Int32Array(into, 0, 2);
  try {
    new Uint8Array(into, HEADER).set(await values);
    if (problem) throw new Error(problem);
    Atomics.store(header, 0, Reading.done);
  } catch (error) {
    note(error);
    const text = new TextEncoder().encode(problem).subarray(0, MESSAGE);
    new Uint8Array(into, HEADER).set(text);
    header[1] = text.length;
    problem = "";
    Atomics.store(header, 0, Reading.failed);
  }
  Atomics.notify(header, 0);
  if (tell) parentPort!.postMessage("read");
}

async function valuesOf(buffer: GPUBuffer, size: number): Promise<Uint8Array> {
  const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
  const copy = device!.createBuffer({ size, usage });
  const encoder = device!.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, 0, copy, 0, size);
  device!.queue.submit([encoder.finish()]);
  try {
    await copy.mapAsync(GPUMapMode.READ);
    return new Uint8Array(copy.getMappedRange()).slice();
  } finally {
    copy.destroy();
  }
}

/** Keeps the first thing that went wrong, for the next reading: what follows may come of it. */
function note(error: unknown): void {
  problem ||= error instanceof Error || error instanceof GPUError ? error.message : String(error);
}
