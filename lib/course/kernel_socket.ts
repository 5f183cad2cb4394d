import type * as zmq from "zeromq";
import { decodeMessage, encodeMessage, type KernelMessage } from "./kernel_message.ts";

/** A ZeroMQ socket to a kernel that speaks signed Jupyter messages. */
export interface KernelSocket {
  /** Sends one message and gives its id. */
  send(type: string, content: unknown): Promise<string>;
  /**
   * Takes what has arrived, at most a thousand messages, so that a flood cannot hold the caller;
   * never waits for more.
   *
   * @throws {Error} Where something came that is no message of this kernel.
   */
  drain(): Promise<KernelMessage[]>;
  /** Closes the socket; messages not sent are dropped. */
  close(): void;
}

/** Messages that are taken at once. */
const AT_ONCE = 1000;

/**
 * Wraps a ZeroMQ socket. It is polled, because a pending `receive()` misses wake-ups in Deno 2.9:
 * ask {@linkcode KernelSocket.drain} often.
 *
 * @param socket A dealer (shell, control) or a subscriber (iopub), connected.
 * @param key The key of the connection file.
 * @param session The session's id, the same for all sockets of a client.
 */
export function kernelSocket(
  socket: zmq.Dealer | zmq.Subscriber,
  key: string,
  session: string,
): KernelSocket {
  return {
    async send(type, content) {
      if (!("send" in socket)) throw new TypeError("expected a dealer socket, got a subscriber");
      const { id, frames } = encodeMessage({ type, content, session, key });
      await socket.send(frames);
      return id;
    },
    async drain() {
      const messages: KernelMessage[] = [];
      while (messages.length < AT_ONCE && !socket.closed && socket.readable) {
        messages.push(decoded(await socket.receive(), key));
      }
      return messages;
    },
    close() {
      if (!socket.closed) socket.close();
    },
  };
}

/**
 * The Deno kernel writes what does not fit into the system's buffer in pieces, between which it may
 * write something else: after that nothing can be read any more.
 */
function decoded(frames: readonly Uint8Array[], key: string): KernelMessage {
  try {
    return decodeMessage(frames, key);
  } catch (error) {
    throw new Error(`a message of the kernel came garbled: ${(error as Error).message}`);
  }
}
