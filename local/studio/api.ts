// The studio's API: what its page cannot do by itself, because it takes a key, the store, a browser or the network.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { signCardPath } from '../../card-schema/card-path.ts';
import { ogTags } from '../../card-schema/card-url.ts';
import { type Card, templateNamed } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { Slot } from '../../card-schema/fields.ts';
import { photoIdOf } from '../../card-schema/photo-id.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { FetchImage, FetchPhoto } from '../../edge/core/ports.ts';
import { get, type HttpAnswer, reasonOf } from '../http/get.ts';
import { compare } from './compare.ts';
import type { Events } from './events.ts';
import { readJson, StudioError, sendBytes, sendJson } from './exchange.ts';
import { qualityOf } from './jpeg-quality.ts';
import type { LivePage } from './live-page.ts';
import { answerPhotos, isOfPhotos } from './photos/photo-routes.ts';
import { PHOTO_LIMITS, type StudioPhotos } from './photos/studio-photos.ts';
import { readCard } from './read-card.ts';

/** What the studio knows of the stack around it. */
export interface StackParts {
  /** Where the pictures come from: the local CloudFront. */
  readonly pictureOrigin: string;
  readonly mainSite: string;
  readonly signingKey: string;
  /** Those of now: they change whenever the source does. */
  readonly designVersions: () => DesignVersions;
  readonly fetchImage: FetchImage;
  readonly fetchPhoto: FetchPhoto;
  /** Undefined if the stack makes no photos. */
  readonly photos?: StudioPhotos | undefined;
  /** Takes a card's picture out of CloudFront's cache and out of the store. */
  readonly removeCard: (path: string, key: string) => Promise<void>;
}

interface ApiParts extends StackParts {
  readonly livePage: LivePage;
  readonly events: Events;
}

type Route = (parts: ApiParts, request: IncomingMessage, response: ServerResponse, query: URLSearchParams) => Promise<void>;

const ROUTES: Readonly<Record<string, Readonly<Record<string, Route>>>> = {
  '/api/studio': { GET: sendStudio },
  '/api/events': { GET: subscribe },
  '/api/card': { POST: sendCard },
  '/api/picture': { POST: showPicture },
  '/api/comparison': { POST: comparePicture },
  '/api/image': { GET: showImage },
  '/api/focus': { GET: sendFocus },
};

const MAX_IMAGE_FETCH_MS = 5000;
const LARGEST_SLOT: Slot = [PICTURE_SIZE.width, PICTURE_SIZE.height];
/** What CloudFront says of a picture that the studio shows. */
const SHOWN_HEADERS = ['x-card-status', 'x-card-warning', 'server-timing', 'etag', 'x-cache'];

/** Answers requests under /api/; any other path is refused. The answer throws StudioError and CardError. */
export function createStudioApi(parts: ApiParts) {
  return async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (isOfPhotos(url.pathname)) return answerPhotos({ photos: parts.photos, request, response, url });
    const { method = 'GET' } = request;
    const methods = Object.hasOwn(ROUTES, url.pathname) ? ROUTES[url.pathname] : undefined;
    if (!methods) throw new StudioError(404, 'no_such_route', `There are ${[...Object.keys(ROUTES), '/api/photos'].join(', ')}.`);
    const route = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!route) throw new StudioError(405, 'wrong_method', `${url.pathname} takes ${Object.keys(methods).join(', ')}.`);
    await route(parts, request, response, url.searchParams);
  };
}

async function sendStudio(
  { pictureOrigin, mainSite, designVersions, photos }: ApiParts,
  _: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  sendJson(response, 200, {
    pictureOrigin,
    mainSite,
    designVersions: designVersions(),
    ...(photos ? { photos: PHOTO_LIMITS } : {}),
  });
}

async function subscribe({ events }: ApiParts, _: IncomingMessage, response: ServerResponse): Promise<void> {
  events.subscribe(response);
}

async function sendCard(parts: ApiParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { card } = readCard(await readJson(request));
  const { pictureOrigin, signingKey } = parts;
  const designVersions = parts.designVersions();
  const options = { origin: pictureOrigin, signingKey, designVersions, strict: true }; // the card is made already
  sendJson(response, 200, {
    ...(await addressOf(card, parts)),
    alt: templateNamed(card.template).alt(card.params),
    tags: await ogTags(card.template, card.params as never, options), // the card's own params fit its template
    key: formatCardKey(card, designVersions),
  });
}

async function showPicture(parts: ApiParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { card, again } = readCard(await readJson(request), ['again']);
  const { path, url } = await addressOf(card, parts);
  if (again) await parts.removeCard(path, formatCardKey(card, parts.designVersions()));
  const { headers, body } = await askCloudFront(url);
  const shown = SHOWN_HEADERS.map((name) => [name, headers.get(name)] as const).filter(([, value]) => value !== null);
  const quality = qualityOf(body);
  sendBytes(response, 'image/jpeg', body, {
    ...Object.fromEntries(shown as [string, string][]), // those without a value are left out
    ...(quality === undefined ? {} : { 'x-picture-quality': String(quality) }),
    'x-picture-url': url,
  });
}

async function comparePicture(parts: ApiParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { card } = readCard(await readJson(request));
  const { url } = await addressOf(card, parts);
  const [{ headers, body }, live] = await Promise.all([askCloudFront(url), parts.livePage.shoot(card)]);
  if (headers.get('x-card-status') === 'fallback')
    throw new StudioError(409, 'no_picture', 'The card could not be drawn, so there is no picture of it to compare with.');
  const { share, pixels, difference } = await compare(body, live);
  sendJson(response, 200, { share, pixels, live: pngAddress(live), difference: pngAddress(difference) });
}

async function showImage(
  { fetchImage, fetchPhoto }: ApiParts,
  _: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const src = query.get('src') ?? '';
  const id = photoIdOf(src);
  const deadline = createDeadline(MAX_IMAGE_FETCH_MS);
  if (id !== undefined) {
    const { image } = await fetchPhoto(id, slotIn(query), deadline);
    return sendBytes(response, image.type, image.bytes, { 'cache-control': 'private, max-age=60' });
  }
  if (!URL.canParse(src))
    throw new StudioError(
      400,
      'bad_address',
      '"src" must be the https address of an image, as in /api/image?src=https%3A…, or photo: and an id',
    );
  const { bytes, type } = await fetchImage(src, deadline);
  sendBytes(response, type, bytes, { 'cache-control': 'private, max-age=60' });
}

/** As a template shows it, such as 452x630. */
function slotIn(query: URLSearchParams): Slot {
  const [, width, height] = /^(\d{1,4})x(\d{1,4})$/.exec(query.get('slot') ?? '') ?? [];
  return width && height ? [Number(width), Number(height)] : LARGEST_SLOT;
}

/** What the crops of a photo must keep; null where nothing is known. */
async function sendFocus(
  { fetchPhoto }: ApiParts,
  _: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const id = photoIdOf(query.get('photo') ?? '');
  if (id === undefined)
    throw new StudioError(400, 'bad_address', '"photo" must be photo: and an id, as in /api/focus?photo=photo:…');
  const { focus = null } = await fetchPhoto(id, LARGEST_SLOT, createDeadline(MAX_IMAGE_FETCH_MS));
  sendJson(response, 200, focus);
}

async function addressOf(card: Card, { pictureOrigin, signingKey, designVersions }: ApiParts) {
  const path = await signCardPath(card, signingKey, designVersions()[card.template]);
  return { path, url: `${pictureOrigin}${path}` };
}

async function askCloudFront(url: string): Promise<HttpAnswer> {
  const answer = await get(url).catch((error: unknown) => {
    throw new StudioError(502, 'no_picture', `The local CloudFront gives no picture (${reasonOf(error)}); its log says why.`);
  });
  if (answer.status === 200) return answer;
  throw new StudioError(502, 'no_picture', `The local CloudFront answers ${answer.status}; its log says why.`);
}

function pngAddress(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
