// @examples article
// Closed templates whose addresses are signed, at the root and in a folder, in the place of two of ours: all that follows from a
// template's addressing, through the functions themselves.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { choice, integer } from '../../card-schema/fields.ts';
import { defineTemplate } from '../../card-schema/template.ts';

const KEY = 'edgecard-development-signing-key'; // which the events of tests allow
const OTHER_KEY = 'someone else’s key';

const alt = () => 'words';
const league = defineTemplate({
  addressing: 'root',
  signed: true,
  description: 'A place in a league.',
  fields: { place: integer({ label: 'Place', min: 1, max: 20 }), form: choice({ label: 'Form', options: ['win', 'loss'] }) },
  examples: { plain: { place: 7 } },
  alt,
});
const streak = defineTemplate({
  addressing: 'closed',
  signed: true,
  description: 'Days in a row.',
  fields: { days: integer({ label: 'Days', min: 0, max: 999 }) },
  examples: { plain: { days: 128 } },
  alt,
});

jest.unstable_mockModule('../../card-schema/templates/score.ts', () => ({ score: league }));
jest.unstable_mockModule('../../card-schema/templates/quote.ts', () => ({ quote: streak }));

async function load() {
  const [paths, catalogue, examples, keys, lines, url, request, cacheKeys, events, versions] = await Promise.all([
    import('../../card-schema/card-path.ts'),
    import('../../card-schema/catalogue.ts'),
    import('../../card-schema/example-card.ts'),
    import('../../edge/core/card-key.ts'),
    import('../../edge/core/prerender/card-line.ts'),
    import('../../card-schema/card-url.ts'),
    import('../../edge/create-origin-request.ts'),
    import('../edge/cache-keys.ts'),
    import('../support/events.ts'),
    import('../support/design-versions.ts'),
  ]);
  return { ...paths, ...catalogue, ...examples, ...keys, ...lines, ...url, ...request, ...cacheKeys, ...events, ...versions };
}
let the: Awaited<ReturnType<typeof load>>;
beforeAll(async () => {
  the = await load();
});

describe.each([
  ['at the root', 'score', { place: 7, form: 'loss' }, 'score/7-loss', /^\/7-loss\.[A-Za-z0-9_-]{22}\.jpg$/, '/7-loss.jpg'],
  ['in a folder', 'quote', { days: 128 }, 'quote/128', /^\/quote\/128\.[A-Za-z0-9_-]{22}\.jpg$/, '/quote/128.jpg'],
] as const)('A closed template that is signed, %s,', (_, template, input, message, signedPath, unsigned) => {
  const card = () => the.createCard(template as string, input);
  const signed = (key = KEY) => the.signCardPath(card(), key);

  test('has addresses with a signature of template and values, and no others', async () => {
    const path = await signed();
    expect(path).toMatch(signedPath);
    const { createHmac } = await import('node:crypto');
    const mac = createHmac('sha256', KEY).update(message).digest().subarray(0, 16).toString('base64url');
    expect(path).toContain(`.${mac}.jpg`);
    expect(await the.verifyCardPath(path, [OTHER_KEY, KEY])).toEqual(card());
    expect(the.formatCardPath(the.parseCardPath(path))).toBe(path);
    await expect(the.verifyCardPath(unsigned, [KEY])).rejects.toMatchObject({ code: 'not_a_card' });
    await expect(the.verifyCardPath(await signed(OTHER_KEY), [KEY])).rejects.toMatchObject({ code: 'bad_signature' });
    expect(() => the.formatCardPath({ card: card() })).toThrow(`A path of ${template} needs a signature.`);
    await expect(the.signCardPath(card(), undefined)).rejects.toMatchObject({ code: 'no_signing_key' });
  });

  test('is signed by the main site’s helper, and cannot be without a key', async () => {
    const origin = 'https://social.app.com';
    const options = { origin, signingKey: KEY, designVersions: {} };
    expect(await the.cardUrl(template as 'default', input as never, options)).toBe(`${origin}${await signed()}`);
    await expect(the.cardUrl(template as 'default', input as never, { origin })).rejects.toMatchObject({
      code: 'no_signing_key',
    });
  });

  test('keeps its key in the bucket, where nobody needs a signature', () => {
    const versions = the.DESIGN_VERSIONS;
    const key = the.formatCardKey(card(), versions);
    expect(key).toBe(`${versions[template]}/${message}.jpg`);
    expect(the.parseCardKey(key).card).toEqual(card());
  });

  test('is opened at the edge for a right signature alone; an old unsigned address shows the default card', async () => {
    const versions = the.DESIGN_VERSIONS;
    const handler = the.createOriginRequest({ designVersions: versions, log: () => {} });
    const uriOf = async (path: string) => ((await handler(the.originRequestEvent(path))) as { uri: string }).uri;
    const ofDefault = `/${versions.default}/default/default.jpg`;
    expect(await uriOf(await signed())).toBe(`/${versions[template]}/${message}.jpg`);
    expect(await uriOf(await signed(OTHER_KEY))).toBe(ofDefault);
    expect(await uriOf(unsigned)).toBe(ofDefault);
  });

  test('has a cache key for what may be signed, and none for an address without a signature', async () => {
    const path = await signed();
    expect(the.keyOf(path)).toBe(the.current(template, path));
    expect(the.keyOf(unsigned)).toBe('/default.jpg');
  });

  test('may be prerendered by its params, or by a signed path', async () => {
    const line = JSON.stringify({ template, params: input });
    expect(await the.parseCardLine(line, [KEY])).toEqual(card());
    expect(await the.parseCardLine(await signed(), [KEY])).toEqual(card());
    await expect(the.parseCardLine(unsigned, [KEY])).rejects.toMatchObject({ code: 'not_a_card' });
  });
});

test('Such a template is no example of a card that anybody may ask for, and is one of a card that is signed', () => {
  expect(the.unsignedExample()).toBeUndefined();
  expect(the.signedExample()?.template).toBe('article');
  expect(the.examplePath()).toBe('/default.jpg');
});
