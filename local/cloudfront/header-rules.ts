// What CloudFront refuses of the headers in a function's result.
// Sources, in Amazon's CloudFront guide: "Restrictions on edge functions" (the two lists), "Lambda@Edge event structure".
import type { CloudFrontHeaders } from 'aws-lambda';
import { isObject, sameJson } from './json.ts';

/** A request that goes on, an answer made by origin-request, an answer edited by origin-response. */
export type ResultKind = 'request' | 'generated response' | 'response';

const DISALLOWED =
  /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|x-accel-(buffering|charset|limit-rate|redirect)|x-amz-cf-.*|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip|cloudfront-viewer-cert-pem|client-cert|client-cert-chain)$/;

const READ_ONLY: Readonly<Record<ResultKind, readonly string[]>> = {
  request: [
    'accept-encoding',
    'cdn-loop',
    'content-length',
    'if-modified-since',
    'if-none-match',
    'if-range',
    'if-unmodified-since',
    'transfer-encoding',
    'via',
  ],
  // Here nothing was given, so nothing may be added. For content-length it is a report only: opennextjs-aws#427.
  'generated response': ['content-length', 'transfer-encoding', 'via'],
  response: ['transfer-encoding', 'via'],
};

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
// A carriage return in a value is refused with "contains invalid characters" (seen in public reports), a tab is not.
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** The first header that is not in the shape of CloudFront’s maps. */
export function brokenShape(headers: unknown): string | undefined {
  if (headers === undefined) return undefined;
  if (!isObject(headers)) return 'headers is not an object';
  for (const [name, values] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name)) return `the name ${JSON.stringify(name)} is not lower-case or not valid`;
    if (!Array.isArray(values) || values.length === 0) return `${name} is not an array with values`;
    const broken = values.map((value) => brokenHeaderValue(name, value)).find(Boolean);
    if (broken) return broken;
  }
  return undefined;
}

function brokenHeaderValue(name: string, header: unknown): string | undefined {
  if (!isObject(header)) return `${name} holds something else than { key, value }`;
  const { key, value } = header;
  if (key !== undefined && (typeof key !== 'string' || key.toLowerCase() !== name)) return `the key of ${name} is another name`;
  if (typeof value !== 'string') return `the value of ${name} is not a string`;
  return HEADER_VALUE.test(value) ? undefined : `the value of ${name} contains invalid characters`;
}

/** The first header that a function may read only and that is not what the function was given. */
export function brokenReadOnly(kind: ResultKind, headers: CloudFrontHeaders, given: CloudFrontHeaders): string | undefined {
  return READ_ONLY[kind].find((name) => !sameJson(valuesOf(headers, name), valuesOf(given, name)));
}

/** The first header that no edge function may set. */
export function disallowed(headers: CloudFrontHeaders): string | undefined {
  return Object.keys(headers).find((name) => DISALLOWED.test(name));
}

function valuesOf(headers: CloudFrontHeaders, name: string): (string | undefined)[] {
  return (headers[name] ?? []).map(({ value }) => value);
}
