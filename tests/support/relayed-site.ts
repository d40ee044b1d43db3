// The card site with something between it and whoever asks.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RelayedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface RelayedSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** Answers as `relay` says, which is told what is asked for and can read that from the card site. When it throws, the connection is cut. */
export async function startRelayedSite(
  site: string,
  relay: (path: string, read: () => Promise<RelayedAnswer>) => Promise<RelayedAnswer>,
): Promise<RelayedSite> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    relay(path, () => readSite(`${site}${path}`)).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readSite(url: string): Promise<RelayedAnswer> {
  const answer = await fetch(url);
  const headers = { 'content-type': answer.headers.get('content-type') ?? '' };
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
}
