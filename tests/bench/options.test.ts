import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../cli/terminal/errors.ts';
import { readLine } from '../../cli/terminal/read-line.ts';
import { benchOptions, OPTIONS, PHASES, refuseUnwritable } from './options.ts';

const readOptions = (args: readonly string[]) =>
  benchOptions(readLine(args, { name: 'npm run bench', options: OPTIONS }).options);

describe('the options of the bench', () => {
  test('measure everything by default', () => {
    expect(readOptions([])).toEqual({ only: new Set(PHASES), rounds: 40, coldRuns: 24, build: true });
  });

  test('name files, phases and numbers', () => {
    const args = [
      '--json',
      'out.json',
      '--pictures',
      'seen',
      '--only',
      'warm,cold',
      '--rounds',
      '5',
      '--cold-runs=3',
      '--keep-package',
    ];
    expect(readOptions(args)).toEqual({
      pictures: 'seen',
      only: new Set(['warm', 'cold']),
      rounds: 5,
      coldRuns: 3,
      build: false,
    });
  });

  test.each([
    [['--only', 'warm,lukewarm'], '--only takes warm, cold, throughput, memory, photo, separated by commas; got "lukewarm".'],
    [['--only', ''], '--only takes warm, cold, throughput, memory, photo, separated by commas; got "".'],
    [['--rounds', '0'], '--rounds must be a whole number from 1 to 1000; got "0".'],
    [['--rounds', '1e3'], '--rounds must be a whole number from 1 to 1000; got "1e3".'],
    [['--cold-runs', '2000'], '--cold-runs must be a whole number from 1 to 1000; got "2000".'],
    [['--round', '5'], "Unknown option '--round'"],
    [['warm'], 'npm run bench takes options only; got "warm".'],
  ])('refuse %j and say why', (args, reason) => {
    expect(() => readOptions(args)).toThrow(UsageError);
    expect(() => readOptions(args)).toThrow(reason);
  });

  test('refuse a file that cannot be written, and say why', async () => {
    await expect(refuseUnwritable(import.meta.dirname)).rejects.toThrow(
      `--json ${import.meta.dirname}: ${import.meta.dirname} is a folder.`,
    );
    await expect(refuseUnwritable('/nowhere/at/all.json')).rejects.toThrow('there is no folder /nowhere/at');
    await refuseUnwritable(undefined);
  });
});
