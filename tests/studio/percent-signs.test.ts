// Files outside of card-site/ are asked for by their path, as a browser writes it into an address.
import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import type { ViteDevServer } from 'vite';
import { percentSigns } from '../../local/studio/vite.ts';

type Middleware = (request: IncomingMessage, response: unknown, next: () => void) => void;

/** The path that Vite reads when a browser asks for a file of a project in this folder. */
function readPath(folder: string, address: string): string {
  const used: Middleware[] = [];
  const plugin = percentSigns(folder) as unknown as { configureServer(server: ViteDevServer): void };
  plugin.configureServer({ middlewares: { use: (middleware: Middleware) => used.push(middleware) } } as unknown as ViteDevServer);
  const request = { url: new URL(address, 'http://127.0.0.1').href.slice('http://127.0.0.1'.length) } as IncomingMessage;
  for (const middleware of used) middleware(request, undefined, () => {});
  return decodeURI(request.url ?? '');
}

test.each(['/home/100% ours', '/home/Köln 100%', '/home/100%/x', '/home/%zz', '/home/plain', '/home/ä [b] {c}'])(
  'a file in %s is found',
  (folder) => {
    expect(readPath(folder, `/@fs${folder}/node_modules/inter/opsz.css`)).toBe(`/@fs${folder}/node_modules/inter/opsz.css`);
  },
);

test('other addresses stay as they are', () => {
  expect(readPath('/home/100% ours', '/studio/main.tsx?a=%41')).toBe('/studio/main.tsx?a=A');
});
