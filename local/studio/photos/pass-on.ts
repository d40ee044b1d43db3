import { reviewKey } from '../../../cloud/photos/photo-keys.ts';
import { reasonOf } from '../../http/get.ts';
import { type ApiAnswer, callPhotoApi } from '../../photos/call-photo-api.ts';
import { readJson, StudioError, sendJson } from '../exchange.ts';
import { hangUp, type PhotoRoute } from './photo-call.ts';

const PHOTOS = 'api/photos';

/** A call of the HTTP API. Of the query only these names are handed on. */
export function passOn(target: (named: readonly string[]) => string, names: readonly string[] = []): PhotoRoute {
  return async ({ photos, request, response, url, named }) => {
    const { method = 'GET' } = request;
    const json = method === 'POST' ? JSON.stringify(await readJson(request)) : undefined;
    const query = new URLSearchParams(names.flatMap((name) => url.searchParams.getAll(name).map((value) => [name, value])));
    const path = `${target(named)}${query.size > 0 ? `?${query}` : ''}`;
    const signal = hangUp(response);
    const answer = await callPhotoApi(photos.api, { method, path, json, signal }).catch((error: unknown) => {
      throw noAnswer(error);
    });
    sendJson(response, answer.status, withOwnAddresses(bodyOf(answer)));
  };
}

function noAnswer(error: unknown): StudioError {
  return new StudioError(
    502,
    'no_photo_api',
    `The API of photos does not answer (${reasonOf(error)}); the log of npm start may say why.`,
  );
}

interface ApiBody {
  readonly id?: string;
  readonly photo?: string;
  readonly preview?: string;
  readonly url?: string;
  readonly fields?: unknown;
  readonly variants?: unknown;
  readonly reviews?: readonly { readonly photo: string }[];
}

/** Throws StudioError for what the API refuses. */
function bodyOf({ status, json }: ApiAnswer): ApiBody {
  const body = parsed(json);
  if (status < 400 && body) return body;
  const { code, message, allowed } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof code !== 'string' || typeof message !== 'string')
    throw new StudioError(502, 'no_photo_api', `The API of photos answers ${status}; the log of npm start may say why.`);
  // What a 404 allows are calls of the API; the studio's pages link what there is.
  throw new StudioError(status, code, status === 404 ? message : sentences(message, allowed));
}

function parsed(json: string): ApiBody | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function sentences(message: string, allowed: unknown): string {
  return typeof allowed === 'string' && allowed !== '' && !message.includes(allowed)
    ? `${message} Allowed: ${allowed}.`
    : message;
}

/** Presigned addresses are secrets, and of another origin. The same files are here. */
function withOwnAddresses(body: ApiBody): object {
  const { url, variants, reviews, preview, ...rest } = body;
  return {
    ...rest,
    ...(preview === undefined ? {} : { preview: previewOf(rest.photo) }),
    ...(url === undefined ? {} : { url: `${PHOTOS}/inbox` }),
    ...(Array.isArray(variants) && rest.id !== undefined
      ? { variants: variants.map((each) => withOwnAddress(each, rest.id)) }
      : {}),
    ...(reviews ? { reviews: reviews.map((review) => ({ ...review, preview: previewOf(review.photo) })) } : {}),
  };
}

function withOwnAddress(variant: { readonly name: string }, id = ''): object {
  return { ...variant, url: `${PHOTOS}/${id}/${variant.name}.jpg` };
}

function previewOf(photo = ''): string {
  return `${PHOTOS}/${reviewKey(photo, '1000.jpg')}`;
}
