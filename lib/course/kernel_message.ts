import { createHmac, timingSafeEqual } from "node:crypto";

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
  /** The secret that both sides know, to sign with HMAC-SHA256; where it is empty nothing is signed. */
  key: string;
}

/** Stands between the frames that name who a message is for and the message itself. */
const DELIMITER = "<IDS|MSG>";

/** A message with what is known of it beside its content. */
export interface ReceivedMessage extends KernelMessage {
  /** Its own id. */
  id: string;
  /** Its header, as JSON text. */
  header: string;
  /** The signature that came with it; empty where nothing is signed. */
  signature: string;
}

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
  return { id, frames: [DELIMITER, sign(signed, key), ...signed] };
}

/**
 * Decodes ZeroMQ frames and checks all that a receiver relies on: who knows the port of a kernel
 * can send it anything.
 *
 * @param frames The frames, with or without those that name a receiver before the delimiter.
 * @param key The secret that both sides know; where it is empty no signature is checked.
 * @returns The message.
 * @throws {Error} Where the frames are no message, or it is not signed with this key; the message
 * says what is wrong.
 */
export function decodeMessage(frames: readonly Uint8Array[], key: string): ReceivedMessage {
  const at = delimiterIn(frames), signed = frames.slice(at + 2, at + 6);
  const signature = text(frames[at + 1]);
  if (signed.length < 4) throw new Error(`it has ${signed.length} of the 4 parts of a message`);
  if (key !== "" && !isSame(signature, sign(signed, key))) {
    throw new Error("its signature is not made with the key of this kernel");
  }
  const [header, parent, , content] = ["header", "parent header", "metadata", "content"].map(
    (name, index) => record(text(signed[index]), name),
  );
  const { msg_id: id, msg_type: type } = header ?? {};
  if (typeof id !== "string" || typeof type !== "string") {
    throw new Error("its header names no msg_id and msg_type");
  }
  return {
    type,
    parent: typeof parent?.msg_id === "string" ? parent.msg_id : "",
    content: content ?? {},
    bytes: signed[3]?.length ?? 0,
    id,
    header: text(signed[0]),
    signature,
  };
}

/**
 * Gives a message with other parts, signed anew.
 *
 * @param frames The frames of a message that {@linkcode decodeMessage} takes.
 * @param parts The header of another request that shall have caused it, as JSON text; another
 * content.
 * @param key The secret to sign it with.
 */
export function changedMessage(
  frames: readonly Uint8Array[],
  { parent, content }: Partial<Pick<MessageParts, "parent" | "content">>,
  key: string,
): Uint8Array[] {
  const encode = (text: string) => new TextEncoder().encode(text);
  const at = delimiterIn(frames), changed = [...frames];
  if (parent !== undefined) changed[at + 3] = encode(parent);
  if (content !== undefined) changed[at + 5] = encode(JSON.stringify(content));
  return changed.with(at + 1, encode(sign(changed.slice(at + 2, at + 6), key)));
}

function delimiterIn(frames: readonly Uint8Array[]): number {
  const at = frames.findIndex((frame) =>
    frame.length === DELIMITER.length && text(frame) === DELIMITER
  );
  if (at < 0) throw new Error(`there is no ${DELIMITER} among its frames`);
  return at;
}

function sign(parts: readonly (string | Uint8Array)[], key: string): string {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

function isSame(one: string, other: string): boolean {
  const encode = (text: string) => new TextEncoder().encode(text);
  const a = encode(one), b = encode(other);
  return a.length === b.length && timingSafeEqual(a, b);
}

function text(frame: Uint8Array | undefined): string {
  return new TextDecoder().decode(frame);
}

function record(json: string, name: string): { [name: string]: unknown } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new Error(`its ${name} is not JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as { [name: string]: unknown };
  }
  throw new Error(`its ${name} is not an object`);
}
