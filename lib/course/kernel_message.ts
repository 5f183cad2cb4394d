import { createHmac } from "node:crypto";

/** A message of the Jupyter protocol, as far as the course needs it. */
export interface KernelMessage {
  /** What kind of message it is, such as `stream` or `execute_reply`. */
  type: string;
  /** The id of the request that caused it; empty where there was none. */
  parent: string;
  /** Its content. */
  content: { [name: string]: unknown };
  /** How many bytes the content has as it was sent; decoded messages know it. */
  bytes?: number;
}

/** What a message to encode is made of. */
export interface MessageParts {
  /** What kind of message it is. */
  type: string;
  /** Its content, as JSON. */
  content: unknown;
  /** The header of the request that caused it, as JSON text; none by default. */
  parent?: string;
  /** The id of the sender's session. */
  session: string;
  /** The secret that both sides know; messages are signed with HMAC-SHA256. */
  key: string;
}

/** Stands between the frames that name who a message is for and the message itself. */
const DELIMITER = "<IDS|MSG>";

/**
 * Encodes a message as ZeroMQ frames: delimiter, signature, header, parent header, metadata,
 * content.
 *
 * @param parts What it is made of.
 * @returns The frames, and the id that replies will name.
 */
export function encodeMessage(parts: MessageParts): { id: string; frames: string[] } {
  const { type, content, parent = "{}", session, key } = parts, id = crypto.randomUUID();
  const date = new Date().toISOString();
  const header = { msg_id: id, session, username: "saddle", date, msg_type: type, version: "5.3" };
  const signed = [JSON.stringify(header), parent, "{}", JSON.stringify(content)];
  const signature = createHmac("sha256", key).update(signed.join("")).digest("hex");
  return { id, frames: [DELIMITER, signature, ...signed] };
}

/**
 * Decodes ZeroMQ frames.
 *
 * @param frames The frames, with or without those that name a receiver before the delimiter.
 * @returns The message, with its own id and header.
 */
export function decodeMessage(
  frames: readonly Uint8Array[],
): KernelMessage & { id: string; header: string } {
  const decoder = new TextDecoder();
  const at = frames.findIndex((frame) =>
    frame.length === DELIMITER.length && decoder.decode(frame) === DELIMITER
  );
  const parts = frames.slice(at + 2, at + 6);
  const [header = "{}", parent = "{}", , content = "{}"] = parts.map((part) =>
    decoder.decode(part)
  );
  const { msg_id, msg_type } = JSON.parse(header);
  return {
    type: msg_type,
    parent: JSON.parse(parent).msg_id ?? "",
    content: JSON.parse(content),
    bytes: parts[3]?.length ?? 0,
    id: msg_id,
    header,
  };
}
