import { Worker } from "node:worker_threads";
import {
  type Call,
  DEVICE,
  HEADER,
  MESSAGE,
  QUEUE,
  Reading,
  type Reference,
  type Request,
  type Started,
} from "./messages.ts";

/** The connection to the worker that owns the GPU. */
class Link {
  readonly #worker: Worker;
  #calls: Call[] = [];
  #next = QUEUE + 1;
  /** What waits for readings, which end in the order in which they were asked for. */
  readonly #waiting: (() => void)[] = [];

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", () => this.#readingEnded());
  }

  /** Notes down a call. @returns The number of what it returns. */
  call(on: number, method: string, args: readonly unknown[]): number {
    const makes = this.#next++;
    this.#calls.push([on, method, args.map(referred), makes]);
    return makes;
  }

  /** Sends the calls that were noted down, and then a request. */
  send(request?: Request): void {
    if (this.#calls.length > 0) this.#worker.postMessage({ calls: this.#calls } satisfies Request);
    this.#calls = [];
    if (request) this.#worker.postMessage(request);
  }

  /** Waits for the end of a reading that was just asked for, and keeps the process alive for it. */
  ended(): Promise<void> {
    this.#worker.ref();
    return new Promise((done) => this.#waiting.push(done));
  }

  #readingEnded(): void {
    this.#waiting.shift()!();
    if (this.#waiting.length === 0) this.#worker.unref();
  }
}

/** The number of an object that lives in the worker, on what stands for it here. */
const NUMBER = Symbol("number");

/**
 * Stands for an object that lives in the worker: it has the members of `own`, and any other method
 * that is called is called there, and returns what stands for the result.
 */
function remote<Own extends object>(link: Link, number: number, own: Own): Own {
  return new Proxy({ ...own, [NUMBER]: number }, {
    get: (members, name) =>
      typeof name === "symbol" || name in members
        ? members[name as keyof typeof members]
        : (...args: unknown[]) => remote(link, link.call(number, name, args), {}),
  });
}

/** `value` with references in the place of what stands for objects of the worker. */
function referred(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referred);
  if (typeof value !== "object" || value === null || value instanceof ArrayBuffer) return value;
  const number = (value as { [NUMBER]?: number })[NUMBER];
  if (number !== undefined) return { object: number } satisfies Reference;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, referred(part)]));
}

/** Memory of the GPU. What is written while it is mapped travels when it is unmapped. */
class RemoteBuffer {
  readonly [NUMBER]: number;
  readonly size: number;
  readonly usage: number;
  readonly #link: Link;
  #mapped: ArrayBuffer | undefined;

  constructor(link: Link, descriptor: GPUBufferDescriptor) {
    this.#link = link;
    this[NUMBER] = link.call(DEVICE, "createBuffer", [descriptor]);
    this.size = descriptor.size;
    this.usage = descriptor.usage;
    if (descriptor.mappedAtCreation) this.#mapped = new ArrayBuffer(descriptor.size);
  }

  get mapState(): GPUBufferMapState {
    return this.#mapped ? "mapped" : "unmapped";
  }

  getMappedRange(): ArrayBuffer | undefined {
    return this.#mapped;
  }

  unmap(): void {
    this.#link.call(this[NUMBER], "unmap", [this.#mapped]);
    this.#mapped = undefined;
  }

  destroy(): void {
    this.#link.call(this[NUMBER], "destroy", []);
  }
}

/**
 * A WebGPU device in a thread of its own, with the part of WebGPU's interface that TensorFlow.js
 * uses, and with what WebGPU lacks: reading that does not go through promises.
 */
export class RemoteDevice {
  /** The device under the type that TensorFlow.js expects. */
  readonly asDevice: GPUDevice;
  readonly #link: Link;

  private constructor(link: Link, limits: Readonly<Record<string, number>>) {
    this.#link = link;
    const submit = (commands: unknown) => {
      link.call(QUEUE, "submit", [commands]);
      link.send();
    };
    this.asDevice = remote(link, DEVICE, {
      limits,
      features: new Set(), // pictures and timers, which Saddle has no use for
      queue: remote(link, QUEUE, { submit }),
      createBuffer: (descriptor: GPUBufferDescriptor) => new RemoteBuffer(link, descriptor),
    }) as unknown as GPUDevice;
  }

  /**
   * Starts the thread and its device. The thread does not keep the process alive.
   *
   * @throws {Error} If there is no adapter, or it gives no device.
   */
  static async start(): Promise<RemoteDevice> {
    const worker = new Worker(new URL("./device_worker.ts", import.meta.url));
    const started = await new Promise<Started>((done, fail) => {
      worker.once("message", done);
      worker.once("error", fail);
    });
    worker.unref();
    if ("problem" in started) {
      await worker.terminate();
      throw new Error(started.problem);
    }
    return new RemoteDevice(new Link(worker), started.limits);
  }

  /**
   * Reads a buffer while this thread sleeps.
   *
   * @throws {Error} If anything went wrong on the GPU since the last reading.
   */
  readSync(buffer: GPUBuffer): ArrayBuffer {
    const memory = this.#ask(buffer, false);
    Atomics.wait(new Int32Array(memory, 0, 1), 0, Reading.waiting);
    return valuesIn(memory, buffer.size);
  }

  /** Reads a buffer. @throws {Error} As {@linkcode RemoteDevice.readSync}. */
  async read(buffer: GPUBuffer): Promise<ArrayBuffer> {
    const memory = this.#ask(buffer, true);
    await this.#link.ended();
    return valuesIn(memory, buffer.size);
  }

  #ask(buffer: GPUBuffer, tell: boolean): SharedArrayBuffer {
    const memory = new SharedArrayBuffer(HEADER + Math.max(buffer.size, MESSAGE));
    const { [NUMBER]: read, size } = buffer as unknown as RemoteBuffer;
    this.#link.send({ read, size, into: memory, tell });
    return memory;
  }
}
// TensorFlow.js tells buffers from textures by `instanceof`
Object.setPrototypeOf(RemoteBuffer.prototype, GPUBuffer.prototype);

function valuesIn(memory: SharedArrayBuffer, size: number): ArrayBuffer {
  const [state, length] = new Int32Array(memory, 0, 2);
  if (state === Reading.done) return new Uint8Array(memory, HEADER, size).slice().buffer;
  // a decoder takes no shared memory
  const text = new Uint8Array(memory, HEADER, length).slice();
  throw new Error(`WebGPU failed: ${new TextDecoder().decode(text)}`);
}
