// The card site with something between it and the client.
import { createServer } from 'node:http';
import { type Listening, listen } from '../../local/http/listen.ts';
import { closing } from './closing.ts';

export interface RelayedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Answers as `relay` says, which is given what is asked for and can read that from the card site. When it throws, the connection is cut. */
export async function startRelayedSite(
  site: string,
  relay: (path: string, read: () => Promise<RelayedAnswer>) => Promise<RelayedAnswer>,
): Promise<Listening & AsyncDisposable> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    relay(path, () => readSite(`${site}${path}`)).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      () => response.destroy(),
    );
  });
  return closing(await listen(server, 0));
}

async function readSite(url: string): Promise<RelayedAnswer> {
  const answer = await fetch(url);
  const headers = { 'content-type': answer.headers.get('content-type') ?? '' };
  return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
}
