// Asks S3 as CloudFront does with origin access control: signed, the path as it is.
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';
import type { CloudFrontHeaders, CloudFrontRequest } from 'aws-lambda';
import { errorDocument } from '../s3/documents.ts';
import { S3Error } from '../s3/errors.ts';
import { type RequestToSign, signRequest } from '../s3/signature.ts';
import type { Answer } from './answer.ts';
import { header, type S3Origin } from './events.ts';

/** CloudFront waits thirty seconds for an origin by default. */
const READ_TIMEOUT_MS = 30_000;
/** Hop by hop, or about the connection that was between CloudFront and S3. transfer-encoding stays: CloudFront shows it. */
const HIDDEN = new Set(['connection', 'keep-alive']);

export interface OriginAnswer extends Answer {
  readonly statusDescription: string;
}

/** The way to one bucket. Rejects when S3 cannot be reached. */
export function createOrigin(origin: S3Origin) {
  const { endpoint, bucket, readTimeoutMs = READ_TIMEOUT_MS } = origin;
  const { hostname, port, host } = new URL(endpoint);
  // A connection for each request: on loopback they cost nothing, and a kept one may be closed just when it is used again.
  const agent = new Agent();

  async function fetch(request: CloudFrontRequest): Promise<OriginAnswer> {
    const { method, uri, headers } = request;
    const target = `/${bucket}${escapeRest(uri)}`;
    // What the origin's settings say wins over the request, which the viewer or a function may have filled.
    const sent = { ...valuesOf(headers), ...valuesOf(request.origin?.s3?.customHeaders ?? {}), host };
    const signature = signatureFor({ method, target, headers: sent }, origin);
    if (!signature) return invalidUri(target);
    return new Promise((resolve, reject) => {
      const options = {
        agent,
        hostname,
        port,
        method,
        path: target,
        headers: { ...sent, ...signature },
        timeout: readTimeoutMs,
      };
      const outgoing = sendRequest(options, (incoming) => readAnswer(incoming).then(resolve, reject));
      outgoing.once('timeout', () => outgoing.destroy(new Error(`S3 did not answer within ${readTimeoutMs} ms`)));
      outgoing.once('error', reject).end();
    });
  }

  return { fetch, close: () => agent.destroy() };
}

function signatureFor(request: RequestToSign, origin: S3Origin): Record<string, string> | undefined {
  try {
    return signRequest(request, origin, Date.now());
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return undefined;
  }
}

/** S3 refuses escapes that are not UTF-8; they cannot even be signed, so its refusal is written here. */
function invalidUri(target: string): OriginAnswer {
  const { code, status, message } = new S3Error('InvalidURI');
  const headers = { ...header('Content-Type', 'application/xml'), ...header('Transfer-Encoding', 'chunked') };
  return { status, statusDescription: 'Bad Request', headers, body: Buffer.from(errorDocument(code, message, target, '')) };
}

async function readAnswer(incoming: IncomingMessage): Promise<OriginAnswer> {
  const parts: Buffer[] = [];
  for await (const part of incoming as AsyncIterable<Buffer>) parts.push(part);
  const headers: CloudFrontHeaders = {};
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    const [key = '', value = ''] = incoming.rawHeaders.slice(at, at + 2);
    const name = key.toLowerCase();
    if (!HIDDEN.has(name)) headers[name] = [...(headers[name] ?? []), { key, value }];
  }
  return {
    status: incoming.statusCode ?? 502,
    statusDescription: incoming.statusMessage ?? '',
    headers,
    body: Buffer.concat(parts),
  };
}

function valuesOf(headers: CloudFrontHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.map(({ value }) => value).join(', ')]));
}

/** Characters that no path of a request line can hold; what is escaped already stays as it is. */
function escapeRest(uri: string): string {
  return uri.replace(/[^\x21-\x7e]|[?#]/gu, (character) => Buffer.from(character).toString('hex').replace(/../g, '%$&'));
}
