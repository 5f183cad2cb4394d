import { decodeMessage, type ReceivedMessage } from "./kernel_message.ts";
import { isDeeper } from "./nesting.ts";

/** Lets in what a client with the key has sent, once; {@linkcode requestGate} makes one. */
export interface RequestGate {
  /**
   * Gives the message that the frames hold, or undefined where they have to be dropped.
   *
   * @param frames What came, without the frame that names the client.
   */
  admit(frames: readonly Uint8Array[]): ReceivedMessage | undefined;
}

/** Signatures that are remembered, as many as Jupyter's own clients and kernels do. */
const REMEMBERED = 65_536;
/** Levels of a request's content: the Deno kernel reads no more than 127 of a whole message. */
const DEEPEST = 100;
/** Lines that are logged one by one: who floods shall not fill the log too. */
const LOGGED = 20;

/**
 * Makes a gate.
 *
 * @param key The secret of the connection file; without one nothing is signed, and neither
 * signatures nor repetitions can be told.
 * @param log Is told what is dropped and why, a line each.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { encodeMessage } from "saddle/course/mod.ts";
 * import { requestGate } from "saddle/course/request_gate.ts";
 *
 * const gate = requestGate("secret", () => {});
 * const request = (key: string) =>
 *   encodeMessage({ type: "kernel_info_request", content: {}, session: "a", key }).frames
 *     .map((frame) => new TextEncoder().encode(frame));
 * const frames = request("secret");
 * assert.equal(gate.admit(frames)?.type, "kernel_info_request");
 * assert.equal(gate.admit(frames), undefined); // a second time
 * assert.equal(gate.admit(request("guessed")), undefined);
 * ```
 */
export function requestGate(key: string, log: (line: string) => void): RequestGate {
  const seen = new Set<string>();
  let dropped = 0;
  const drop = (reason: string): undefined => {
    dropped++;
    if (dropped <= LOGGED) log(`dropped a message: ${reason}`);
    if (dropped === LOGGED) log("further messages are dropped without a word");
  };
  const admit: RequestGate["admit"] = (frames) => {
    try {
      const message = decodeMessage(frames, key), { signature } = message;
      if (isDeeper(message.content, DEEPEST)) return drop("its content is nested too deep");
      if (key === "") return message;
      if (seen.has(signature)) return drop("it came before");
      seen.add(signature);
      // A set keeps its order: the oldest goes first
      if (seen.size > REMEMBERED) seen.delete(seen.values().next().value ?? "");
      return message;
    } catch (error) {
      return drop((error as Error).message);
    }
  };
  return { admit };
}
