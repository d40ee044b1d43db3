// The studio's API: what its page cannot do by itself, because it takes a key, the store, or the network.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatCardKey } from '../../card-schema/card-key.ts';
import { signCardPath } from '../../card-schema/card-path.ts';
import { ogTags } from '../../card-schema/card-url.ts';
import { type Card, createCard, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { FetchImage } from '../../edge/core/ports.ts';
import { readJson, StudioError, sendJson } from './exchange.ts';

export interface StudioApiParts {
  /** Where the pictures come from: the local CloudFront. */
  readonly pictureOrigin: string;
  readonly mainSite: string;
  readonly signingKey: string;
  /** Those of now: they change whenever the source does. */
  readonly designVersions: () => DesignVersions;
  readonly fetchImage: FetchImage;
}

type Route = (request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

const FETCH_IMAGE_WITHIN_MS = 5000;

/** Answers a request under /api/; what is none of its routes is refused. Throws StudioError and CardError. */
export function createStudioApi({ pictureOrigin, mainSite, signingKey, designVersions, fetchImage }: StudioApiParts) {
  async function addressOf(card: Card) {
    const path = await signCardPath(card, signingKey, designVersions()[card.template]);
    return { path, url: `${pictureOrigin}${path}` };
  }

  const routes: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
    '/api/studio': {
      async GET(_, response) {
        sendJson(response, 200, { pictureOrigin, mainSite, designVersions: designVersions() });
      },
    },
    '/api/card': {
      async POST(request, response) {
        const card = cardIn(await readJson(request), []);
        const options = { origin: pictureOrigin, signingKey, designVersions: designVersions() };
        sendJson(response, 200, {
          ...(await addressOf(card)),
          alt: templateNamed(card.template).alt(card.params),
          tags: await ogTags(card.template, card.params as never, options), // createCard made the params
          key: formatCardKey(card, designVersions()),
        });
      },
    },
    '/api/image': {
      async GET(_, response, query) {
        const src = query.get('src') ?? '';
        if (!URL.canParse(src)) throw new StudioError(400, 'bad_address', '"src" must be the https address of an image.');
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

/** The card that a body names: `{ template, params }`, with the further properties that the route takes. Throws StudioError, CardError. */
function cardIn(body: unknown, further: readonly string[]): Card {
  const known = ['template', 'params', ...further];
  const given = typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : undefined;
  const strange = Object.keys(given ?? {}).filter((name) => !known.includes(name));
  const template = given?.['template'];
  if (!given || typeof template !== 'string' || strange.length > 0)
    throw new StudioError(400, 'bad_body', `The body must be an object of ${known.join(', ')}; "template" is a text.`);
  return createCard(template as string, given['params']);
}
