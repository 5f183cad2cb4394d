import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A step as a peer is asked for it. */
export interface PeerRequest {
  /** The case's name. */
  readonly name: string;
  /** Width of the hidden layers; filters of the first convolution. */
  readonly hidden: number;
  /** Points a batch. */
  readonly batch: number;
  /** How it runs: `"eager"`, `"jit"`, `"scan of 100"`. */
  readonly mode: string;
  /** Which time is asked for: on the wall, or the processor's. Default `"wall"`. */
  readonly clock?: "wall" | "processor";
}

/** The same steps in another framework, in a Python process of its own; see peers.py. */
export class Peer {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Name and version. */
  readonly engine: string;

  private constructor(process: ChildProcess, lines: AsyncIterator<string>, engine: string) {
    this.#process = process;
    this.#lines = lines;
    this.engine = engine;
  }

  /**
   * Starts a framework in a Python that has it.
   *
   * @param threads Threads of an operation. Default as the framework has it.
   * @throws {Error} If that Python cannot be run or lacks the framework.
   */
  static async start(
    python: string,
    framework: "torch" | "jax",
    threads?: number,
  ): Promise<Peer> {
    const script = fileURLToPath(new URL("peers.py", import.meta.url));
    const args = [script, framework, ...(threads ? [`${threads}`] : [])];
    const process = spawn(python, args, { stdio: ["pipe", "pipe", "inherit"] });
    const failed = new Promise<never>((_, reject) => process.once("error", reject));
    const lines = createInterface({ input: process.stdout! })[Symbol.asyncIterator]();
    const first = await Promise.race([lines.next(), failed]);
    if (first.done) throw new Error(`${python} has no ${framework}: pip install torch jax.`);
    return new Peer(process, lines, JSON.parse(first.value).engine);
  }

  /** Does so many steps; milliseconds a step, or undefined if it has no such step. */
  async time(request: PeerRequest, steps: number): Promise<number | undefined> {
    this.#process.stdin!.write(JSON.stringify({ ...request, steps }) + "\n");
    const answer = await this.#lines.next();
    if (answer.done) throw new Error(`${this.engine} has stopped.`);
    const { ms, cpu } = JSON.parse(answer.value);
    return request.clock === "processor" ? cpu : ms;
  }

  /** Ends the process. */
  stop(): void {
    this.#process.kill();
  }
}
