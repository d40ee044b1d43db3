// @examples score
import { describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import { commandsInNewFolders } from './run-command.ts';

const { cards } = commandsInNewFolders();

const ARTICLE = ['article', '--title', 'Small teams, large ships', '--author', 'Ada Okafor'];

describe('a mistake', () => {
  test.each([
    [['url', 'article', '--titel', 'T'], 2, "Unknown option '--titel'. Did you mean --title? Options for article: "],
    [
      ['url', 'article', '--title', 'Gr\ufffd\ufffde'],
      2,
      '--title has lost a character, where U+FFFD stands: "Gr\ufffd\ufffde".',
    ],
    [['cost', 'article'], 2, 'cost takes options only; got "article".'],
    [['purge'], 2, `Name a template (${TEMPLATE_NAMES.join(', ')}), give a path such as /12-34-10.jpg, or --old.`],
    [['purge', '--old', 'article'], 2, 'Give a card, a template, --photo or --old, one of them.'],
    [['url', 'article', '--title', 'T'], 2, '"author" is missing: give a text of 1 to 60 characters.'],
    [['url', 'score', '--home', 'x', '--away', '1', '--round', '1'], 2, '"home" must be a whole number from 0 to 999; got "x".'],
    [['url', 'score', '--home', '9'.repeat(22), '--away', '1', '--round', '1'], 2, `got "${'9'.repeat(22)}".`],
    [['url', 'score', 'quote'], 2, 'One card at a time'],
    [['url', ...ARTICLE, '--origin', 'nonsense'], 2, '--origin must be an origin such as https://social.app.com'],
    [
      ['url', 'score', '--home', '-3', '--away', '1', '--round', '1'],
      2,
      '"home" must be a whole number from 0 to 999; got "-3".',
    ],
    [
      ['url', 'article', '--title', '--author', 'Ida'],
      2,
      '--title has no value: --author looks like an option. If it is the value, write --title=--author.',
    ],
    [['url', 'article', '--title', '--auhtor', 'Ida'], 2, 'write --title=--auhtor.'],
    [['url', 'article', '--author', 'Ida', '--title'], 2, '--title has no value: give a text of 1 to'],
    [['draw', ...ARTICLE, '--image-hosts', 'https://images.app.com'], 2, '--image-hosts must be host names separated by commas'],
    [['draw', 'article', '--title', 'T', '--cover', 'me.jpg'], 2, 'becomes a photo by `npm run -s cards -- photo add me.jpg`'],
    [['draw', ...ARTICLE, '--versioned'], 2, "Unknown option '--versioned'"],
  ])('%p is reported in one sentence, without a stack', async (args, code, message) => {
    const outcome = await cards(args);
    expect([outcome.code, outcome.out]).toEqual([code, '']);
    expect(outcome.err).toContain(message);
    expect(outcome.err).not.toMatch(/\n\s+at /);
  });

  test('is printed as JSON for machines, with the same exit code', async () => {
    const { code, out, err } = await cards(['url', 'score', '--home', 'x', '--away', '1', '--round', '1', '--json']);
    const message = '"home" must be a whole number from 0 to 999; got "x".';
    expect([code, JSON.parse(out), err]).toEqual([2, { error: { code: 'invalid_params', message } }, '']);
  });
});

describe('--json', () => {
  test('gives the address and the path as data', async () => {
    const { address } = JSON.parse((await cards(['url', ...ARTICLE, '--json'])).out) as { address: string };
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:8080\/article\//);
    const [, unsigned = ''] = /8080\/(article\/[\w-]+)\./.exec(address) ?? [];
    expect(JSON.parse((await cards(['sign', unsigned, '--json'])).out)).toEqual({ path: new URL(address).pathname });
    expect(JSON.parse((await cards(['verify', '/1-2-3.jpg', '--json'])).out)).toEqual({
      template: 'score',
      params: { home: 1, away: 2, round: 3 },
    });
  });
});
