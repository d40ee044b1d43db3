// The answers of the HTTP API ("Response payload format" in AWS's page urls-invocation.html).
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { CardError } from '../../../card-schema/errors.ts';
import { PhotoError, REFUSALS, type Refusal } from '../photo-error.ts';
import { ApiError } from './api-error.ts';

export type Reply = APIGatewayProxyStructuredResultV2 & { readonly statusCode: number };

const PICTURES =
  'JPEG, PNG, WebP, GIF, AVIF and HEIC of at most 25,000,000 bytes and 60 million pixels (HEIC 50, AVIF 25), at least 200 pixels on each side';

/** What is allowed where a photo is refused. */
const ALLOWED: Readonly<Record<Refusal, string>> = {
  not_an_image: PICTURES,
  unsupported: PICTURES,
  too_many_bytes: PICTURES,
  too_many_pixels: PICTURES,
  too_small: PICTURES,
  damaged: 'a picture that opens in an image program; save it again there',
  crashes: 'a picture that opens in an image program; save it again there',
  removed: 'a new upload of the same file',
  unknown_upload: 'a new form of POST /uploads, and the same file sent with it',
  bad_edits:
    'focus [left, top], or null to take it away, blur "faces", keep [1, 2], add [[left, top, width, height]], seen true; all lengths as fractions of the photo',
};

/** SDKs and curl's --retry wait so long. */
const RETRY_AFTER_SECONDS = '2';

export function json(statusCode: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return reply(statusCode, 'application/json', JSON.stringify(value), headers);
}

export function jpeg(bytes: Uint8Array): Reply {
  return { ...reply(200, 'image/jpeg', Buffer.from(bytes).toString('base64')), isBase64Encoded: true };
}

function reply(statusCode: number, type: string, body: string, headers: Readonly<Record<string, string>> = {}): Reply {
  const usual = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  return { statusCode, headers: { ...usual, ...headers }, body, isBase64Encoded: false };
}

export function isRefusal(code: string): code is Refusal {
  return REFUSALS.some((refusal) => refusal === code);
}

export function allowedBy(code: Refusal): string {
  return ALLOWED[code];
}

/** What the sender learns of a failure. `isOurs`: the log needs the whole of it. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly allowed: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly isOurs: boolean;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    const { status, code, message, allowed, headers } = error;
    return { status, code, message, allowed, headers, isOurs: false };
  }
  if (error instanceof PhotoError && isRefusal(error.code))
    return { status: 422, code: error.code, message: error.message, allowed: ALLOWED[error.code], headers: {}, isOurs: false };
  const again = { allowed: `the same call, ${RETRY_AFTER_SECONDS} seconds later`, isOurs: true };
  if (error instanceof PhotoError || (error instanceof CardError && error.code === 'out_of_time')) {
    const message =
      error.code === 'out_of_time' ? 'This took too long.' : 'A service that this API stands on does not answer as it should.';
    return { status: 503, code: error.code, message, headers: { 'retry-after': RETRY_AFTER_SECONDS }, ...again };
  }
  return {
    status: 500,
    code: 'unexpected',
    message: 'This call failed by a mistake of ours; the log says why.',
    headers: {},
    ...again,
  };
}

export function failed({ status, code, message, allowed, headers }: Failure): Reply {
  return json(status, { code, message, allowed }, headers);
}
