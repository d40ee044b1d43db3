// The commands that need no browser.
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { loadGuard } from '../../local/card-site/guard.ts';
import { viewerRequestEvent } from '../../local/cloudfront/viewer-request-event.ts';
import { COMMANDS, commandsInNewFolders } from './run-command.ts';

const { cards } = commandsInNewFolders();

describe('cards studio', () => {
  test('says where npm start has it', async () => {
    expect((await cards(['studio'])).out).toBe('http://127.0.0.1:8084/\n');
    expect((await cards(['studio', '--port', '9900'])).out).toBe('http://127.0.0.1:9904/\n');
  });

  test('prints an address that the guard of a deployed card site lets in', async () => {
    const key = 'a page key of our very own';
    const keys = ` ${key} , a page key of last month`;
    const { out, err } = await cards(['studio', '--site', 'https://cards.app.com'], { EDGECARD_PAGE_KEY: keys });
    const [, value = ''] = /^https:\/\/cards\.app\.com\/studio\?token=(\S+)\n$/.exec(out) ?? [];
    expect(err).toBe('');
    const event = viewerRequestEvent({
      method: 'GET',
      url: `/studio?token=${value}`,
      headers: {},
      socket: {},
    } as IncomingMessage);
    expect(loadGuard([key])(event)).toMatchObject({ uri: '/studio.html' });
    expect(loadGuard(['another page key'])(event)).toMatchObject({ statusCode: 403 });
  });

  test.each([
    [['--site', 'https://cards.app.com'], 'Set EDGECARD_PAGE_KEY to the key of https://cards.app.com'],
    [['--port', '65531'], '--port must be a whole number from 1 to 65529; got "65531".'],
    [['--port', '8080', '--site', 'https://cards.app.com'], 'Give one of --site'],
    [['--site', 'cards.app.com'], '--site must be an origin such as https://social.app.com'],
    [['https://cards.app.com'], 'studio takes options only; got "https://cards.app.com".'],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await cards(['studio', ...args]);
    expect([code, out]).toEqual([expect.any(Number), '']);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(message);
  });
});

describe('a mistake', () => {
  test.each([
    [
      ['frob'],
      2,
      'No command is called "frob". There are new, remove, url, sign, verify, draw, put, photo, prerender, versions, purge,',
    ],
    [['purgge'], 2, 'No command is called "purgge". Did you mean purge?'],
    [['url'], 2, 'Name a template'],
    [['url', 'nope'], 2, 'No template is called "nope"'],
    [['verify', '/12\ufffd.jpg'], 2, 'A word has lost a character, where U+FFFD stands: '],
    [
      ['draw', 'default', '--out', 'nowhere/card.jpg'],
      1,
      '--out nowhere/card.jpg cannot be written, because there is no folder ',
    ],
    [
      ['put', 'default', '--data', '/dev/null'],
      1,
      '--data /dev/null cannot be used, because /dev/null is a file where a folder is',
    ],
    [['put', 'default', '--file', 'none.jpg'], 1, 'Cannot look at none.jpg: it does not exist (ENOENT).'],
    [['prerender', 'none.txt'], 1, 'There is no list none.txt.'],
    [
      ['prerender', 'x.txt', '--bucket', 'y', '--region', 'here'],
      2,
      '--region must be an AWS Region such as us-east-1; got "here".',
    ],
    [['prerender', 'x.txt', '--queue', 'https://x'], 2, '--queue must be the name of a queue; got "https://x".'],
    [['cost', '--hitrate', '9'], 2, "Unknown option '--hitrate'. Did you mean --hit-rate? Options: --hit-rate, --new-share,"],
    [['cost', '--hit-rate', '101'], 2, '--hit-rate must be a number from 0 to 100; got "101".'],
    [['completion', 'tcsh'], 2, 'Name a shell: bash, zsh, fish; got "tcsh".'],
    [['versions', '--data', 'nowhere'], 2, 'nowhere holds no store'],
    [['versions', '--data', '.', '--bucket', 'pictures'], 2, 'Give one of --data and --bucket.'],
    [['purge', '--old', 'default'], 2, 'Give a card, a template, --photo or --old, one of them.'],
    [['url', 'default', '--titel', 'T'], 2, "Unknown option '--titel'"],
    [['url', 'default', '--origin', 'nonsense'], 2, '--origin must be an origin such as https://social.app.com'],
    [['draw', 'default', '--versioned'], 2, "Unknown option '--versioned'"],
    // What a terminal would obey is written out.
    [['url', 'default', '--\u001b[31m'], 2, "Unknown option '--\\u001b[31m'"],
    [['prerender', 'no\u009b2J\u202e'], 1, 'There is no list no\\u009b2J\\u202e.'],
    [['draw', 'default', '--out', 'nowhere/\u001b]0;a\u0007/x'], 1, '--out nowhere/\\u001b]0;a\\u0007/x cannot be written'],
  ])('%p is reported in one sentence, without a stack', async (args, code, message) => {
    const outcome = await cards(args);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
    expect(outcome.err).toContain(message);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });
});

describe('help', () => {
  test('shows every command and every field, and no key', async () => {
    const { code, out } = await cards(['--help']);
    expect(code).toBe(0);
    for (const word of [
      ...COMMANDS,
      ...TEMPLATE_NAMES.flatMap((name) => Object.keys(templateNamed(name).fields).map((field) => `--${field}`)),
    ])
      expect(out).toContain(word);
    expect(out).not.toContain(DEVELOPMENT_KEYS.signing);
  });

  test.each(COMMANDS)('of %s shows its options, with an example that begins like a call', async (name) => {
    const { code, out } = await cards([name, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: npm run -s cards -- ${name}`);
    expect(out).toContain('--json');
    expect(out).toMatch(new RegExp(`^ {2}npm run -s cards -- ${name}`, 'm'));
  });
});

describe('cards cost', () => {
  test('counts by the options, and says what it assumes', async () => {
    const usual = JSON.parse((await cards(['cost', '--json'])).out);
    const cached = JSON.parse((await cards(['cost', '--hit-rate', '100', '--json'])).out);
    expect(cached.usdPerMillion['requests, mixed']).toEqual(usual.usdPerMillion['cards from CloudFront’s cache']);
    const drawn = JSON.parse((await cards(['cost', '--hit-rate', '0', '--new-share', '100', '--json'])).out);
    expect(drawn.usdPerMillion['requests, mixed']).toEqual(usual.usdPerMillion['new cards: drawn, stored, sent']);
    const { out } = await cards(['cost', '--memory', '1024', '--picture-kb', '60']);
    expect(out).toMatch(/new cards: drawn, stored, sent( +\d+\.\d\d){5}\n/);
    expect(out).toContain('60 kB a picture');
    expect(out).toContain('sandbox of 1024 MB');
  });

  test('shows what cold starts add, and what a month without a request costs', async () => {
    const { usdPerMillion, usdPerMillionByColdShare, usdPerMonthWithoutRequests } = JSON.parse(
      (await cards(['cost', '--json'])).out,
    );
    expect(Object.keys(usdPerMillionByColdShare)).toEqual(['0', '5', '25', '50', '100']);
    expect(usdPerMillionByColdShare['5']).toEqual(usdPerMillion['new cards: drawn, stored, sent']);
    expect(usdPerMillionByColdShare['100'].total).toBeGreaterThan(5 * usdPerMillionByColdShare['5'].total);
    // Two secrets, a KMS key and the brake's alarm.
    expect(usdPerMonthWithoutRequests).toBeCloseTo(2 * 0.4 + 1 + 0.1, 5);
    const { out } = await cards(['cost']);
    expect(out).toMatch(/^ *100 % +\d+\.\d\d/m);
    expect(out).toMatch(/^ *a KMS key +1\.00/m);
  });

  test('shows a table over empty sandboxes and stored cards, whose corners are those of its other figures', async () => {
    const { usdPerMillionByShares, usdPerMillionByColdShare } = JSON.parse((await cards(['cost', '--json'])).out);
    expect(usdPerMillionByShares.map(({ coldShare }: { coldShare: number }) => coldShare)).toEqual([0, 5, 25, 50, 100]);
    for (const { coldShare, byStoredShare } of usdPerMillionByShares) {
      expect(Object.keys(byStoredShare)).toEqual(['0', '50', '90', '100']);
      expect(byStoredShare['0']).toBeCloseTo(usdPerMillionByColdShare[coldShare].total, 1);
      expect(byStoredShare['100']).toBeLessThan(byStoredShare['0']);
    }
    const stored = JSON.parse((await cards(['cost', '--cold-share', '100', '--stored-cold-ms', '1000', '--json'])).out);
    expect(stored.usdPerMillion['cards that S3 has'].total).toBeGreaterThan(100);
  });

  test('shows what strangers can cost: all pictures of a template, an hour of each flood', async () => {
    const { unsignedTemplates, floodHours } = JSON.parse((await cards(['cost', '--json'])).out);
    expect(unsignedTemplates).toContainEqual({ template: 'default', pictures: '1', usd: expect.any(Number) });
    expect(floodHours).toHaveLength(6);
    const { out } = await cards(['cost']);
    expect(out).toMatch(/^ *default +1 +0\.0\d*$/m);
    expect(out).toMatch(/^ *the same, with the brake( +[\d,.]+){4}$/m);
  });
});
