// The part of the demo site that a team builds for uploads: its server asks the HTTP API of photos, and the browser sends the file to
// the inbox itself.
import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { readBody } from '../../../edge/adapters/read-body.ts';
import { callPhotoApi } from '../../photos/call-photo-api.ts';
import type { Site } from '../pages.ts';
import { readPhoto, readPhotos } from './photo-calls.ts';
import { missingPhotoPage, PHOTOS_ADDRESS, photoPage, SCRIPT_ADDRESS, uploadPage } from './photo-pages.ts';

export interface PhotoSiteParts {
  /** Of the HTTP API. */
  readonly api: string;
  /** Of the S3 server, which has the inbox and the pictures. */
  readonly s3: string;
  /** Of photos in any size. */
  readonly site: string;
}

export interface PageAnswer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Directives that this answer's policy has in addition. */
  readonly policy: Readonly<Record<string, string>>;
}

/** Names and edits are short. */
const MAX_BODY_BYTES = 16 * 1024;
const CALLS = new RegExp(`^${PHOTOS_ADDRESS}(/uploads(?:/[0-9a-z]{16}(?:/review)?)?)$`);
const PHOTO = new RegExp(`^${PHOTOS_ADDRESS}/([0-9a-z]{16})$`);

class BodyError extends Error {}

/** Undefined for an address that is not of this part. */
export async function answerPhotos(request: IncomingMessage, parts: PhotoSiteParts, site: Site): Promise<PageAnswer | undefined> {
  const [path = ''] = (request.url ?? '').split('?');
  const call = CALLS.exec(path)?.[1];
  if (call !== undefined) return answerCall(request, call, parts);
  if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
  if (path === SCRIPT_ADDRESS) return page('text/javascript', await readFile(join(import.meta.dirname, 'upload.js'), 'utf8'));
  const policy = { 'img-src': parts.s3, 'script-src': "'self'", 'connect-src': `'self' ${parts.s3}` };
  if (path === PHOTOS_ADDRESS) return { ...page('text/html', await uploadPage(site, await readPhotos(parts.api))), policy };
  if (!path.startsWith(`${PHOTOS_ADDRESS}/`)) return undefined;
  const photo = await readPhoto(parts.api, PHOTO.exec(path)?.[1] ?? '');
  if (!photo) return page('text/html', await missingPhotoPage(site), 404);
  const shown = page('text/html', await photoPage(site, photo, parts.site));
  return { ...shown, policy: { 'img-src': `${parts.s3} ${parts.site}` } };
}

const page = (type: string, text: string, status = 200): PageAnswer => ({ status, type, text, policy: {} });

async function answerCall(request: IncomingMessage, call: string, { api }: PhotoSiteParts): Promise<PageAnswer> {
  if (!isOwn(request)) return refuse(403, 'foreign_origin', 'Only the pages of this site may send photos here.');
  const { method = '' } = request;
  if (method !== 'GET' && method !== 'POST') return refuse(405, 'method_not_allowed', 'GET and POST only.');
  try {
    const body = method === 'POST' ? await readBody(request, MAX_BODY_BYTES, () => new BodyError()) : undefined;
    const { status, json } = await callPhotoApi(api, { method, path: call, json: body?.toString('utf8') });
    return page('application/json', json, status);
  } catch (error) {
    if (error instanceof BodyError) return refuse(413, 'too_large', `A body has at most ${MAX_BODY_BYTES} bytes.`);
    return refuse(502, 'no_answer', 'The API of photos does not answer. The log of npm start may say why.');
  }
}

function refuse(status: number, code: string, message: string): PageAnswer {
  return page('application/json', JSON.stringify({ code, message }), status);
}

/** No other site's page, and no stranger's name for this machine (DNS rebinding). */
function isOwn({ headers, method }: IncomingMessage): boolean {
  const host = `http://${headers.host ?? ''}`;
  if (!URL.canParse(host) || !['127.0.0.1', 'localhost', '[::1]'].includes(new URL(host).hostname)) return false;
  const { origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  return (origin === undefined ? method === 'GET' : origin === new URL(host).origin) && ['same-origin', 'none'].includes(site);
}
