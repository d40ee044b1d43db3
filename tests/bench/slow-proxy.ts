// Hands a server's answers on no faster than a given rate, all connections together, and each after a delay.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowProxyOptions {
  readonly to: URL;
  readonly bytesPerSecond: number;
  /** From a request to the first byte of its answer. */
  readonly firstByteMs: number;
}

/**
 * Timers are late, by more where the processor is busy. The line was not: what it would have carried meanwhile is made up for. It lost up
 * to a third of its rate without that.
 */
const MAX_LATE_MS = 5;

export async function startSlowProxy({ to, bytesPerSecond, firstByteMs }: SlowProxyOptions) {
  /** When the line is free again, on performance.now()'s clock. */
  let freeAt = 0;
  const sockets = new Set<Socket>();

  async function passAnswers(server: Socket, client: Socket, askedAt: () => number): Promise<void> {
    for await (const part of server as AsyncIterable<Buffer>) {
      const from = Math.max(performance.now() - MAX_LATE_MS, freeAt, askedAt() + firstByteMs);
      freeAt = from + (part.length / bytesPerSecond) * 1000;
      const early = freeAt - performance.now();
      if (early > 1) await sleep(early);
      if (!client.write(part)) await new Promise((resolve) => client.once('drain', resolve).once('close', resolve));
    }
    client.end();
  }

  const proxy = createServer((client) => {
    const server = connect(Number(to.port), to.hostname);
    let askedAt = performance.now();
    client.on('data', () => {
      askedAt = performance.now();
    });
    client.pipe(server);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => {
        client.destroy();
        server.destroy();
      });
    }
    passAnswers(server, client, () => askedAt).catch(() => client.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo; // it listens on a port, so it is neither null nor a pipe
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
