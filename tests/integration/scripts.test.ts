// Every command of package.json: its help, and a mistake in its command line. A new one is in the table by itself.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../project-path.ts';
import { leftOutFiles } from '../../tools/check/left-out-files.ts';

const { scripts } = JSON.parse(readFileSync(projectPath('package.json'), 'utf8')) as { scripts: Record<string, string> };

const ENTRIES = Object.entries(scripts).flatMap(([name, line]) => {
  const [, entry, first = ''] = /^(?:exec )?node cli\/launch\.cjs (?:--draws )?(\S+\.ts)( [a-z:-]+)?$/.exec(line) ?? [];
  return entry === undefined ? [] : [{ name, entry, first: first.trim() }];
});
/** Those about example templates that the catalogue has not as we ship them say that, whatever is asked. */
const ABOUT_MISSING = leftOutFiles().files;
const RUNNING = ENTRIES.filter(({ entry }) => !ABOUT_MISSING.includes(entry));
/** Their options are those of another program: of Stryker, Jest, Biome, TypeScript. */
const isPassedOn = (name: string) => /^(mutation|format|check:watch|test(:[a-z-]+)?)$/.test(name);

/** A script that acts takes longer. */
const MAX_MS = 30_000;

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(entry: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['cli/launch.cjs', entry, ...args],
      { cwd: projectPath(), timeout: MAX_MS, killSignal: 'SIGKILL' },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

/** The first option in a help's table. */
const optionIn = (help: string) => /^ {2}--([a-z][a-z-]+)/m.exec(help)?.[1] ?? '';

test('the table has every script that runs a file of ours', () => {
  expect(ENTRIES.length).toBeGreaterThan(20);
  const entries = ENTRIES.map(({ name }) => name);
  for (const name of ['start', 'cards', 'build', 'package', 'deploy', 'bench', 'golden', 'test', 'format'])
    expect(entries).toContain(name);
});

describe('npm run', () => {
  test.each(RUNNING)(
    '$name prints its help and does nothing, and names the option that was meant',
    async ({ name, entry, first }) => {
      const own = first === '' ? [] : [first];
      const [help, short] = await Promise.all([run(entry, [...own, '--help']), run(entry, [...own, '--frob', '-h'])]);
      expect([help.code, help.err]).toEqual([0, '']);
      expect(help.out).toMatch(/^Usage: npm (run |start |test )/m);
      expect(help.out).toContain('Exit code 0: done. 1: failed. 2: a mistake in the command line.');
      if (name === 'cards') return; // its commands have the options
      expect(short.out).toBe(help.out);
      if (isPassedOn(name)) return;
      const option = optionIn(help.out);
      const { code, out, err } = await run(entry, [`--${option}x`]);
      expect([code, out]).toEqual([2, '']);
      expect(err).toContain(`Unknown option '--${option}x'. Did you mean --${option}?`);
      expect(err).not.toMatch(/^ {4}at /m);
    },
  );
});
