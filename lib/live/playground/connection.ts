/// <reference lib="dom" />
import { unpacked } from "../unpacked.ts";
import type { Ask, Say } from "./protocol.ts";

/** The page's line to its worker. */
export interface Connection {
  /** Asks something; answers come to the listener. */
  ask(ask: Ask): void;
}

/**
 * Starts the worker. A page that is a file can start one only from text that it has itself.
 *
 * @param hear Is given all that the worker says.
 * @throws {Error} If the script of the worker is not there.
 */
export async function connect(hear: (say: Say) => void): Promise<Connection> {
  const source = await unpacked("live/playground_worker.js", "playground_worker");
  const blob = new Blob([source as BlobPart], { type: "text/javascript" });
  const address = URL.createObjectURL(blob), worker = new Worker(address);
  worker.onmessage = ({ data }) => hear(data as Say);
  worker.onerror = ({ message }) => hear({ say: "trouble", text: message });
  return { ask: (ask) => worker.postMessage(ask) };
}
