// A small main site whose pages carry cards. It shows what a team has to do: ogTags() in the head, and the key on the server.
import { createServer, type ServerResponse } from 'node:http';
import type { CardUrlOptions } from '../../card-schema/card-url.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { listen } from '../http/listen.ts';
import { renderPage } from './pages.ts';
import { pageAt } from './site-map.ts';
import { styleSheet } from './style.ts';

export interface MainSiteOptions {
  /** 0 takes any free one. */
  readonly port: number;
  /** Where the pictures come from. */
  readonly pictureOrigin: string;
  readonly signingKey: string;
  /** Those of now, asked for with every page. */
  readonly designVersions?: () => Partial<DesignVersions>;
  /** Address of the studio, asked for with every page: it starts after the site, or not at all. */
  readonly studio?: () => string | undefined;
}

export interface MainSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function startMainSite(options: MainSiteOptions): Promise<MainSite> {
  const { port, pictureOrigin, signingKey, designVersions, studio } = options;
  const cardsOfNow = (): CardUrlOptions => ({
    origin: pictureOrigin,
    signingKey,
    ...(designVersions ? { designVersions: designVersions() } : {}),
  });
  const headers = {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src ${new URL(pictureOrigin).origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  const send = (response: ServerResponse, status: number, type: string, text: string) =>
    response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(text);

  async function answer(target: string, response: ServerResponse): Promise<void> {
    if (target === '/style.css') {
      send(response, 200, 'text/css', await styleSheet());
      return;
    }
    const page = pageAt(target);
    send(
      response,
      page.status,
      'text/html',
      await renderPage(page, { origin: listening.origin, cards: cardsOfNow(), studio: studio?.() }),
    );
  }

  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'text/plain', 'GET and HEAD only.\n');
    answer(request.url ?? '/', response).catch((error: unknown) => {
      console.error('Main site:', error);
      send(response, 500, 'text/plain', 'The page failed; the log says why.\n');
    });
  });
  const listening = await listen(server, port);
  return { url: listening.origin, close: listening.close };
}
