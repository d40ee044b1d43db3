// @examples article event quote score
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { runCommand } from './run-command.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('cards');
});
afterEach(() => folder.remove());

const cards = (args: readonly string[], env?: Readonly<Record<string, string>>) => runCommand(folder.path, args, env);
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

  test('signs with the first of several keys, as the secret has them, and accepts all', async () => {
    const url = ['url', ...ARTICLE, '--origin', 'https://social.app.com'];
    const [first, second] = ['a key of our very own', 'a key of last month'];
    const { out } = await cards(url, { EDGECARD_SIGNING_KEY: ` ${first} , ${second} ` });
    expect(out).toBe((await cards(url, { EDGECARD_SIGNING_KEY: first })).out);
    const former = await cards(url, { EDGECARD_SIGNING_KEY: second });
    expect((await cards(['verify', former.out.trim()], { EDGECARD_SIGNING_KEY: `${first}, ${second}` })).code).toBe(0);
    expect((await cards(url, { EDGECARD_SIGNING_KEY: ' , ' })).err).toContain('Set EDGECARD_SIGNING_KEY');
  });

  test('names a variable that is nearly the one that is missing', async () => {
    const { code, err } = await cards(['url', ...ARTICLE, '--origin', 'https://social.app.com'], {
      EDGECARD_SIGNIG_KEY: 'a key',
    });
    expect(code).toBe(2);
    expect(err).toMatch(
      /^Warning: The variable EDGECARD_SIGNIG_KEY is set, .*Did you mean EDGECARD_SIGNING_KEY\?\nSet EDGECARD_S/,
    );
  });

  test('refuses a field that npm took for an option of its own, also one that may be left out', async () => {
    const optional = await cards(['url', ...ARTICLE], { npm_config_section: 'News' });
    const message = 'npm took --section=News for an option of its own: write npm run -s cards -- url … --section=News, with';
    expect(optional).toMatchObject({ code: 2, err: expect.stringContaining(message) });
    const bare = await cards(['url', 'article', 'Hello', 'Ada'], { npm_config_title: 'true', npm_config_author: 'true' });
    expect(bare.err).toMatch(/^npm took --(title|author) for an option of its own/);
    expect(await cards(['studio'], { npm_config_title: 'true' })).toMatchObject({ code: 0 });
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

describe('cards url warns', () => {
  test('url warns of what it can know without a browser, and prints the address all the same', async () => {
    const lacking = ['url', 'article', '--title', 'T', '--author', 'Bo', '--avatar', 'https://img.app.test/a.jpg'];
    const local = await cards(lacking);
    expect([local.code, local.out]).toEqual([0, expect.stringMatching(/^http:\/\/127\.0\.0\.1:8080\/article\/\S+\.jpg\n$/)]);
    expect(local.err).toMatch(/^Warning: The card is drawn without its image "avatar", .*img\.app\.test is not a host/);
    expect((await cards([...lacking, '--image-hosts', 'img.app.test'])).err).toBe('');
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
      ['verify', '/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiLCIiLCIiXQ.AAAAAAAAAAAAAAAAAAAAAA.jpg'],
      'The signature vouches for another path',
    ],
    ['a path that is not a card', ['verify', '/../etc/passwd'], 'The path is not that of a card.'],
    ['an address of no card', ['verify', 'https://social.app.com/12%2F34%2F10.jpg'], 'The path is not that of a card.'],
  ])('refuse %s with exit code 1', async (_, args, message) => {
    const { code, out, err } = await cards(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(message);
  });

  test('take an invalid payload for a mistake in the command line', async () => {
    const { code, out, err } = await cards(['sign', 'article/WyJUIl0']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('A card of article has 9 values; got 1.');
  });
});

describe('a value of an option', () => {
  const titleOf = async (...args: string[]) => {
    const { code, out, err } = await cards(['url', ...args]);
    expect([code, err]).toEqual([0, '']);
    return (JSON.parse((await cards(['verify', out.trim()])).out) as { params: { title: string } }).params.title;
  };

  test.each([
    [['--title', '--force considered harmful'], '--force considered harmful'],
    [['--title=--force'], '--force'],
    [['--title=--author'], '--author'],
    [['--title', '-5 °C'], '-5 °C'],
    [['--title', '-h'], '-h'],
    [['--title=--'], '--'],
    [['--title', 'a=b'], 'a=b'],
    [['--title=a=b=c'], 'a=b=c'],
    [['--title', 'quote'], 'quote'],
    [['--title', 'https://app.com/x?y'], 'https://app.com/x?y'],
    [['--title', 'T', '--section', '', '--cover='], 'T'],
  ])('%j is the value that was meant', async (args, title) => {
    expect(await titleOf('article', ...args, '--author', 'Ida')).toBe(title);
  });

  test('is not a template, wherever it stands', async () => {
    expect(await titleOf('--title', 'quote', '--author', 'score', 'article')).toBe('quote');
  });
});

describe('an address as people have it', () => {
  test.each([
    '/12-34-10.jpg?fbclid=1',
    'http://127.0.0.1:8080/12-34-10.jpg?fbclid=1&x=a/b#top',
    'HTTP://127.0.0.1:8080/12-34-10.jpg',
    'https://Social.App.com//12%2D34-10.jpg',
    'https://social.app.com/%7E0123456789ab/12-34-10.jpg',
    'social.app.com/12-34-10.jpg',
    ' /12-34-10.jpg ',
    '12-34-10.jpg',
    'https://social.app.com/a/../12-34-10.jpg',
  ])('%s is verified as at the edge', async (address) => {
    const { code, out } = await cards(['verify', address]);
    expect([code, JSON.parse(out || 'null')]).toEqual([0, { template: 'score', params: { home: 12, away: 34, round: 10 } }]);
  });

  test('of a signed card is as good, and is printed as it should be', async () => {
    const { out } = await cards(['url', ...ARTICLE]);
    const shared = `${out.trim().replace('/article/', '//%61rticle/')}?utm_source=x`;
    expect((await cards(['url', shared])).out).toBe(out);
    expect((await cards(['verify', `${out.trim()}#x`, '--json'])).code).toBe(0);
  });
});
