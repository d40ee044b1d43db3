// The studio's API: what its page cannot do by itself, because it takes a key, the store, a browser or the network.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatCardKey } from '../../card-schema/card-key.ts';
import { signCardPath } from '../../card-schema/card-path.ts';
import { ogTags } from '../../card-schema/card-url.ts';
import { type Card, createCard, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { FetchImage } from '../../edge/core/ports.ts';
import { ask, type Heard, reasonOf } from '../http/ask.ts';
import { compare } from './compare.ts';
import type { Events } from './events.ts';
import { readJson, StudioError, sendJson } from './exchange.ts';
import { qualityOf } from './jpeg-quality.ts';
import type { LivePage } from './live-page.ts';

export interface StudioApiParts {
  /** Where the pictures come from: the local CloudFront. */
  readonly pictureOrigin: string;
  readonly mainSite: string;
  readonly signingKey: string;
  /** Those of now: they change whenever the source does. */
  readonly designVersions: () => DesignVersions;
  readonly fetchImage: FetchImage;
  /** Takes a card's picture out of CloudFront's cache and out of the store. */
  readonly removeCard: (path: string, key: string) => Promise<void>;
}

interface OwnParts {
  readonly livePage: LivePage;
  readonly events: Events;
}

type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

const FETCH_IMAGE_WITHIN_MS = 5000;

/** What CloudFront says of a picture that the studio shows. */
const TOLD_HEADERS = ['x-card-status', 'x-card-warning', 'server-timing', 'etag', 'x-cache'];

/** Answers a request under /api/; what is none of its routes is refused. Throws StudioError and CardError. */
export function createStudioApi({ livePage, events, ...parts }: StudioApiParts & OwnParts) {
  const { pictureOrigin, mainSite, signingKey, designVersions, fetchImage, removeCard } = parts;

  const pathOf = (card: Card) => signCardPath(card, signingKey, designVersions()[card.template]);

  async function pictureOf(card: Card, anew: boolean): Promise<Heard & { readonly url: string }> {
    const path = await pathOf(card);
    if (anew) await removeCard(path, formatCardKey(card, designVersions()));
    const url = `${pictureOrigin}${path}`;
    const heard = await ask(url).catch((error: unknown) => {
      throw new StudioError(502, 'no_picture', `The local CloudFront gives no picture (${reasonOf(error)}); its log says why.`);
    });
    if (heard.status !== 200)
      throw new StudioError(502, 'no_picture', `The local CloudFront answers ${heard.status}; its log says why.`);
    return { ...heard, url };
  }

  const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    '/api/studio': {
      async GET(_, response) {
        sendJson(response, 200, { pictureOrigin, mainSite, designVersions: designVersions() });
      },
    },
    '/api/events': {
      async GET(_, response) {
        events.subscribe(response);
      },
    },
    '/api/card': {
      async POST(request, response) {
        const { card } = readCard(await readJson(request));
        const path = await pathOf(card);
        const options = { origin: pictureOrigin, signingKey, designVersions: designVersions() };
        sendJson(response, 200, {
          path,
          url: `${pictureOrigin}${path}`,
          alt: templateNamed(card.template).alt(card.params),
          tags: await ogTags(card.template, card.params as never, options), // the card's own params fit its template
          key: formatCardKey(card, designVersions()),
        });
      },
    },
    '/api/picture': {
      async POST(request, response) {
        const { card, anew } = readCard(await readJson(request), ['anew']);
        const { url, headers, body } = await pictureOf(card, anew);
        const told = TOLD_HEADERS.flatMap((name): [string, string][] => {
          const value = headers.get(name);
          return value === null ? [] : [[name, value]];
        });
        const quality = qualityOf(body);
        response
          .writeHead(200, {
            ...Object.fromEntries(told),
            ...(quality === undefined ? {} : { 'x-picture-quality': quality }),
            'x-picture-url': url,
            'content-type': 'image/jpeg',
            'content-length': body.length,
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          })
          .end(body);
      },
    },
    '/api/comparison': {
      async POST(request, response) {
        const { card } = readCard(await readJson(request));
        const [{ body, headers }, live] = await Promise.all([pictureOf(card, false), livePage.shoot(card)]);
        const status = headers.get('x-card-status');
        if (status === 'fallback')
          throw new StudioError(409, 'no_picture', 'The card could not be drawn, so there is no picture of it to compare with.');
        const { share, pixels, difference } = await compare(body, live);
        sendJson(response, 200, { share, pixels, live: pngAddress(live), difference: pngAddress(difference) });
      },
    },
    '/api/image': {
      async GET(_, response, query) {
        const src = query.get('src') ?? '';
        if (!URL.canParse(src))
          throw new StudioError(
            400,
            'bad_address',
            '"src" must be the https address of an image, as in /api/image?src=https%3A…',
          );
        const { bytes, type } = await fetchImage(src, createDeadline(FETCH_IMAGE_WITHIN_MS));
        const headers = { 'content-type': type, 'cache-control': 'private, max-age=60', 'x-content-type-options': 'nosniff' };
        response.writeHead(200, headers).end(bytes);
      },
    },
  };

  return async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { method = 'GET' } = request;
    const methods = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
    if (!methods) throw new StudioError(404, 'no_such_route', `There are ${Object.keys(routes).join(', ')}.`);
    const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!route) throw new StudioError(405, 'wrong_method', `${url.pathname} takes ${Object.keys(methods).join(', ')}.`);
    await route(request, response, url.searchParams);
  };
}

/** The card that a body names, with the switches that its route takes. Throws StudioError, CardError. */
function readCard<const S extends string>(
  body: unknown,
  switches: readonly S[] = [],
): { readonly card: Card } & Readonly<Record<S, boolean>> {
  const known = ['template', 'params', ...switches];
  const allowed = `The body must be an object of ${known.join(', ')}`;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new StudioError(400, 'bad_body', `${allowed}.`);
  const { template, params, ...rest } = body as Readonly<Record<string, unknown>>;
  const strange = Object.keys(rest).filter((name) => !known.includes(name));
  if (strange.length > 0) throw new StudioError(400, 'bad_body', `${allowed}; there is ${JSON.stringify(strange[0])} in it.`);
  if (typeof template !== 'string') throw new StudioError(400, 'bad_body', `${allowed}; "template" must be a text.`);
  const wrong = switches.find((name) => !['boolean', 'undefined'].includes(typeof rest[name]));
  if (wrong) throw new StudioError(400, 'bad_body', `${allowed}; ${JSON.stringify(wrong)} must be true or false.`);
  const given = switches.map((name) => [name, rest[name] === true] as const);
  return { card: createCard(template as string, params), ...(Object.fromEntries(given) as Record<S, boolean>) }; // one entry per switch
}

function pngAddress(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
