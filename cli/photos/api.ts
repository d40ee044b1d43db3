// The HTTP API of photos as a client of it: of the local stack, or of a deployed one, whose calls are signed.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '../terminal/errors.ts';
import { explainSystemError, type SystemError, systemErrorIn } from '../terminal/system-errors.ts';

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** From the slash on, with its query. */
  readonly path: string;
  /** JSON, or bytes as they are. */
  readonly body?: unknown;
}

export interface ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export interface PhotoApi {
  /** For people: `the local stack at http://127.0.0.1:8085`. */
  readonly name: string;
  /** The answer. Throws ExpectedError with the code of the API; `no_answer` and `bad_answer` where it did not speak. */
  ask(call: ApiCall): Promise<unknown>;
}

export interface ApiParts {
  readonly name: string;
  readonly origin: string;
  /** Gives the headers that prove who asks. */
  readonly sign?: (request: ApiRequest) => Promise<Readonly<Record<string, string>>>;
  /** What to do if nothing listens there, as a sentence. */
  readonly remedy: string;
  readonly pause?: (ms: number) => Promise<unknown>;
}

/** A cold start with both models, and a picture of 4.5 MB over a slow line. */
const MAX_CALL_MS = 120_000;
/** Busy (429) and away for a moment (502, 503, 504): tried as often again. */
const MAX_TRIES = 6;
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const MAX_PAUSE_MS = 10_000;

export function createPhotoApi(parts: ApiParts): PhotoApi {
  const { name, pause = (ms: number) => sleep(ms) } = parts;
  return {
    name,
    async ask(call) {
      for (let tries = 1; ; tries++) {
        const response = await send(parts, requestOf(parts.origin, call));
        if (response.ok || !BUSY.has(response.status) || tries === MAX_TRIES) return readAnswer(parts, response);
        await response.body?.cancel();
        await pause(pauseMs(response, tries));
      }
    },
  };
}

function pauseMs({ headers }: Response, tries: number): number {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Math.min(MAX_PAUSE_MS, Number.isFinite(seconds) ? seconds * 1000 : 500 * 2 ** (tries - 1));
}

function requestOf(origin: string, { method = 'GET', path, body }: ApiCall): ApiRequest {
  const about = { method, url: `${origin}${path}` };
  if (body === undefined) return { ...about, headers: {} };
  if (body instanceof Uint8Array)
    return { ...about, headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(body) };
  return { ...about, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

async function send({ name, sign, remedy }: ApiParts, request: ApiRequest): Promise<Response> {
  const { url, ...init } = request;
  const headers = sign ? await sign(request) : request.headers;
  try {
    return await fetch(url, { ...init, headers, redirect: 'error', signal: AbortSignal.timeout(MAX_CALL_MS) });
  } catch (cause) {
    const system = systemErrorIn(cause);
    const why =
      system === undefined ? ` in ${MAX_CALL_MS / 1000} s` : system.code === 'ECONNREFUSED' ? '' : `: ${reasonOf(system)}`;
    throw new ExpectedError('no_answer', `Nothing answers for ${name}${why}. ${remedy}`, { cause });
  }
}

function reasonOf(system: SystemError): string {
  return explainSystemError(system).replace(/\.$/, '');
}

async function readAnswer({ name, remedy }: ApiParts, response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => {
    throw new ExpectedError('no_answer', `${name} broke its answer off. Try again.`, { cause });
  });
  const answer = objectIn(text);
  if (response.ok && answer) return answer;
  const { code, message, allowed } = answer ?? {};
  if (typeof code === 'string' && typeof message === 'string') throw new ExpectedError(code, sentenceOf(message, allowed));
  // Lambda's own, before any code of ours runs.
  if (response.status === 403)
    throw new ExpectedError(
      'forbidden',
      `${name} refuses these credentials: they need lambda:InvokeFunctionUrl and lambda:InvokeFunction on its photo API.`,
    );
  throw new ExpectedError('bad_answer', `What answers for ${name} is not a photo API (status ${response.status}). ${remedy}`);
}

function sentenceOf(message: string, allowed: unknown): string {
  const sentence = message.replace(/\.?$/, '.');
  return typeof allowed === 'string' && allowed !== '' && !message.includes(allowed)
    ? `${sentence} Allowed: ${allowed}.`
    : sentence;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined; // just looked
  } catch {
    return undefined;
  }
}
