import { Player } from "./player.ts";
import type { Ask } from "./protocol.ts";

/** What this needs of the worker that it runs in. */
const here = globalThis as unknown as {
  onmessage: (event: { readonly data: Ask }) => void;
  postMessage(message: unknown): void;
};

const player = new Player((say) => here.postMessage(say));
here.onmessage = ({ data }) => void player.take(data);
