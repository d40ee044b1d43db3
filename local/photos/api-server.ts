// The HTTP API of photos on this machine, as a Lambda function URL gives it: the same events, the same answers beyond its limits.
// No signature is asked, so programs of this machine may call it, and web pages may not.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readBody } from '../../edge/adapters/read-body.ts';
import { listen } from '../http/listen.ts';
import { urlEvent } from './url-event.ts';

/** Lambda's limit of a call's payload and of its answer, 6 MB (gettingstarted-limits.html). */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;
const TOO_LARGE = { Message: `Request must be smaller than ${MAX_PAYLOAD_BYTES} bytes for the InvokeFunction operation` };
const BUSY = { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' };
const OWN_NAMES: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

export interface PhotoApiOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly handler: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;
  /** Calls at once; one more is answered 429, as by Lambda with reserved concurrency. Default 10, the stack's own. */
  readonly concurrency?: number;
  /** Called with what the handler threw: Lambda's answer to that is 502. */
  readonly onError?: (error: unknown) => void;
}

export interface PhotoApiServer {
  readonly url: string;
  close(): Promise<void>;
}

export async function startPhotoApi({ port, handler, concurrency = 10, onError }: PhotoApiOptions): Promise<PhotoApiServer> {
  let running = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isOfStrangers(request)) return send(response, 403, { Message: 'Forbidden' });
    // Looked at first, because the sender of a body that is cut off would not read the answer.
    if (Number(request.headers['content-length']) > MAX_PAYLOAD_BYTES) return send(response, 413, TOO_LARGE);
    const event = urlEvent(request, await readBody(request, MAX_PAYLOAD_BYTES, () => new Error(TOO_LARGE.Message)));
    if (Buffer.byteLength(JSON.stringify(event)) > MAX_PAYLOAD_BYTES) return send(response, 413, TOO_LARGE);
    if (running >= concurrency) return send(response, 429, BUSY, { 'retry-after': '1' });
    running += 1;
    try {
      sendResult(response, await handler(event));
    } finally {
      running -= 1;
    }
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.errored) return; // the client has hung up
      onError?.(error);
      if (response.headersSent) response.destroy();
      else send(response, 502, { message: 'Internal Server Error' });
    });
  });
  const { origin, close } = await listen(server, port);
  return { url: origin, close };
}

/** A page of another site, or a name of somebody else's that resolves to this machine. */
function isOfStrangers({ headers }: IncomingMessage): boolean {
  const host = `http://${headers.host ?? ''}`;
  if (!URL.canParse(host) || !OWN_NAMES.includes(new URL(host).hostname)) return true;
  const { origin, 'sec-fetch-site': site } = headers;
  return (origin !== undefined && origin !== new URL(host).origin) || (site !== undefined && !/^(same-origin|none)$/.test(site));
}

function sendResult(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = result;
  if (Buffer.byteLength(JSON.stringify(result)) > MAX_PAYLOAD_BYTES)
    throw new Error('The answer is larger than Lambda lets pass.');
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.writeHead(statusCode, { ...asText(headers), 'content-length': bytes.length }).end(bytes);
}

function asText(headers: Readonly<Record<string, string | number | boolean>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function send(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  const body = JSON.stringify(value);
  const usual = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...usual, ...headers, ...(status === 413 ? { connection: 'close' } : {}) }).end(body);
}
