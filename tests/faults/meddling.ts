// What can go wrong between a client and a server, as switches of a fault proxy.
import { setTimeout as sleep } from 'node:timers/promises';
import { signRequest } from '../../local/s3/signature.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../../local/stack/config.ts';
import { type Answered, type Asked, type Meddle, pass, send, spared } from './fault-proxy.ts';

/** Only where it applies; all else passes. */
export function where(applies: (asked: Asked) => boolean, meddle: Meddle): Meddle {
  return (exchange) => (applies(exchange.asked) ? meddle(exchange) : spared(exchange));
}

/** Only so many times; then all passes. */
export function times(count: number, meddle: Meddle): Meddle {
  let left = count;
  return (exchange) => (left-- > 0 ? meddle(exchange) : spared(exchange));
}

/** Belongs to the fault's surroundings, and is not the fault. */
export const scenery =
  (meddle: Meddle): Meddle =>
  (exchange) => {
    exchange.spare();
    return meddle(exchange);
  };

/** Does something while the request waits, and lets it pass. */
export const doing =
  (act: () => Promise<void> | void): Meddle =>
  async (exchange) => {
    await act();
    await pass(exchange);
  };

export const hang: Meddle = () => {};

export const reset: Meddle = ({ reset }) => reset();

export const later =
  (ms: number): Meddle =>
  async (exchange) => {
    await sleep(ms);
    await pass(exchange);
  };

export const answer =
  (status: number, body = '', headers: Readonly<Record<string, string>> = { 'content-type': 'text/plain' }): Meddle =>
  ({ response }) =>
    send(response, { status, headers, body: Buffer.from(body) });

export const changed =
  (change: (answered: Answered) => Answered): Meddle =>
  async ({ asked, forward, response }) => {
    const { 'accept-encoding': _, ...headers } = asked.headers; // what is to be changed must be readable
    send(response, change(await forward(asked.method === 'GET' ? { ...asked, headers } : asked)));
  };

export const changedBody = (change: (body: Buffer) => Buffer): Meddle =>
  changed((answered) => ({ ...answered, body: change(answered.body) }));

/** Declares the whole length, sends half of it, and dies. */
export const half: Meddle = async ({ forward, response, reset }) => {
  const { status, headers, body } = await forward();
  const { 'transfer-encoding': _, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length });
  response.write(body.subarray(0, body.length >> 1), () => setTimeout(reset, 20));
};

/** Sends byte by byte: a connection that lives and leads nowhere. */
export const drip: Meddle = async ({ forward, response }) => {
  const { status, headers, body } = await forward();
  const { 'transfer-encoding': _, ...kept } = headers;
  response.writeHead(status, { ...kept, 'content-length': body.length });
  for (const byte of body) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(50);
  }
  response.end();
};

export const endless: Meddle = async ({ response }) => {
  const part = Buffer.alloc(256 * 1024, ' ');
  response.writeHead(200, { 'content-type': 'text/html' });
  while (!response.destroyed) {
    await new Promise((resolve) => response.write(part, resolve));
  }
};

/** The server gets all of it; its answer is lost. */
export const lostAnswer: Meddle = async ({ forward, reset }) => {
  await forward();
  reset();
};

/** One bit of the upload is another on its way. */
export const corruptUpload: Meddle = async ({ asked, forward, response }) =>
  send(response, await forward({ ...asked, body: withOneBitChanged(asked.body) }));

/** The server gets half of the upload, and the client a reset. */
export const halfUpload: Meddle = async ({ asked, forward, reset }) => {
  await forward({ ...asked, body: asked.body.subarray(0, asked.body.length >> 1) }, AbortSignal.timeout(50)).catch(() => {});
  reset();
};

export function s3Refusal(status: number, code: string): Meddle {
  return answer(status, `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`, {
    'content-type': 'application/xml',
  });
}

const MAX_SKEW_MS = 15 * 60_000;

/** S3 whose clock is ahead of the client's: what is dated by the client's is refused, what is dated by S3's is taken. */
export function clockAhead(ms: number): Meddle {
  return async (exchange) => {
    const { asked, forward, response } = exchange;
    const date = String(asked.headers['x-amz-date']).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
    if (Math.abs(Date.parse(date) - (Date.now() + ms)) > MAX_SKEW_MS) {
      const headers = { 'content-type': 'application/xml', date: new Date(Date.now() + ms).toUTCString() };
      const code =
        '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference between the clocks is too large.</Message></Error>';
      return answer(403, code, headers)(exchange);
    }
    // The server behind has our clock, so it is signed again by that.
    const plain = Object.entries(asked.headers).filter(([name]) => !/^(authorization|x-amz-.*|amz-sdk-.*)$/.test(name));
    const headers = Object.fromEntries(plain);
    const signature = signRequest(
      { method: asked.method, target: asked.path, headers },
      { ...LOCAL_CREDENTIALS, region: LOCAL_REGION },
      Date.now(),
    );
    send(response, await forward({ ...asked, headers: { ...headers, ...signature } }));
  };
}

export function withOneBitChanged(bytes: Buffer): Buffer {
  const other = Buffer.from(bytes);
  const middle = other.length >> 1;
  other[middle] = (other[middle] ?? 0) ^ 1;
  return other;
}
