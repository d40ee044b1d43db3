// A card site that misbehaves, for tests of what the edge makes of it.
import { createServer } from 'node:http';
import { type Listening, listen } from '../../local/http/listen.ts';
import { readDesignVersions } from '../../local/stack/sandbox.ts';
import { closing } from './closing.ts';

export interface OddSite extends Listening, AsyncDisposable {
  /** How often its page was loaded. */
  loads(): number;
}

/** Serves pages whose draw() runs the given script, which is given the number of the load of the page it is, from 1 on. */
export async function startOddSite(draw: string): Promise<OddSite> {
  const versions = JSON.stringify(await readDesignVersions());
  let loads = 0;
  const server = createServer((_, response) => {
    loads++;
    const script = `window.edgecard = { designVersions: ${versions}, draw: async () => { const load = ${loads}; ${draw}; return { missingGlyphs: [], missingImages: [] }; } };`;
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<body><script>${script}</script></body>`);
  });
  return closing({ ...(await listen(server, 0)), loads: () => loads });
}
