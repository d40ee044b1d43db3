// A call of the function URL, as Lambda gives it ("Request payload format" in AWS's page urls-invocation.html).
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { truncate } from '../../../edge/core/truncate.ts';
import { ApiError } from './api-error.ts';

export interface ApiRequest {
  readonly method: string;
  /** Without a slash at the end; still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Of a header, by its lower-case name; empty without it. */
  readonly header: (name: string) => string;
  readonly body: Buffer;
}

/** The largest JSON that makes sense here is a list of some hundred boxes. */
const MAX_JSON_BYTES = 64 * 1024;
const JSON_BODY = 'a body of content-type application/json, one object';

export function readRequest(event: APIGatewayProxyEventV2): ApiRequest {
  const { rawPath, rawQueryString, headers, body, isBase64Encoded, requestContext } = event;
  const byName = new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: requestContext?.http?.method ?? '',
    path: (rawPath ?? '').replace(/(?<=.)\/$/, ''),
    query: new URLSearchParams(rawQueryString ?? ''),
    header: (name) => byName.get(name) ?? '',
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/** Lower case, without its parameters. */
export function contentType({ header }: ApiRequest): string {
  return (header('content-type').split(';')[0] ?? '').trim().toLowerCase();
}

/** The members of the JSON object that was sent; no body is an empty object. Throws ApiError for anything else. */
export function readFields(request: ApiRequest, known: readonly string[]): Readonly<Record<string, unknown>> {
  const fields = readObject(request);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown === undefined) return fields;
  throw new ApiError(400, 'unknown_field', `There is no field ${quoted(unknown)} here.`, known.join(', '));
}

function readObject(request: ApiRequest): Readonly<Record<string, unknown>> {
  if (request.body.length === 0) return {};
  const type = contentType(request);
  if (type !== '' && !/^application\/([\w.-]+\+)?json$/.test(type))
    throw new ApiError(415, 'not_json', `The body was sent as ${quoted(type)}.`, JSON_BODY);
  if (request.body.length > MAX_JSON_BYTES)
    throw new ApiError(413, 'too_large', `The body has ${request.body.length} bytes.`, `at most ${MAX_JSON_BYTES} bytes of JSON`);
  const value = parseJson(request.body.toString('utf8'));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>; // just looked
  throw new ApiError(400, 'not_json', 'The body is no JSON object.', JSON_BODY);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the sender wrote, short enough for a sentence. */
export function quoted(text: string): string {
  return JSON.stringify(truncate(text, 40));
}
