// CloudFront's own answers: each is brought about here, at its very limit where it has one.
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudFrontFunction, ViewerRequestEvent } from '../../../local/cloudfront/cloudfront-function.ts';
import { REFUSALS, type RefusalName } from '../../../local/cloudfront/refusals.ts';
import { type LocalCloudFront, openCloudFront, requestOf } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openCloudFront({ functionTimeoutMs: 50 });
});
afterEach(() => cf.close());

type Case = readonly [string, () => Promise<Pick<RawAnswer, 'status' | 'body'>>];

/** A request whose path and headers, each with its line's end, have exactly so many bytes. */
const askWithBytes = (count: number) => {
  const [path, headers] = ['/x', 'Host: a\r\nConnection: close\r\nx-a: '];
  const filler = 'x'.repeat(count - path.length - headers.length - 2);
  return askRaw(`GET ${path} HTTP/1.1\r\n${headers}${filler}\r\n\r\n`);
};
/** In either function. */
const failing = (what: string, run: () => Promise<unknown>): Case[] =>
  (['originRequest', 'originResponse'] as const).map((trigger) => [
    `${what}, ${trigger}`,
    () => {
      cf.state[trigger] = run;
      return cf.ask('/x');
    },
  ]);
/** In the function on viewer-request. */
const spoilt = (what: string, run: (event: ViewerRequestEvent) => unknown): Case[] => [
  [
    what,
    () => {
      cf.state.viewerRequest = run as CloudFrontFunction; // what no type would let through is what is tried
      return cf.ask('/x');
    },
  ],
];
const circular: Record<string, unknown> = {};
circular['self'] = circular;

/** Answer → its status, and what brings it about. Written out, so that it is held against the code and not by it. */
const CASES: Readonly<Record<RefusalName, readonly [status: number, cases: readonly Case[]]>> = {
  'no HTTP': [
    400,
    [
      ['a version that there is not', () => askRaw('GET / HTTP/9\r\nbroken\r\n\r\n')],
      ['a path without a slash', () => askRaw('GET x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')],
    ],
  ],
  'another method': [
    403,
    ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'].map((method) => [method, () => cf.ask('/x', { method, body: 'x' })]),
  ],
  'a request’s body': [
    403,
    [
      ['with its length', () => cf.ask('/x', { body: 'x', headers: { 'content-length': '1' } })],
      ['in chunks', () => cf.ask('/x', { body: 'x', headers: { 'transfer-encoding': 'chunked' } })],
    ],
  ],
  'a long address': [
    414,
    [
      ['8,193 bytes', () => cf.ask(`/${'x'.repeat(8192)}`)],
      ['8,193 bytes with the query', () => cf.ask(`/x?${'x'.repeat(8190)}`)],
    ],
  ],
  'a range beyond the end': [
    416,
    [
      [
        'the eleventh byte of ten',
        async () => {
          await cf.put('a', '0123456789');
          return cf.ask('/a', { headers: { range: 'bytes=10-' } });
        },
      ],
    ],
  ],
  'large headers': [
    494,
    [
      ['32,769 bytes', () => askWithBytes(32_769)],
      ['more than Node alone would take', () => cf.ask('/x', { headers: { 'x-a': 'x'.repeat(300_000) } })],
    ],
  ],
  'S3 out of reach': [
    502,
    [
      [
        'nobody listens',
        async () => {
          await cf.stopS3();
          return cf.ask('/x');
        },
      ],
    ],
  ],
  FunctionExecutionError: [
    503,
    [
      ...spoilt('an error', () => {
        throw new Error('planted');
      }),
      ...spoilt('no result', () => undefined),
      ...spoilt('a text', () => '/x'),
      ...spoilt('an array', () => []),
      ...spoilt('no request', () => ({})),
      ...spoilt('a promise', async ({ request }) => request),
      ...spoilt('another method', ({ request }) => ({ ...request, method: 'POST' })),
      ...spoilt('a uri without a slash', ({ request }) => ({ ...request, uri: 'x' })),
      ...spoilt('a uri of 8,193 characters', ({ request }) => ({ ...request, uri: `/${'x'.repeat(8192)}` })),
      ...spoilt('a query that is a text', ({ request }) => ({ ...request, querystring: 'a=1' })),
    ],
  ],
  LambdaValidationError: [
    502,
    [
      ...failing('no result', async () => undefined),
      ...failing('null', async () => null),
      ...failing('a text', async () => 'request'),
      ...failing('an array', async () => []),
      ...failing('an empty object', async () => ({})),
      ...failing('a number as its status', async () => ({ status: 200 })),
    ],
  ],
  LambdaExecutionError: [
    503,
    [
      ...failing('an error', () => Promise.reject(new Error('planted'))),
      ...failing('what is not an error', () => Promise.reject('planted')),
      ...failing('what JSON cannot say', async () => circular),
    ],
  ],
  LambdaLimitExceeded: [503, failing('no result in time', () => new Promise(() => {}))],
};
const BY_FUNCTIONS = /^Lambda/;
/** S3 has been asked before these. */
const BY_S3: readonly string[] = ['a range beyond the end', 'S3 out of reach'];

test('CloudFront’s own answers each have cases here', () => {
  expect(Object.keys(CASES)).toEqual(Object.keys(REFUSALS));
  for (const { says, source } of Object.values(REFUSALS)) expect([says.length > 20, source.length > 5]).toEqual([true, true]);
});

describe.each(Object.entries(CASES))('%s', (name, [status, cases]) => {
  test.each(cases)(`is a ${status}: %s`, async (_, ask) => {
    const answer = await ask();
    const { title, sentence } = REFUSALS[name as RefusalName];
    expect(answer.status).toBe(status);
    const page = answer.body.toString();
    expect(page).toContain(`<h1>${status} ERROR</h1><h2>${title}</h2><p>${sentence}</p>`);
    expect(page).not.toContain('planted');
    if (BY_FUNCTIONS.test(name)) {
      expect(cf.logged).toEqual([['function_failed', { kind: name, reason: expect.any(String), method: 'GET', path: '/x' }]]);
    } else if (!BY_S3.includes(name)) expect(cf.events.requests).toEqual([]);
  });
});

test('HEAD with a body is refused like GET', async () => {
  const { status, body } = await askRaw('HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx');
  expect([status, body.toString(), cf.events.requests]).toEqual([403, '', []]);
});

test('A viewer may use 8,192 bytes of URL and 32,768 in all', async () => {
  await cf.ask(`/${'x'.repeat(8191)}`);
  await askWithBytes(32_768);
  expect(cf.events.requests.map((event) => requestOf(event).uri.length)).toEqual([8192, 2]);
});

/** Sends bytes as they are, and reads until the connection ends. */
function askRaw(text: string): Promise<Pick<RawAnswer, 'status' | 'body'>> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(cf.port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (part) => {
      answer += part;
    });
    socket.once('error', reject);
    socket.once('close', () => {
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
      resolve({ status, body: Buffer.from(answer.split('\r\n\r\n').slice(1).join('')) });
    });
  });
}
