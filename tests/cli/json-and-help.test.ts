// What every command of `npm run cards` has in common.
import { describe, expect, test } from '@jest/globals';
import { COMMANDS, commandsInNewFolders } from './run-command.ts';

const { cards } = commandsInNewFolders();

/** The first option in a help's table. */
const optionIn = (help: string) => /^ {2}--([a-z][a-z-]+)/m.exec(help)?.[1] ?? '';

describe.each(COMMANDS)('cards %s', (name) => {
  test('prints its help, right or wrong otherwise, and does nothing', async () => {
    const help = await cards([name, '--help']);
    expect([help.code, help.err]).toEqual([0, '']);
    expect(help.out).toContain('Exit code 0: done. 1: failed. 2: a mistake in the command line.');
    expect(await cards([name, '--frob', '-h'])).toEqual(help);
    expect(await cards(['help', name])).toEqual(help);
  });

  test('names the option that was meant, and does nothing', async () => {
    const option = optionIn((await cards([name, '--help'])).out);
    const { code, out, err } = await cards([name, `--${option}x`]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`Unknown option '--${option}x'. Did you mean --${option}?`);
  });
});

describe('cards --json is JSON on standard output:', () => {
  test.each([
    [['--json'], 0],
    [['--json', '--help'], 0],
    [['help', '--json'], 0],
    [['help', 'url', '--json'], 0],
    [['url', '--help', '--json'], 0],
    [['frob', '--json'], 2],
    [['--json', 'frob'], 2],
    [['url', 'nope', '--json'], 2],
    [['url', '--frob', '--json'], 2],
    [['url', 'default', '--json=yes'], 2],
    [['url', 'default', '--origin', '--json'], 2],
    [['verify', '/nope.jpg', '--json'], 1],
    [['put', 'default', '--file', '/no/such/file', '--json'], 1],
    [['url', 'default', '--json'], 0],
  ])('%j', async (args, code) => {
    const outcome = await cards(args);
    expect(outcome.code).toBe(code);
    const value: unknown = JSON.parse(outcome.out);
    if (code > 0) expect(value).toEqual({ error: { code: expect.any(String), message: expect.any(String) } });
    expect(outcome.err).toBe('');
  });
});
