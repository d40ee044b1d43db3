// Starts an HTTP server that this machine alone can reach, and stops it.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly port: number;
  readonly origin: string;
  close(): Promise<void>;
}

/** Port 0 takes any free one. */
export async function listen(server: Server, port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = server.address() as AddressInfo; // it listens on a port, so it is neither null nor a pipe
  return {
    port: bound.port,
    origin: `http://127.0.0.1:${bound.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // Kept-alive connections would hold it open for as long as their clients like.
        server.closeAllConnections();
      }),
  };
}
