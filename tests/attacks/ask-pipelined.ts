// HEAD requests by the hundred in one write: what a flood does, and the only way to send a million of them in minutes.

import { once } from 'node:events';
import { connect } from 'node:net';

const BATCH = 250;
const END_OF_HEADERS = '\r\n\r\n';

export interface PipelinedFlood {
  readonly origin: string;
  readonly from: number;
  /** The place after the last. */
  readonly to: number;
  path(at: number): string;
  /** Called with each answer's status line and headers. */
  onAnswer(head: string): void;
}

/** Asks for all of them over one connection, in order, and waits for every answer. Throws where the connection ends before. */
export async function askPipelined({ origin, from, to, path, onAnswer }: PipelinedFlood): Promise<void> {
  const { hostname, port, host } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('latin1');
  let rest = '';
  let open = 0;
  let wake = () => {};
  socket.on('data', (text: string) => {
    const heads = (rest + text).split(END_OF_HEADERS);
    rest = heads.pop() ?? '';
    for (const head of heads) onAnswer(head);
    open -= heads.length;
    wake();
  });
  socket.on('close', () => wake());
  try {
    await once(socket, 'connect');
    for (let at = from; at < to; at += BATCH) {
      const places = Array.from({ length: Math.min(BATCH, to - at) }, (_, more) => at + more);
      open += places.length;
      socket.write(places.map((place) => `HEAD ${path(place)} HTTP/1.1\r\nhost: ${host}\r\n\r\n`).join(''));
      while (open > 0) {
        if (socket.destroyed) throw new Error(`The connection ended, and ${open} answers are missing.`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    socket.destroy();
  }
}
