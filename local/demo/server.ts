// A small main site whose pages carry cards. It shows what a team has to do: ogTags() in the head, and the key on the server.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { listen } from '../http/listen.ts';
import { renderPage, type Site } from './pages.ts';
import { PHOTOS_ADDRESS } from './photos/photo-pages.ts';
import { answerPhotos, type PageAnswer, type PhotoSiteParts } from './photos/photo-site.ts';
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
  /** Where photos are sent to and come from, asked for with every page; without it the site has no page for photos. */
  readonly photos?: () => PhotoSiteParts | undefined;
}

export interface MainSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function startMainSite(options: MainSiteOptions): Promise<MainSite> {
  const { port, pictureOrigin, signingKey, designVersions, studio } = options;
  const photosOfNow = () => options.photos?.();
  const siteOfNow = (): Site => ({
    origin: listening.origin,
    cards: { origin: pictureOrigin, signingKey, ...(designVersions ? { designVersions: designVersions() } : {}) },
    studio: studio?.(),
    photos: photosOfNow() && PHOTOS_ADDRESS,
  });
  const send = (response: ServerResponse, { status, type, text, policy = {} }: Answer) => {
    const headers = { ...HEADERS, 'content-security-policy': policyText(new URL(pictureOrigin).origin, policy) };
    response.writeHead(status, { ...headers, 'content-type': `${type}; charset=utf-8` }).end(text);
  };

  async function answer(request: IncomingMessage): Promise<Answer> {
    const { url: target = '/', method } = request;
    const photos = photosOfNow();
    const ofPhotos = photos && (await answerPhotos(request, photos, siteOfNow()));
    if (ofPhotos) return ofPhotos;
    if (method !== 'GET' && method !== 'HEAD') return { status: 405, type: 'text/plain', text: 'GET and HEAD only.\n' };
    if (target === '/style.css') return { status: 200, type: 'text/css', text: await styleSheet() };
    const page = pageAt(target);
    return { status: page.status, type: 'text/html', text: await renderPage(page, siteOfNow()) };
  }

  const server = createServer((request, response) => {
    answer(request)
      .catch((error: unknown): Answer => {
        console.error('Main site:', error);
        return { status: 500, type: 'text/plain', text: 'The page failed; the log says why.\n' };
      })
      .then((answered) => send(response, answered));
  });
  const listening = await listen(server, port);
  return { url: listening.origin, close: listening.close };
}

type Answer = Omit<PageAnswer, 'policy'> & Partial<Pick<PageAnswer, 'policy'>>;

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

function policyText(pictures: string, { 'img-src': images, ...rest }: PageAnswer['policy']): string {
  const directives = {
    'default-src': "'none'",
    'style-src': "'self'",
    'img-src': [pictures, ...(images === undefined ? [] : [images])].join(' '),
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...rest,
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
