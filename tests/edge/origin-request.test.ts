import { describe, expect, test } from '@jest/globals';
import type { CloudFrontRequest } from 'aws-lambda';
import { signCardPath } from '../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { formatCardKey, keyWithPayload } from '../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, type EventOptions, originRequestEvent } from '../support/events.ts';
import { recordingLog } from '../support/log.ts';
import { longCard, OPEN_CARD, SAMPLE_CARD, SAMPLE_PATH } from '../support/sample-cards.ts';

const DEFAULT_URI = `/${formatCardKey(DEFAULT_CARD, DESIGN_VERSIONS)}`;
const SAMPLE_URI = `/${formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS)}`;
const encoded = (letter: string) => `%${letter.charCodeAt(0).toString(16)}`;

/** What every line of a sandbox's first request says. */
const LINE = {
  event: 'request',
  stage: 'prod',
  function: 'origin-request',
  requestId: originRequestEvent('/').Records[0]?.cf.config.requestId,
  method: 'GET',
  cold: true,
};

async function rewritten(uri: string, options: EventOptions = {}) {
  const { log, entries } = recordingLog();
  const event = originRequestEvent(uri, options);
  const before = structuredClone(event.Records[0]?.cf.request);
  const result = await createOriginRequest({ designVersions: DESIGN_VERSIONS, log })(event);
  const { uri: found, headers } = result as CloudFrontRequest;
  const { 'x-card-payload': payload, ...others } = headers;
  const { 'x-card-payload': _, ...had } = before?.headers ?? {};
  // Only the address may change, and the payload's header: anything else is a 502.
  expect({ ...result, uri, headers: others }).toEqual({ ...before, headers: had });
  return { uri: found, payload, entries };
}

describe('origin-request', () => {
  test.each(EXAMPLES)('sends a card of $template ($name) to its own key', async ({ card }) => {
    const { uri, entries } = await rewritten(await signCardPath(card, DEVELOPMENT_KEYS.signing));
    expect(uri).toBe(`/${formatCardKey(card, DESIGN_VERSIONS)}`);
    expect(entries).toEqual([
      { ...LINE, outcome: 'card', template: card.template, key: expect.stringContaining(`/${card.template}/`) },
    ]);
  });

  test('knows its first request from those that follow', async () => {
    const { log, entries } = recordingLog();
    const handler = createOriginRequest({ designVersions: DESIGN_VERSIONS, log });
    for (const path of ['/robots.txt', SAMPLE_PATH, '/nope']) await handler(originRequestEvent(path));
    expect(entries.map(({ outcome, cold }) => [outcome, cold])).toEqual([
      ['static_object', true],
      ['card', false],
      ['default_card', false],
    ]);
  });

  test('finds the same key under any design version in the path', async () => {
    expect((await rewritten(`/~ffffffffffff${SAMPLE_PATH}`)).uri).toBe(SAMPLE_URI);
  });

  test.each([
    '/nope.exe',
    '/../../etc/passwd',
    '/%00.jpg',
    '/9999999-1-1-1-1-1-1-1-1.jpg',
    '/',
    `/${'x'.repeat(8000)}`,
    '/packs/0123',
    SAMPLE_PATH.replace('.', '%2E%2F'),
    SAMPLE_PATH.replace('.jpg', '%252Ejpg'),
    `${SAMPLE_PATH}/`,
    SAMPLE_PATH.replace('/', '/%%32D'),
    `${DEFAULT_URI}`,
  ])('sends %p to the default card and logs why', async (path) => {
    const { uri, entries } = await rewritten(path);
    expect(uri).toBe(DEFAULT_URI);
    const why = { code: expect.any(String), reason: expect.any(String) };
    expect(entries).toEqual([{ ...LINE, outcome: 'default_card', pathLength: expect.any(Number), ...why }]);
  });

  test.each([
    `/${SAMPLE_PATH}`,
    `/${[...SAMPLE_PATH.slice(1)].map((letter) => (/[-.a-e]/.test(letter) ? encoded(letter) : letter)).join('')}`,
    `/%7Effffffffffff${SAMPLE_PATH}`,
    `/%7effffffffffff/${SAMPLE_PATH}`,
    `/.${SAMPLE_PATH}`,
    `/%2e%2E/x/..${SAMPLE_PATH.replace('.jpg', '.%6A%70%67')}`,
  ])('takes %s for the card that it is by RFC 3986', async (path) => {
    expect((await rewritten(path)).uri).toBe(SAMPLE_URI);
  });

  test.each([
    ['a short card', SAMPLE_PATH],
    ['no card', '/nope.exe'],
    ['a stored object', '/robots.txt'],
  ])('takes a payload away that came with the request for %s', async (_, path) => {
    const { payload } = await rewritten(path, { requestHeaders: { 'x-card-payload': 'WyJzdG9sZW4iXQ' } });
    expect(payload).toBeUndefined();
  });

  test('sends everything to the default card when the configuration is bad', async () => {
    const { uri, entries } = await rewritten(SAMPLE_PATH, { config: {} });
    expect([uri, entries[0]?.code]).toEqual([DEFAULT_URI, 'bad_config']);
  });

  test.each(['/robots.txt', '/favicon.ico'])('leaves the stored object %s where it is', async (path) => {
    const { uri, entries } = await rewritten(path);
    expect([uri, entries]).toEqual([path, [{ ...LINE, outcome: 'static_object' }]]);
  });
});

const card = longCard();
if (card)
  describe('a card whose key holds a hash', () => {
    test('sends its payload along', async () => {
      const { uri, payload, entries } = await rewritten(await signCardPath(card, DEVELOPMENT_KEYS.signing, 'ffffffffffff'));
      const wanted = keyWithPayload(card, DESIGN_VERSIONS);
      expect(uri).toBe(`/${wanted.key}`);
      expect(payload).toEqual([{ key: 'x-card-payload', value: wanted.payload }]);
      expect(entries).toEqual([{ ...LINE, outcome: 'card', template: card.template, key: wanted.key }]);
    });

    test('has its own payload in place of one that came with the request', async () => {
      const path = await signCardPath(card, DEVELOPMENT_KEYS.signing);
      const { payload } = await rewritten(path, { requestHeaders: { 'X-Card-Payload': 'WyJzdG9sZW4iXQ' } });
      expect(payload).toEqual([{ key: 'x-card-payload', value: keyWithPayload(card, DESIGN_VERSIONS).payload }]);
    });
  });

const open = OPEN_CARD;
if (open)
  describe('an open card', () => {
    test('that is forged is sent to the default card, whose line has neither signature nor texts', async () => {
      const path = await signCardPath(open, 'someone else’s signing key');
      const { uri, entries } = await rewritten(path);
      expect(uri).toBe(DEFAULT_URI);
      expect(entries).toEqual([
        { ...LINE, outcome: 'default_card', pathLength: path.length, code: 'bad_signature', reason: expect.any(String) },
      ]);
      for (const part of path.split(/[/.]/).filter((text) => text.length > 10))
        expect(JSON.stringify(entries)).not.toContain(part);
    });

    test('is not opened without a signing key', async () => {
      const { 'x-card-signing-keys': _, ...config } = CONFIG_HEADERS;
      const path = await signCardPath(open, DEVELOPMENT_KEYS.signing);
      const { uri, entries } = await rewritten(path, { config });
      expect([uri, entries[0]?.code]).toEqual([DEFAULT_URI, 'no_signing_key']);
    });
  });
