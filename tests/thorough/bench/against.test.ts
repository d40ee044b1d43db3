// @examples article event quote
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { comparisonOf, formatComparison, type Round } from '../../bench/against-report.ts';

const project = projectPath();
const run = (...args: string[]) => promisify(execFile)(process.execPath, ['tests/bench/against.ts', ...args], { cwd: project });

const round = (ours: number, theirs: number): Round => ({
  card: 'plain',
  ours: { ms: [ours, ours + 2, ours + 90], processorMs: ours * 2 },
  theirs: { ms: [theirs, theirs + 2, theirs + 90], processorMs: theirs * 2 },
});

describe('A comparison of two checkouts', () => {
  test('is the median of the rounds’ ratios: a round that was slow for both counts as any other', () => {
    const fontBytes = { ours: { article: 300 }, theirs: { article: 200 } };
    const comparison = comparisonOf([round(18, 8), round(98, 98), round(28, 18), round(18, 8), round(18, 8)], fontBytes);
    expect(comparison.rounds).toBe(5);
    expect(comparison.cards.plain?.wallMs).toEqual({ ours: 20, theirs: 10, ratio: 2 });
    expect(comparison.cards.plain?.processorMs).toEqual({ ours: 36, theirs: 16, ratio: 2.25 });
    expect(formatComparison(comparison)).toContain('| plain, wall time, ms | 20 | 10 | 2 |');
    expect(formatComparison(comparison)).toContain('| fonts of a Latin article, bytes | 300 | 200 | 1.5 |');
  });

  test('draws with both, and finds no other fonts in the same tree', async () => {
    const { stdout } = await run(project, '--cards', 'article', '--rounds', '1', '--keep-build');
    const bytes = [...stdout.matchAll(/fonts of a Latin \w+, bytes \| ([\d,]+) \| ([\d,]+) \| 1 \|/g)];
    expect(bytes.length).toBeGreaterThan(2);
    for (const [, ours, theirs] of bytes) {
      expect(ours).toBe(theirs);
      expect(Number(ours?.replaceAll(',', ''))).toBeGreaterThan(10_000);
    }
    const [, ours, theirs] = /article, wall time, ms \| ([\d.]+) \| ([\d.]+) \|/.exec(stdout) ?? [];
    expect(Math.min(Number(ours), Number(theirs))).toBeGreaterThan(1);
  }, 90_000);

  test('wants a checkout, and cards that there are', async () => {
    await expect(run()).rejects.toThrow('Give one CHECKOUT');
    await expect(run(project, '--cards', 'fancy')).rejects.toThrow(/--cards takes plain, article.*got "fancy"/);
  });
});
