import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { MAX_PATH_LENGTH, parseCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { DEFAULT_CARD, TEMPLATE_NAMES, type TemplateName } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { choice, integer, text } from '../../card-schema/fields.ts';
import { normalPath } from '../../card-schema/normal-path.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { STATIC_OBJECTS } from '../../edge/core/answers.ts';
import { type FunctionRequest, loadFunction, MAX_FUNCTION_BYTES } from '../../local/cloudfront/cloudfront-function.ts';
import { projectPath } from '../../project-path.ts';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { fc } from '../support/fast-check.ts';
import { longCard } from '../support/long-card.ts';

const KEY = 'a key for tests only';
const SCORE = DESIGN_VERSIONS.score;
const OLD = 'ffffffffffff';
const SIGNATURE = 'A'.repeat(22);
const DEFAULT = '/default.jpg';

/** Loaded once: a call through loadFunction costs a script of its own. */
function load(source: string): (uri: string) => string {
  const sandbox = createContext({}) as { handler?: (event: unknown) => FunctionRequest };
  new Script(source).runInContext(sandbox as object);
  return (uri) => sandbox.handler?.({ request: { method: 'GET', uri, querystring: {}, headers: {}, cookies: {} } }).uri ?? '';
}

const keyOf = load(picturePathsSource(DESIGN_VERSIONS));
const current = (template: TemplateName, path: string) => path.replace('/', `/~${DESIGN_VERSIONS[template]}/`);

test('the file keeps to the rules of its runtime', () => {
  const source = picturePathsSource(DESIGN_VERSIONS);
  expect(Buffer.byteLength(source)).toBeLessThanOrEqual(MAX_FUNCTION_BYTES);
  expect(source).not.toMatch(/\{\{|\b(export|require|async|setTimeout|URL)\b\s*[({]/);
  const event = {
    method: 'HEAD',
    uri: '//12-34-10.jpg',
    querystring: { fbclid: { value: 'x' } },
    headers: { a: { value: 'b' } },
  };
  const context = { distributionDomainName: 'd', distributionId: 'E', eventType: 'viewer-request', requestId: 'r' } as const;
  const request = { ...event, cookies: {} };
  expect(loadFunction(source)({ version: '1.0', context, viewer: { ip: '203.0.113.9' }, request })).toEqual({
    ...request,
    uri: `/~${SCORE}/12-34-10.jpg`,
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
    '/12-34-10.jpg',
    `/~${SCORE}/12-34-10.jpg`,
    `/~${OLD}/12-34-10.jpg`,
    `/%7E${OLD}/12-34-10.jpg`,
    `/%7e${SCORE}/12-34-10.jpg`,
    '/12%2D34%2d10%2Ejpg',
    '/%31%32-34-10.%6a%70%67',
    '//12-34-10.jpg',
    `//~${SCORE}//12-34-10.jpg`,
    '/./12-34-10.jpg',
    '/a/b/../../12-34-10.jpg',
    '/%2e%2E/%2e/12-34-10.jpg',
  ])('%s', (path) => {
    expect(keyOf(path)).toBe(`/~${SCORE}/12-34-10.jpg`);
  });

  test.each(EXAMPLES.filter(({ template }) => template !== 'default'))('$template, $name', async ({ card, template }) => {
    const plain = await signCardPath(card, KEY);
    const wanted = current(template, plain);
    const escaped = plain.replace(/[^/]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    for (const path of [plain, wanted, await signCardPath(card, KEY, OLD), plain.replaceAll('/', '///'), escaped]) {
      expect(keyOf(path)).toBe(wanted);
    }
    expect(parseCardPath(wanted).card).toEqual(card);
  });

  test('the longest card', async () => {
    const path = await signCardPath(longCard(), KEY, DESIGN_VERSIONS.article);
    expect(keyOf(path)).toBe(path);
    expect(keyOf(await signCardPath(longCard(), KEY))).toBe(path);
  });

  test('a deploy that changes one template changes the keys of its cards alone', async () => {
    const next = load(picturePathsSource({ ...DESIGN_VERSIONS, score: '0123456789ab' }));
    expect(next('/12-34-10.jpg')).toBe('/~0123456789ab/12-34-10.jpg');
    expect(next(`/~${SCORE}/12-34-10.jpg`)).toBe('/~0123456789ab/12-34-10.jpg');
    const article = await signCardPath(longCard(), KEY);
    expect(next(article)).toBe(keyOf(article));
  });
});

describe('what cannot be a card has the key of the default card', () => {
  const payload = 'WyJhIl0';
  test.each([
    DEFAULT,
    `/~${DESIGN_VERSIONS.default}/default.jpg`,
    `/~${OLD}/default.jpg`,
    '//default.jpg',
    '/',
    '',
    '/index.html',
    '/wp-login.php',
    '/.env',
    '/12-34-10.png',
    '/12-34-10.JPG',
    '/12-34-10.jpg/',
    '/12-34-10.jpg/.',
    '/12-34.jpg',
    '/12-34-10-1.jpg',
    '/012-34-10.jpg',
    '/12-34-1000000.jpg',
    '/-1-34-10.jpg',
    '/12-34-x.jpg',
    '/12--10.jpg',
    '/1e1-34-10.jpg',
    '/score/12-34-10.jpg',
    '/score.jpg',
    '/article.jpg',
    '/constructor.jpg',
    '/__proto__/x.jpg',
    '/constructor/x.jpg',
    `/nope/${payload}.${SIGNATURE}.jpg`,
    `/article/${payload}.jpg`,
    `/article/${payload}.${SIGNATURE}x.jpg`,
    `/article/${payload}.short.jpg`,
    `/article/${payload}.${'A'.repeat(21)}B.jpg`,
    `/article/Wa${payload.slice(2)}.${SIGNATURE}.jpg`,
    `/article/${payload.slice(0, -1)}.${SIGNATURE}.jpg`,
    `/article/${payload.slice(0, -1)}e.${SIGNATURE}.jpg`,
    `/article/X${payload}.${SIGNATURE}.jpg`,
    `/article/WyJhIl0aa.${SIGNATURE}.jpg`,
    `/article/x/${payload}.${SIGNATURE}.jpg`,
    `/Article/${payload}.${SIGNATURE}.jpg`,
    `/12-34-10.${SIGNATURE}.jpg`,
    '/~FFFFFFFFFFFF/12-34-10.jpg',
    '/~fff/12-34-10.jpg',
    `/~${OLD}/~${OLD}/12-34-10.jpg`,
    `/~${SCORE}.jpg`,
    '/12%2F34%2F10.jpg',
    '/12%252D34-10.jpg',
    '/%257Effffffffffff/12-34-10.jpg',
    '/%%37Effffffffffff/12-34-10.jpg',
    '/12-34-10.jpg%20',
    '/12-34-10.jpg%00',
    '/１２-34-10.jpg',
    `/${'1'.repeat(8000)}.jpg`,
    `/article/W${'y'.repeat(4050)}.${SIGNATURE}.jpg`,
  ])('%s', (path) => {
    expect(keyOf(path)).toBe(DEFAULT);
  });
});

test('every list in JSON may be a payload, whatever its last value is', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.integer(), fc.array(fc.string()))), (values) => {
      const path = `/article/${Buffer.from(JSON.stringify(values)).toString('base64url')}.${SIGNATURE}.jpg`;
      expect(keyOf(path)).toBe(current('article', path));
    }),
  );
});

test('of random payloads and signatures hardly any gets past', () => {
  const random = createRandom('junk');
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const word = (length: number) => Array.from({ length }, () => random.pick([...letters])).join('');
  const paths = Array.from({ length: 10_000 }, () => `/article/${word(random.integer(8, 60))}.${word(22)}.jpg`);
  expect(paths.filter((path) => keyOf(path) !== DEFAULT).length).toBeLessThanOrEqual(2);
});

describe('of any path', () => {
  const junk = fc.oneof(
    fc.webPath(),
    fc.string({ unit: 'binary-ascii' }).map((rest) => `/${rest}`),
    fc
      .tuple(fc.constantFrom('', `~${OLD}/`, `%7E${SCORE}/`, '/', '../'), fc.nat(120), fc.nat(120), fc.nat(120))
      .map(([before, ...values]) => `/${before}${values.join('-')}.jpg`),
    fc
      .tuple(fc.constantFrom(...TEMPLATE_NAMES), fc.base64String(), fc.constantFrom('', `.${SIGNATURE}`))
      .map(([name, values, end]) => `/${name}/W${values.replace(/[+/=]/g, '-')}${end}.jpg`),
  );

  test('the key of a key is that key, and is in its normal spelling', () => {
    fc.assert(
      fc.property(junk, (path) => {
        const key = keyOf(path);
        expect(keyOf(key)).toBe(key);
        expect(normalPath(key)).toBe(key);
      }),
      { numRuns: 3000 },
    );
  });

  test('the judge behind it finds the same card with it and without it', () => {
    const judged = (path: string) => {
      try {
        return parseCardPath(normalPath(path)).card;
      } catch (error) {
        if (error instanceof CardError) return DEFAULT_CARD;
        throw error;
      }
    };
    fc.assert(
      fc.property(junk, (path) => {
        expect(judged(keyOf(path))).toEqual(STATIC_OBJECTS.has(normalPath(path)) ? expect.anything() : judged(path));
      }),
      { numRuns: 3000 },
    );
  });

  test('that is a card in its current design stays as it is', async () => {
    for (const { card, template } of EXAMPLES) {
      const path = template === 'default' ? DEFAULT : await signCardPath(card, KEY, DESIGN_VERSIONS[template]);
      expect(keyOf(path)).toBe(path);
    }
    fc.assert(
      fc.property(fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99)), (values) => {
        const path = `/~${SCORE}/${values.join('-')}.jpg`;
        expect(keyOf(path)).toBe(path);
      }),
    );
  });
});

describe('a team’s own templates', () => {
  const own = {
    league: {
      addressing: 'closed',
      fields: { home: integer({ label: 'Home', min: 5, max: 120 }), form: choice({ label: 'Form', options: ['win', 'loss'] }) },
    },
    note: { addressing: 'open', fields: { words: text({ label: 'Words', max: 20 }) } },
    face: { addressing: 'fixed', fields: {} },
    default: { addressing: 'fixed', fields: {} },
  } as const;
  const versions = { league: 'aaaaaaaaaaaa', note: 'bbbbbbbbbbbb', face: 'cccccccccccc', default: 'dddddddddddd' } as never;
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
});
