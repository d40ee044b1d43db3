// The function in front of the cache, with whatever templates there are, and with a team's.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { MAX_PATH_LENGTH, parseCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { choice, integer, text } from '../../card-schema/fields.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { STATIC_OBJECTS } from '../../edge/core/answers.ts';
import { loadFunction, MAX_FUNCTION_BYTES } from '../../local/cloudfront/cloudfront-function.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { SAMPLE_CARD, SAMPLE_PATH } from '../support/sample-cards.ts';
import { current, DEFAULT, KEY, keyOf, load, OLD, SIGNATURE } from './cache-keys.ts';

/** The default card has no version in its key, because it stands in for any address. */
const SAMPLE_KEY = SAMPLE_CARD.template === 'default' ? SAMPLE_PATH : current(SAMPLE_CARD.template, SAMPLE_PATH);

test('the file keeps to the rules of its runtime', () => {
  const source = picturePathsSource(DESIGN_VERSIONS);
  expect(Buffer.byteLength(source)).toBeLessThanOrEqual(MAX_FUNCTION_BYTES);
  expect(source).not.toMatch(/\{\{|\b(export|require|async|setTimeout|URL)\b\s*[({]/);
  const event = {
    method: 'HEAD',
    uri: `/${SAMPLE_PATH}`,
    querystring: { fbclid: { value: 'x' } },
    headers: { a: { value: 'b' } },
  };
  const context = { distributionDomainName: 'd', distributionId: 'E', eventType: 'viewer-request', requestId: 'r' } as const;
  const request = { ...event, cookies: {} };
  expect(loadFunction(source)({ version: '1.0', context, viewer: { ip: '203.0.113.9' }, request })).toEqual({
    ...request,
    uri: SAMPLE_KEY,
    querystring: {},
  });
});

test('it knows the limits that the judge behind it has', () => {
  const source = readFileSync(projectPath('edge/picture-paths.js'), 'utf8');
  expect(source).toContain(`MAX_LENGTH = ${MAX_PATH_LENGTH};`);
  for (const path of STATIC_OBJECTS) expect(keyOf(path)).toBe(path);
  expect(DEFAULT).toBe(`/${DEFAULT_CARD.template}.jpg`);
});

describe('all addresses of a card have one cache key', () => {
  test.each([
    SAMPLE_PATH,
    `/~${OLD}${SAMPLE_PATH}`,
    `/%7E${OLD}${SAMPLE_PATH}`,
    SAMPLE_PATH.replace('.jpg', '%2Ejpg'),
    `/${SAMPLE_PATH}`,
    `//~${OLD}/${SAMPLE_PATH}`,
    `/.${SAMPLE_PATH}`,
    `/a/b/../..${SAMPLE_PATH}`,
    `/%2e%2E/%2e${SAMPLE_PATH}`,
  ])('%s', (path) => {
    expect(keyOf(path)).toBe(SAMPLE_KEY);
  });

  test('those of each example', async () => {
    for (const { card, template } of EXAMPLES.filter((example) => example.template !== 'default')) {
      const plain = await signCardPath(card, KEY);
      const wanted = current(template, plain);
      const escaped = plain.replace(/[^/]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
      for (const path of [plain, wanted, await signCardPath(card, KEY, OLD), plain.replaceAll('/', '///'), escaped]) {
        expect(keyOf(path)).toBe(wanted);
      }
      expect(parseCardPath(wanted).card).toEqual(card);
    }
  });
});

describe('a team’s own templates', () => {
  const own = {
    league: {
      addressing: 'closed',
      fields: { home: integer({ label: 'Home', min: 5, max: 120 }), form: choice({ label: 'Form', options: ['win', 'loss'] }) },
    },
    table: { addressing: 'root', signed: true, fields: { place: integer({ label: 'Place', min: 1, max: 20 }) } },
    round: { addressing: 'closed', signed: true, fields: { n: integer({ label: 'N', min: 1, max: 9 }) } },
    note: { addressing: 'open', fields: { words: text({ label: 'Words', max: 20 }) } },
    face: { addressing: 'fixed', fields: {} },
    default: { addressing: 'fixed', fields: {} },
  } as const;
  const versions = {
    league: 'aaaaaaaaaaaa',
    table: 'eeeeeeeeeeee',
    round: '999999999999',
    note: 'bbbbbbbbbbbb',
    face: 'cccccccccccc',
    default: 'dddddddddddd',
  } as never;
  const ownKeyOf = load(picturePathsSource(versions, own));

  test.each([
    ['/league/5-win.jpg', '/~aaaaaaaaaaaa/league/5-win.jpg'],
    ['/~0123456789ab/league/120-loss.jpg', '/~aaaaaaaaaaaa/league/120-loss.jpg'],
    ['/league/4-win.jpg', DEFAULT],
    ['/league/121-win.jpg', DEFAULT],
    ['/league/5-draw.jpg', DEFAULT],
    ['/league/5-constructor.jpg', DEFAULT],
    ['/league/win-5.jpg', DEFAULT],
    ['/5-win.jpg', DEFAULT],
    ['/face.jpg', '/~cccccccccccc/face.jpg'],
    ['/face/face.jpg', DEFAULT],
    [`/note/WyJhIl0.${SIGNATURE}.jpg`, `/~bbbbbbbbbbbb/note/WyJhIl0.${SIGNATURE}.jpg`],
    ['/12-34-10.jpg', DEFAULT],
    [`/7.${SIGNATURE}.jpg`, `/~eeeeeeeeeeee/7.${SIGNATURE}.jpg`],
    [`/~0123456789ab/7.${SIGNATURE}.jpg`, `/~eeeeeeeeeeee/7.${SIGNATURE}.jpg`],
    ['/7.jpg', DEFAULT],
    [`/21.${SIGNATURE}.jpg`, DEFAULT],
    [`/7.${SIGNATURE}A.jpg`, DEFAULT],
    [`/round/9.${SIGNATURE}.jpg`, `/~999999999999/round/9.${SIGNATURE}.jpg`],
    ['/round/9.jpg', DEFAULT],
    [`/round/0.${SIGNATURE}.jpg`, DEFAULT],
    [`/league/5-win.${SIGNATURE}.jpg`, DEFAULT],
    [`/face.${SIGNATURE}.jpg`, DEFAULT],
  ])('%s is known by their schema alone', (path, key) => {
    expect(ownKeyOf(path)).toBe(key);
  });

  test('a closed one with a field that no address can bound is refused when it is built', () => {
    const bad = { bad: { addressing: 'closed', fields: { words: text({ label: 'Words', max: 20 }) } } } as const;
    expect(() => picturePathsSource(versions, bad)).toThrow('"words" is of the kind text: only open templates can have it.');
  });

  test('many of them still fit', () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`template${at}`, { addressing: 'open', fields: {} }] as const),
    );
    const all = Object.fromEntries(Object.keys(many).map((name) => [name, '0123456789ab'])) as never;
    expect(Buffer.byteLength(picturePathsSource(all, many))).toBeLessThanOrEqual(MAX_FUNCTION_BYTES);
  });

  test('thirty with a choice of fifteen words fit, because no comment takes their room', () => {
    const words = Array.from({ length: 15 }, (_, at) => `word${at}`) as [string, ...string[]];
    const names = Array.from({ length: 30 }, (_, at) => `template${at}`);
    const fields = { word: choice({ label: 'Word', options: words }) };
    const many = Object.fromEntries(names.map((name) => [name, { addressing: 'closed', fields } as const]));
    const source = picturePathsSource(Object.fromEntries(names.map((name) => [name, '0123456789ab'])) as never, many);
    expect(source).not.toMatch(/^\s*\/\//m);
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(MAX_FUNCTION_BYTES);
    expect(load(source)('/template7/word3.jpg')).toBe('/~0123456789ab/template7/word3.jpg');
  });
});
