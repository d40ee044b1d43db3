// What CloudFront refuses of a function's result: such a result makes a 502 of the answer (LambdaValidationError).
// Sources, in Amazon's CloudFront guide: "Restrictions on edge functions", "Restrictions on Lambda@Edge", "Quotas",
// "Lambda@Edge event structure", "Generate HTTP responses in request triggers", "Update HTTP responses in origin response triggers".
import type { CloudFrontHeaders, CloudFrontRequest } from 'aws-lambda';
import { brokenReadOnly, brokenShape, disallowed, type ResultKind } from './header-rules.ts';
import { sameJson } from './json.ts';

/** A function's result, as JSON brought it, and what the function was given. */
export interface Judged {
  readonly kind: ResultKind;
  readonly result: Readonly<Record<string, unknown>>;
  readonly request: CloudFrontRequest;
  /** Headers that the function was given and may edit: the origin's in origin-response, the request's in origin-request. */
  readonly given: CloudFrontHeaders;
}

interface Rule {
  readonly name: string;
  /** AWS's own words or fact. */
  readonly says: string;
  readonly kinds: readonly ResultKind[];
  /** What is wrong with the result, or undefined. Called only when no rule before it was broken. */
  readonly broken: (judged: Judged) => string | undefined;
}

/** Headers and body of an answer from an origin trigger. */
export const MAX_RESPONSE_BYTES = 1_048_576;
/** "URI + query string after modification: fewer than 8,192 characters." */
const MAX_URI_CHARACTERS = 8192;

const ANSWERS: readonly ResultKind[] = ['generated response', 'response'];
const ALL: readonly ResultKind[] = ['request', ...ANSWERS];

export const RULES: readonly Rule[] = [
  {
    name: 'status',
    says: 'status is required, a string, 200 to 599. (AWS lets a number pass; we do not, so that one shape is tested.)',
    kinds: ANSWERS,
    broken: ({ result: { status } }) =>
      typeof status === 'string' && /^[2-5]\d\d$/.test(status) ? undefined : `status is ${JSON.stringify(status)}`,
  },
  {
    name: 'status description',
    says: 'statusDescription, if present, is a string.',
    kinds: ANSWERS,
    broken: ({ result: { statusDescription } }) =>
      statusDescription === undefined || typeof statusDescription === 'string' ? undefined : 'statusDescription is not a string',
  },
  {
    name: 'header shape',
    says: 'Headers map a lower-case name to an array of { key?, value }; key is the same name in any case; value is a string without invalid characters.',
    kinds: ALL,
    broken: ({ result: { headers } }) => brokenShape(headers),
  },
  {
    name: 'disallowed header',
    says: 'Disallowed headers are not exposed and edge functions cannot add them.',
    kinds: ALL,
    broken: ({ result }) => disallowed(headersOf(result)),
  },
  {
    name: 'read-only header',
    says: 'Read-only headers can be read; if a function adds, changes or deletes one, CloudFront answers 502.',
    kinds: ALL,
    broken: ({ kind, result, given }) => brokenReadOnly(kind, headersOf(result), given),
  },
  {
    name: 'body is a string',
    says: 'body is a string; an answer whose body is not a string fails validation.',
    kinds: ANSWERS,
    broken: ({ result: { body } }) => (body === undefined || typeof body === 'string' ? undefined : `body is ${typeof body}`),
  },
  {
    name: 'body encoding',
    says: 'bodyEncoding is text or base64; text when absent; a body that is not valid base64 is an error.',
    kinds: ANSWERS,
    broken: ({ result: { body, bodyEncoding } }) => brokenEncoding(body, bodyEncoding),
  },
  {
    name: 'size',
    says: '"the length of the body size and header was … which exceeded the CloudFront limit of 1048576 bytes"; base64 counts as it is sent.',
    kinds: ANSWERS,
    broken: ({ result }) => {
      const bytes = sizeOf(result);
      return bytes > MAX_RESPONSE_BYTES ? `headers and body have ${bytes} bytes of ${MAX_RESPONSE_BYTES}` : undefined;
    },
  },
  {
    name: 'no body on 204 and 304',
    says: 'A function that answers 204 with a body makes a 502; 304 has no body by HTTP.',
    kinds: ANSWERS,
    broken: ({ result: { status, body } }) =>
      body && (status === '204' || status === '304') ? `${status} with a body` : undefined,
  },
  {
    name: 'no body on HEAD',
    says: 'AWS does not say what becomes of it. (HTTP forbids it, so we refuse it.)',
    kinds: ANSWERS,
    broken: ({ result: { body }, request: { method } }) => (body && method === 'HEAD' ? 'HEAD with a body' : undefined),
  },
  {
    name: 'uri',
    says: 'uri begins with / and, with the query string, has fewer than 8,192 characters.',
    kinds: ['request'],
    broken: ({ result: { uri, querystring } }) => {
      if (typeof uri !== 'string' || !uri.startsWith('/')) return `uri is ${String(JSON.stringify(uri)).slice(0, 40)}`;
      if (querystring !== undefined && typeof querystring !== 'string') return 'querystring is not a string';
      const length = uri.length + (querystring ? querystring.length + 1 : 0);
      return length < MAX_URI_CHARACTERS ? undefined : `uri has ${length} characters`;
    },
  },
  {
    name: 'read-only field',
    says: 'clientIp and method are read-only.',
    kinds: ['request'],
    broken: ({ result, request }) =>
      ['clientIp', 'method'].find((field) => result[field] !== request[field as 'clientIp' | 'method']),
  },
  {
    name: 'origin',
    says: 'Origin access control does not support a change of the origin by Lambda@Edge.',
    kinds: ['request'],
    broken: ({ result, request }) => (sameJson(result['origin'], request.origin) ? undefined : 'origin was changed'),
  },
  {
    name: 'custom header twice',
    says: 'A header that the origin’s custom headers hold must not be among the request’s headers as well.',
    kinds: ['request'],
    broken: ({ result, request }) => {
      const custom = Object.keys(request.origin?.s3?.customHeaders ?? {});
      return Object.keys(headersOf(result)).find((name) => custom.includes(name));
    },
  },
];

/** Says which rule a result breaks and how, or nothing. */
export function refusalOf(judged: Judged): string | undefined {
  for (const rule of RULES) {
    const broken = rule.kinds.includes(judged.kind) ? rule.broken(judged) : undefined;
    if (broken !== undefined) return `${rule.name}: ${broken}`;
  }
  return undefined;
}

function brokenEncoding(body: unknown, encoding: unknown): string | undefined {
  if (encoding !== undefined && encoding !== 'text' && encoding !== 'base64')
    return `bodyEncoding is ${JSON.stringify(encoding)}`;
  if (encoding !== 'base64' || typeof body !== 'string') return undefined;
  return isBase64(body) ? undefined : 'body is not valid base64';
}

/** Back and forth gives the same text for valid base64 only; a regular expression would overflow its stack on a megabyte. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function sizeOf(result: Readonly<Record<string, unknown>>): number {
  const lines = Object.entries(headersOf(result)).flatMap(([name, values]) =>
    values.map(({ value }) => Buffer.byteLength(`${name}: ${value}\r\n`)),
  );
  return lines.reduce((sum, length) => sum + length, Buffer.byteLength((result['body'] ?? '') as string)); // the rule of bodies has passed
}

/** Called after the rule of shapes has passed. */
function headersOf({ headers }: Readonly<Record<string, unknown>>): CloudFrontHeaders {
  return (headers ?? {}) as CloudFrontHeaders;
}
