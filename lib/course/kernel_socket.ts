import { createHmac } from "node:crypto";
import type * as zmq from "zeromq";

/** A message of the Jupyter protocol, as far as the course needs it. */
export interface KernelMessage {
  /** What kind of message it is, such as `stream` or `execute_reply`. */
  type: string;
  /** The id of the request that caused it; empty where there was none. */
  parent: string;
  /** Its content. */
  content: { [name: string]: unknown };
}

/** A ZeroMQ socket to a kernel that speaks signed Jupyter messages. */
export interface KernelSocket {
  /** Sends one message and gives its id. */
  send(type: string, content: unknown): Promise<string>;
  /** Takes everything that has arrived; never waits for more. */
  drain(): Promise<KernelMessage[]>;
  /** Closes the socket; messages not sent are dropped. */
  close(): void;
}

const DELIMITER = "<IDS|MSG>";

/**
 * Wraps a ZeroMQ socket. It is polled, because a pending `receive()` misses wake-ups in Deno 2.9: ask {@linkcode KernelSocket.drain} often.
 *
 * @param socket A dealer (shell, control) or a subscriber (iopub), connected.
 * @param key The key of the connection file; messages are signed with HMAC-SHA256.
 * @param session The session's id, the same for all sockets of a client.
 */
export function kernelSocket(
  socket: zmq.Dealer | zmq.Subscriber,
  key: string,
  session: string,
): KernelSocket {
  return {
    async send(type, content) {
      if (!("send" in socket)) {
        throw new TypeError("expected a dealer socket to send on, got a subscriber");
      }
      const id = crypto.randomUUID();
      const header = {
        msg_id: id,
        session,
        username: "saddle",
        date: new Date().toISOString(),
        msg_type: type,
        version: "5.3",
      };
      const parts = [JSON.stringify(header), "{}", "{}", JSON.stringify(content)];
      const signature = createHmac("sha256", key).update(parts.join("")).digest("hex");
      await socket.send([DELIMITER, signature, ...parts]);
      return id;
    },
    async drain() {
      const messages: KernelMessage[] = [];
      while (!socket.closed && socket.readable) messages.push(decode(await socket.receive()));
      return messages;
    },
    close() {
      if (!socket.closed) socket.close();
    },
  };
}

/** Frames are `[identities..., delimiter, signature, header, parent, metadata, content, buffers...]`. */
function decode(frames: readonly Uint8Array[]): KernelMessage {
  const text = frames.map((frame) => new TextDecoder().decode(frame));
  const at = text.indexOf(DELIMITER);
  const [header, parent, , content] = text.slice(at + 2).map((part, index) =>
    index < 4 ? JSON.parse(part) : part
  );
  return { type: header.msg_type, parent: parent.msg_id ?? "", content };
}
