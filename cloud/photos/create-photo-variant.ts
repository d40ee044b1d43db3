// What the photo site asks when its bucket has no such file: makes a photo in this size, stores it and answers it. CloudFront has judged
// the address (edge/photo-site-guard.js), and nobody else may call (infra/photo-site.yml).
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { isPhotoId } from '../../card-schema/photo-id.ts';
import { formatPhotoSize, type PhotoSize, parsePhotoSize } from '../../card-schema/photo-size.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { type MakeSizeParts, MEDIA_TYPES, type SizeFile, sizeOnce } from './make-size.ts';
import { photoFolder } from './photo-keys.ts';
import { countedOfSizes, photoErrorFields } from './photo-line.ts';
import { PHOTO_CACHE_CONTROL } from './stored-photo.ts';

export interface PhotoVariantParts extends MakeSizeParts {
  /** Of the deployment, for the log and the metrics. */
  readonly stage: string;
}

/** What is read of the event of a function URL (APIGatewayProxyEventV2). */
export interface SizeEvent {
  readonly rawPath: string;
  readonly requestContext: { readonly requestId: string; readonly http: { readonly method: string } };
}

/** In the log and, as a dimension, of the metrics. */
export const FUNCTION_NAME = 'photo-variant';
/** The function is given 20 seconds (infra/photo-site.yml), and CloudFront waits 30. */
const MAX_CALL_MS = 18_000;
/** To put the file and to answer. */
const AFTER_CALL_MS = 2000;
/** Of a photo that is not there: it may come soon, and one that is removed must not be remembered. */
const MISSING_SECONDS = 10;

export function createPhotoVariant(parts: PhotoVariantParts) {
  return async function photoVariant(
    event: SizeEvent,
    context?: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const startedMs = performance.now();
    const budgetMs = Math.min(MAX_CALL_MS, (context?.getRemainingTimeInMillis() ?? MAX_CALL_MS) - AFTER_CALL_MS);
    const { http, requestId } = event.requestContext;
    const wanted = wantedIn(event.rawPath);
    if (!wanted) return missing();
    const line = { stage: parts.stage, function: FUNCTION_NAME, photo: wanted.id, size: formatPhotoSize(wanted.size) };
    try {
      const file = await sizeOnce({ ...wanted, owner: requestId, deadline: createDeadline(budgetMs) }, parts);
      const ms = Math.round(performance.now() - startedMs);
      const counted = file?.made ? countedOfSizes({ PhotoSizesMade: 1, PhotoSizeMs: ms }) : {};
      parts.log('photo_size', {
        ...line,
        found: file !== undefined,
        made: file?.made,
        bytes: file?.bytes.length,
        ms,
        ...counted,
      });
      return file ? found(file, wanted.size, http.method) : missing();
    } catch (error) {
      parts.log('photo_size_failed', { ...line, ms: Math.round(performance.now() - startedMs), ...photoErrorFields(error) });
      return text(503, 'The photo cannot be had in this size right now.\n', { 'cache-control': 'no-store', 'retry-after': '2' });
    }
  };
}

/** The path is the file's key. */
function wantedIn(path: string): { readonly id: string; readonly size: PhotoSize } | undefined {
  const [, id = '', file = ''] = /^\/photos\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const size = parsePhotoSize(file);
  return size && isPhotoId(id) && path === `/${photoFolder(id)}${file}` ? { id, size } : undefined;
}

function found({ bytes }: SizeFile, { type }: PhotoSize, method: string): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: 200,
    headers: { 'content-type': MEDIA_TYPES[type], 'cache-control': PHOTO_CACHE_CONTROL },
    body: method === 'HEAD' ? '' : Buffer.from(bytes).toString('base64'),
    isBase64Encoded: true,
  };
}

function missing(): APIGatewayProxyStructuredResultV2 {
  return text(404, 'There is no such photo.\n', { 'cache-control': `public, max-age=${MISSING_SECONDS}` });
}

function text(statusCode: number, body: string, headers: Readonly<Record<string, string>>): APIGatewayProxyStructuredResultV2 {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body, isBase64Encoded: false };
}
