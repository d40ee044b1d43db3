// `npm run cards` as a person runs it: in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { decode } from '../../support/pictures.ts';

const script = join(import.meta.dirname, '../../../local/cards/cards.ts');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edgecard-cards-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function cards(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { EDGECARD_SIGNING_KEY: _, ...inherited } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env: { ...inherited, ...env }, cwd: folder }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
}

const ARTICLE = ['article', '--title', 'Small teams, large ships', '--author', 'Ada Okafor'];

describe('cards url', () => {
  test('prints the address and nothing else', async () => {
    const { code, out, err } = await cards(['url', ...ARTICLE]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:8080\/article\/[\w-]+\.[\w-]{22}\.jpg\n$/);
  });

  test('takes every field, a list as a repeated option, and puts the design version in when asked', async () => {
    const { out } = await cards([
      'url',
      'event',
      '--title',
      'T',
      '--place',
      'P',
      '--date',
      '2026-11-26',
      '--speakers',
      'A',
      '--speakers',
      'B',
      '--versioned',
    ]);
    expect(out).toMatch(/\/~[0-9a-f]{12}\/event\//);
    const { out: card } = await cards(['verify', out.trim()]);
    expect(JSON.parse(card)).toMatchObject({ template: 'event', params: { speakers: ['A', 'B'], theme: 'night' } });
  });

  test('signs with the key from the environment, which another origin needs', async () => {
    const origin = ['--origin', 'https://social.app.com'];
    const refused = await cards(['url', ...ARTICLE, ...origin]);
    expect([refused.code, refused.out]).toEqual([2, '']);
    expect(refused.err).toContain('Set EDGECARD_SIGNING_KEY');
    const key = { EDGECARD_SIGNING_KEY: 'a key of our very own' };
    const { out } = await cards(['url', ...ARTICLE, ...origin], key);
    expect(out).toMatch(/^https:\/\/social\.app\.com\/article\//);
    expect((await cards(['verify', out.trim()], key)).code).toBe(0);
    // An address brings its origin, and so the question whose key it is.
    expect((await cards(['verify', out.trim()])).err).toContain('Set EDGECARD_SIGNING_KEY to the key of https://social.app.com');
    expect((await cards(['verify', out.trim()], { EDGECARD_SIGNING_KEY: 'somebody else’s key' })).code).toBe(1);
  });

  test('needs no key for a closed card', async () => {
    const { out } = await cards([
      'url',
      'score',
      '--home',
      '12',
      '--away',
      '34',
      '--round',
      '10',
      '--origin',
      'https://social.app.com',
    ]);
    expect(out).toBe('https://social.app.com/12-34-10.jpg\n');
  });
});

describe('cards sign and verify', () => {
  test('sign what a signer in another language has made, and verify it', async () => {
    const { out } = await cards(['url', ...ARTICLE]);
    const path = new URL(out.trim()).pathname;
    const [, unsigned = ''] = /^\/(article\/[\w-]+)\./.exec(path) ?? [];
    expect((await cards(['sign', unsigned])).out).toBe(`${path}\n`);
    expect(JSON.parse((await cards(['verify', path])).out)).toMatchObject({ template: 'article' });
  });

  test.each([
    [
      'a wrong signature',
      ['verify', '/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiXQ.AAAAAAAAAAAAAAAAAAAAAA.jpg'],
      'The signature vouches for another path',
    ],
    ['a path that is no card', ['verify', '/../etc/passwd'], 'The path is not that of a card.'],
    [
      'an address that was tidied away',
      ['verify', 'https://social.app.com/a/../12-34-10.jpg'],
      'The path is not that of a card.',
    ],
    ['a payload that is none', ['sign', 'article/WyJUIl0'], 'A card of article has 7 values; got 1.'],
  ])('refuse %s with exit code 1', async (_, args, message) => {
    const { code, out, err } = await cards(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });
});

describe('cards draw and put', () => {
  test('draw writes a picture without any server, and leaves nothing else', async () => {
    const { code, out } = await cards(['draw', ...ARTICLE, '--out', 'a.jpg']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^a\.jpg: \d+ bytes, quality 85, drawn in \d+ ms\n$/)]);
    expect(await decode(await readFile(join(folder, 'a.jpg')))).toMatchObject({ width: 1200, height: 630 });
    expect(await readdir(folder)).toEqual(['a.jpg']);
  });

  test('draw takes a path as well, and refuses a forged one', async () => {
    expect((await cards(['draw', '/12-34-10.jpg'])).code).toBe(0);
    expect(await readdir(folder)).toEqual(['card.jpg']);
    const forged = await cards([
      'draw',
      '/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiXQ.AAAAAAAAAAAAAAAAAAAAAA.jpg',
      '--out',
      'b.jpg',
    ]);
    expect([forged.code, await readdir(folder)]).toEqual([1, ['card.jpg']]);
  });

  test('put stores a picture once; your own picture counts as one, if it is one', async () => {
    const score = ['score', '--home', '1', '--away', '2', '--round', '3'];
    await cards(['draw', ...score, '--out', 'own.jpg']);
    expect((await cards(['put', ...score, '--data', 'store', '--file', 'own.jpg'])).out).toMatch(
      /^[0-9a-f]{12}\/score\/1-2-3\.jpg: stored, \d+ bytes\n$/,
    );
    expect((await cards(['put', ...score, '--data', 'store'])).out).toContain('was there already, and stays as it is');
    await writeFile(join(folder, 'text.jpg'), 'hello');
    const refused = await cards(['put', ...score, '--data', 'store', '--file', 'text.jpg']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('text.jpg must be a JPEG of 1200 × 630')]);
  });
});

describe('a mistake', () => {
  test.each([
    [['frob'], 2, 'No command is called "frob"; there are url, sign, verify, draw, put.'],
    [['url'], 2, 'Name a template'],
    [['url', 'nope'], 1, 'No template is called "nope"'],
    [['url', 'article', '--titel', 'T'], 2, "Unknown option '--titel'. Options for article: --title, --author,"],
    [['url', 'article', '--title', 'T'], 1, '"author" is missing: give a text of 1 to 60 characters.'],
    [['url', 'score', '--home', 'x', '--away', '1', '--round', '1'], 1, '"home" must be a whole number from 0 to 99; got "x".'],
    [['url', 'score', 'quote'], 2, 'One card at a time'],
    [['url', ...ARTICLE, '--origin', 'nonsense'], 1, '"origin" must be an origin such as https://social.app.com'],
    [['draw', ...ARTICLE, '--out', 'nowhere/card.jpg'], 1, 'ENOENT'],
    [
      ['url', 'score', '--home', '-3', '--away', '1', '--round', '1'],
      2,
      "Option '--home' argument is ambiguous. Options for score:",
    ],
    [['draw', ...ARTICLE, '--versioned'], 2, "Unknown option '--versioned'"],
  ])('%p is told in a sentence, without a stack', async (args, code, message) => {
    const outcome = await cards(args);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
    expect(outcome.err).toContain(message);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });

  test('help shows every command and every field', async () => {
    const { code, out } = await cards(['--help']);
    expect(code).toBe(0);
    for (const word of ['url', 'sign', 'verify', 'draw', 'put', '--speakers', '--minutes', 'EDGECARD_SIGNING_KEY'])
      expect(out).toContain(word);
    expect(out).not.toContain(DEVELOPMENT_KEYS.signing);
  });
});
