import * as zmq from "zeromq";
import type { KernelAddress } from "./kernel_process.ts";

/** The sockets of a kernel's client. */
export interface ClientSockets {
  /** Requests to run code, and replies. */
  shell: zmq.Dealer;
  /** Outputs. */
  iopub: zmq.Subscriber;
  /** What a cell asks the reader, and answers. */
  stdin: zmq.Dealer;
  /** Requests to end, and replies. */
  control: zmq.Dealer;
}

/**
 * Opens the sockets of a kernel's client.
 *
 * @param address Where the kernel listens.
 * @param session The client's id.
 * @returns The sockets, connecting.
 */
export function openSockets(address: KernelAddress, session: string): ClientSockets {
  const open = <S extends zmq.Dealer | zmq.Subscriber>(socket: S, port: number): S => {
    socket.connect(`tcp://127.0.0.1:${port}`);
    return socket;
  };
  // Without limit: past the default of 1000 waiting messages ZeroMQ drops new ones
  const iopub = new zmq.Subscriber({ linger: 0, receiveHighWaterMark: 0 });
  iopub.subscribe();
  // Without limit too: at the default of 1000 unsent messages ZeroMQ waits until it can send, and
  // there the Node API of Deno crashes, which ends the process without a word
  const dealer = (routingId: string) =>
    new zmq.Dealer({ linger: 0, sendHighWaterMark: 0, routingId });
  // A kernel asks the reader by the name of the shell's socket
  return {
    shell: open(dealer(session), address.shell),
    iopub: open(iopub, address.iopub),
    stdin: open(dealer(session), address.stdin),
    control: open(dealer(`${session}-control`), address.control),
  };
}
