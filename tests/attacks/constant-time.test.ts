// Where a stranger's signature or token is compared, every byte is looked at, wherever the first difference is, and every key is
// tried. No clock: what is read of the expected value is counted.
import { createHmac } from 'node:crypto';
import { createContext, Script } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { signatureOf, verifySignature } from '../../card-schema/signature.ts';
import { guardSource } from '../../local/card-site/guard.ts';
import { photoSiteGuardSource } from '../../local/photos/site-guard.ts';

const KEYS = ['first-key-of-this-test', 'second-key-of-this-test', 'third-key-of-this-test'];

/** Counts which places of which strings are read, one by one. */
function watchReads(prototype: { charCodeAt(at: number): number }) {
  const original = prototype.charCodeAt;
  const reads = new Map<string, number[]>();
  prototype.charCodeAt = function counted(this: string, at: number): number {
    const text = String(this);
    reads.set(text, [...(reads.get(text) ?? []), at]);
    return original.call(this, at);
  };
  return {
    /** How often each place of a text was read. */
    of: (text: string) => [...text].map((_, at) => (reads.get(text) ?? []).filter((place) => place === at).length),
    stop: () => {
      prototype.charCodeAt = original;
    },
  };
}

const spoiltAt = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

describe('a signature', () => {
  let reads: ReturnType<typeof watchReads>;
  beforeEach(() => {
    reads = watchReads(String.prototype);
  });
  afterEach(() => reads.stop());

  test.each([0, 10, 21])('that is wrong at character %d is read to its end, for each key', async (at) => {
    const [right = '', ...others] = await Promise.all(KEYS.map((key) => signatureOf('article/W10', key)));
    const wrong = spoiltAt(right, at);
    expect(await verifySignature(wrong, 'article/W10', KEYS)).toBe(false);
    expect(reads.of(wrong)).toEqual(Array(22).fill(KEYS.length));
    for (const expected of [right, ...others]) expect(reads.of(expected)).toEqual(Array(22).fill(1));
  });

  test.each([0, 1, 2])('that the key at place %d made is compared with all of them', async (at) => {
    const right = await signatureOf('article/W10', KEYS[at] ?? '');
    expect(await verifySignature(right, 'article/W10', KEYS)).toBe(true);
    // Once as what was sent for each key, and once as what was expected.
    expect(reads.of(right)).toEqual(Array(22).fill(KEYS.length + 1));
  });
});

/** The very file that CloudFront runs, and the prototype of the texts in it. */
function inSandbox(source: string) {
  const sandbox = createContext({ require: () => ({ createHmac }), Buffer }) as {
    handler?: (event: unknown) => { statusCode?: number };
  };
  new Script(source).runInContext(sandbox as object);
  return {
    sandbox,
    strings: new Script('String.prototype').runInContext(sandbox as object) as { charCodeAt(at: number): number },
  };
}

describe('a page token, in the very file that CloudFront runs,', () => {
  const { sandbox, strings } = inSandbox(guardSource(KEYS));
  const expiry = Math.floor(Date.now() / 1000) + 60;
  const macOf = (key = '') => createHmac('sha256', key).update(`/score/1-2-3\n${expiry}`).digest('base64url');
  const open = (mac: string) =>
    sandbox.handler?.({
      request: {
        method: 'GET',
        uri: '/score/1-2-3',
        querystring: { token: { value: `${expiry}.${mac}` } },
        headers: {},
        cookies: {},
      },
    });

  test.each([0, 20, 42])('that is wrong at character %d is read to its end, for each key', (at) => {
    const wrong = spoiltAt(macOf(KEYS[0]), at);
    const reads = watchReads(strings);
    const answer = open(wrong);
    reads.stop();
    expect(answer?.statusCode).toBe(403);
    expect(reads.of(wrong)).toEqual(Array(43).fill(KEYS.length));
    for (const key of KEYS) expect(reads.of(macOf(key))).toEqual(Array(43).fill(1));
  });

  test.each([0, 1, 2])('that the key at place %d made is compared with all of them', (at) => {
    const reads = watchReads(strings);
    const answer = open(macOf(KEYS[at]));
    reads.stop();
    expect(answer?.statusCode).toBeUndefined();
    expect(reads.of(macOf(KEYS[at]))).toEqual(Array(43).fill(KEYS.length + 1));
  });
});

describe('the signature of a photo, in the very file that CloudFront runs,', () => {
  const { sandbox, strings } = inSandbox(photoSiteGuardSource(KEYS));
  const id = '7h3k9m2p4q8r5t6v';
  const signature = (key = '') => signatureOf(`photos/${id}/800x600.jpg`, key);
  const open = (signed: string) =>
    sandbox.handler?.({
      request: { method: 'GET', uri: `/${id}/800x600.${signed}.jpg`, querystring: {}, headers: {}, cookies: {} },
    });

  test.each([0, 10, 20])('that is wrong at character %d is read to its end, for each key', async (at) => {
    const expected = await Promise.all(KEYS.map(signature));
    const wrong = spoiltAt(expected[0] ?? '', at);
    const reads = watchReads(strings);
    const answer = open(wrong);
    reads.stop();
    expect(answer?.statusCode).toBe(403);
    expect(reads.of(wrong)).toEqual(Array(22).fill(KEYS.length));
    for (const one of expected) expect(reads.of(one)).toEqual(Array(22).fill(1));
  });

  test.each([0, 1, 2])('that the key at place %d made is compared with all of them', async (at) => {
    const right = await signature(KEYS[at]);
    const reads = watchReads(strings);
    const answer = open(right);
    reads.stop();
    expect(answer?.statusCode).toBeUndefined();
    expect(reads.of(right)).toEqual(Array(22).fill(KEYS.length + 1));
  });
});
