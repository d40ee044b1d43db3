// A card site that misbehaves, for tests of what the edge makes of it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readDesignVersions } from '../../local/stack/sandbox.ts';

export interface OddSite {
  readonly origin: string;
  /** How often its page was loaded. */
  loads(): number;
  close(): Promise<void>;
}

/** Serves pages whose draw() runs the given script, which is told which load of the page it is, from 1 on. */
export async function startOddSite(draw: string): Promise<OddSite> {
  const versions = JSON.stringify(await readDesignVersions());
  let loads = 0;
  const server = createServer((_, response) => {
    loads++;
    const script = `window.edgecard = { designVersions: ${versions}, draw: async () => { const load = ${loads}; ${draw}; return { missingGlyphs: [] }; } };`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<body><script>${script}</script></body>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    loads: () => loads,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
