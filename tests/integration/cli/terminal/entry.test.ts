import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';

const SCRIPT = `${import.meta.dirname}/entry-script.ts`;

function start(...args: readonly string[]) {
  return startWith({}, ...args);
}

/** In a session of its own, which no `nohup` around the tests is in. */
function startWith(env: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const child = spawn(process.execPath, [SCRIPT, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, _: process.execPath, ...env },
  });
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, err]) => ({
      code: code as number | null,
      signal: signal as string | null,
      out,
      err,
    }),
  );
  return { child, ended };
}

const run = (...args: readonly string[]) => start(...args).ended;
const errorIn = (out: string) => (JSON.parse(out) as { error: { code: string; message: string } }).error;

test('a command that works ends with 0, and its words are on standard output alone', async () => {
  expect(await run('works')).toMatchObject({ code: 0, out: 'done\ndone\ndone\n', err: 'ended\n' });
  expect(await run('works', '--json')).toMatchObject({ code: 0, out: '{"done":"worked"}\n' });
});

describe('what goes wrong', () => {
  test('and can be put right is one sentence: exit code 1', async () => {
    expect(await run('fails')).toMatchObject({ code: 1, out: '', err: 'It did not work.\n' });
  });

  test('in the command line is one sentence: exit code 2', async () => {
    expect(await run('works', '--jsn')).toMatchObject({ code: 2, out: '' });
  });

  test.each(['bug', 'later', 'rejects'])(
    'by a mistake of ours (%s) asks to be reported, with its stack: exit code 1',
    async (way) => {
      const { code, out, err } = await run(way);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/^This is a bug in Edgecard\. Please report it, with what follows\.\nTypeError: .+\n {4}at /);
    },
  );
});

describe('with --json, standard output is JSON', () => {
  test.each([
    [['fails'], 1, 'no_luck'],
    [['bug'], 1, 'bug'],
    [['later'], 1, 'bug'],
    [['works', '--frob'], 2, 'usage'],
    [[], 2, 'usage'],
  ])('of %j', async (args, code, errorCode) => {
    const outcome = await run(...args, '--json');
    expect([outcome.code, errorIn(outcome.out).code]).toEqual([code, errorCode]);
  });

  test('of help', async () => {
    const { code, out } = await run('--json', '--help');
    expect([code, JSON.parse(out)]).toEqual([0, expect.objectContaining({ usage: 'npm run it -- WAY [--json]' })]);
  });

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('of a run that %s ends', async (signal, code) => {
    const { child, ended } = start('waits', '--json');
    await once(child.stderr, 'data');
    child.kill(signal);
    const outcome = await ended;
    expect([outcome.code, errorIn(outcome.out)]).toEqual([code, { code: 'interrupted', message: `Ended by ${signal}.` }]);
  });
});

test('Ctrl-C without --json ends with 130 and a sentence', async () => {
  const { child, ended } = start('waits');
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 130, out: '' });
});

test('nohup leaves it running when its terminal hangs up', async () => {
  const { child, ended } = startWith({ _: '/usr/bin/nohup' }, 'waits');
  await once(child.stderr, 'data');
  child.kill('SIGHUP');
  child.kill('SIGTERM'); // after it
  expect(await ended).toMatchObject({ code: 143 });
});

test('who closes the output sees the work go on to its end in silence', async () => {
  const child = spawn(process.execPath, [SCRIPT, 'works'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [[code], err] = await Promise.all([once(child, 'close'), text(child.stderr)]);
  expect([code, err]).toEqual([0, 'ended\n']);
});

test('an output that cannot be written to is named: exit code 1', async () => {
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [SCRIPT, 'works'], { stdio: ['ignore', full, 'pipe'] });
  closeSync(full);
  const [[code], err] = await Promise.all([once(child, 'close'), text(child.stderr as NonNullable<typeof child.stderr>)]);
  expect(code).toBe(1);
  expect(err).toContain('Standard output: Cannot write a file: the disk is full');
  expect(err).not.toMatch(/^ {4}at /m);
});
