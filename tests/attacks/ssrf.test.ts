// Whatever a card, an image host or a name server says, the function connects to allowed hosts at public addresses and to nothing
// else, and takes no more bytes, pixels and time than it may.
import { isIP } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import {
  answerWith,
  asked,
  counted,
  countForbidden,
  decoys,
  fetchImage,
  HOSTILE,
  nameServer,
  redirectTo,
  refused,
  START,
  shareHostileHost,
  watch,
} from './hostile-host.ts';
import { FORBIDDEN_ADDRESSES, FORBIDDEN_URLS } from './ssrf-cases.ts';

shareHostileHost();

/** Addresses that name no host, so that no name server is asked. */
const LITERAL_URLS = FORBIDDEN_URLS.filter(([, url]) => {
  const { protocol, hostname } = URL.parse(url.replaceAll('{port}', '1')) ?? {};
  return protocol === 'https:' && isIP(hostname?.replace(/^\[|\]$/g, '') ?? '');
});
const notPublic = (address: string) => refusedBecause(`images.example.com is at ${address}, which is not public`);
const refusedBecause = (why: string) => ({ ...refused, message: expect.stringContaining(withPort(why)) });
const withPort = (text: string) => text.replaceAll('{port}', String(decoys.port));
/** As it can stand in a header. A browser would write it so as well. */
const asLocation = (url: string) => withPort(url).replace(/[^\t\x20-\x7e]/g, encodeURIComponent);

test('the decoys and the watch see a fetcher that is not guarded', async () => {
  const unguarded = { mayConnect: () => true };
  const ADDRESSES = [
    ['127.0.0.1', 1],
    ['127.0.0.2', 1],
    ['::1', 1],
    ['0.0.0.0', 1],
    ['::ffff:7f00:1', 1],
    ['127.0.0.200', 0],
  ] as const;
  const hasIpv6 = decoys.addresses.includes('::1');
  for (const [address, visits] of ADDRESSES.filter(([each]) => hasIpv6 || !each.includes(':'))) {
    decoys.forget();
    watch.forget();
    await expect(fetchImage(START, { ...unguarded, lookup: nameServer([address]), budgetMs: 1000 })).rejects.toMatchObject(
      refused,
    );
    expect([watch.tried, decoys.visits.length]).toEqual([[address], visits]);
  }
});

describe('a forbidden address is not connected to', () => {
  test.each(FORBIDDEN_URLS)('when a card names it: %s', async (_, template, why) => {
    await expect(fetchImage(withPort(template))).rejects.toMatchObject(refusedBecause(why));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_URLS.filter(([, url]) => url.length < 10_000))(
    'after a redirect: %s',
    async (_, template, why, _card, whyAfterRedirect = why) => {
      answerWith(redirectTo(asLocation(template)));
      await expect(fetchImage(START)).rejects.toMatchObject(refusedBecause(whyAfterRedirect));
      expect(countForbidden()).toEqual([]);
      expect(asked).toEqual(['/start']);
    },
  );

  test.each(LITERAL_URLS)('when the deployment allows it by mistake: %s', async (_, template) => {
    const { hostname } = new URL(template);
    const because = refusedBecause(`${hostname} is an address, not a name`);
    await expect(fetchImage(template, { hosts: [hostname] })).rejects.toMatchObject(because);
    answerWith(redirectTo(asLocation(template)));
    await expect(fetchImage(START, { hosts: ['images.example.com', hostname] })).rejects.toMatchObject(because);
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual(['/start']);
  });

  test.each(FORBIDDEN_ADDRESSES)('when an allowed name has it: %s, %s', async (_, address) => {
    await expect(fetchImage(START, { lookup: nameServer([address]) })).rejects.toMatchObject(notPublic(address));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_ADDRESSES)('when it is one answer of two: %s, %s', async (_, address) => {
    await expect(fetchImage(START, { lookup: nameServer([HOSTILE, address]) })).rejects.toMatchObject(notPublic(address));
    expect(countForbidden()).toEqual([]);
    expect(asked).toEqual([]);
  });

  test.each(FORBIDDEN_ADDRESSES)(
    'when the name has it at the second look, after a redirect to itself: %s, %s',
    async (_, address) => {
      answerWith(redirectTo('/again'));
      await expect(fetchImage(START, { lookup: nameServer([HOSTILE], [address]) })).rejects.toMatchObject(notPublic(address));
      expect(asked).toEqual(['/start']);
      expect(countForbidden()).toEqual([]);
    },
  );

  test('when the name changes between check and use: it is looked up once for each connection', async () => {
    answerWith((_, response) => response.writeHead(404).end());
    const lookup = nameServer([HOSTILE], ['127.0.0.1']);
    await expect(fetchImage(START, { lookup })).rejects.toMatchObject(refused);
    expect([lookup.lookups(), countForbidden()]).toEqual([1, []]);
  });

  test('when a redirect leads through ten hosts', async () => {
    answerWith(redirectTo('/next'));
    await expect(fetchImage(START)).rejects.toMatchObject(refused);
    expect(asked).toHaveLength(4);
    expect(countForbidden()).toEqual([]);
  });
});

test('the table is as long as was asked for', () => {
  expect(counted.cases).toBeGreaterThanOrEqual(60);
  expect(counted.forbidden).toBe(0);
});
