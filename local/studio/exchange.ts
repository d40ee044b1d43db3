// What the studio's answers have in common: JSON in, JSON out.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../../edge/adapters/read-body.ts';

/** A refusal that the studio shows: what is wrong, and what is allowed. */
export class StudioError extends Error {
  override readonly name = 'StudioError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Far more than the texts of any card. */
const MAX_BODY_BYTES = 64 * 1024;

/** The body of a POST. Throws StudioError for what is not JSON, too long, or sent as another type. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  // A form of another site can send plain text without being asked about it, JSON it cannot.
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
    throw new StudioError(415, 'not_json', 'Send the body as content-type application/json.');
  const tooLarge = () => new StudioError(413, 'too_large', `A body has at most ${MAX_BODY_BYTES} bytes.`);
  // Checked first, because the sender of a body that is cut off would not read the answer.
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) throw tooLarge();
  const body = await readBody(request, MAX_BODY_BYTES, tooLarge);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new StudioError(400, 'not_json', 'The body is not JSON.');
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

export function sendBytes(response: ServerResponse, type: string, bytes: Uint8Array, headers: Readonly<Record<string, string>>) {
  send(response, 200, type, bytes, headers);
}

function send(response: ServerResponse, status: number, type: string, body: Uint8Array | string, headers = {}): void {
  const usual = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...usual, ...headers, 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}
