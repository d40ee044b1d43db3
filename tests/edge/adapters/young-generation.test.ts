import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';

/** What survives makes the young generation grow: so many MB has it in a process that makes strings and keeps the last of them. */
function youngGenerationMB(before: string): number {
  const program = `${before}
    import { getHeapSpaceStatistics } from 'node:v8';
    const kept = [];
    for (let turn = 0; turn < 3_000_000; turn++) kept[turn % 20_000] = { turn, text: 'a' + turn };
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space_size / 1024 / 1024);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', program]));
}

test('The young generation does not grow with what survives', () => {
  const file = projectPath('edge/adapters/young-generation.ts');
  const kept = `import { keepYoungGenerationSmall } from '${file}'; keepYoungGenerationSmall();`;
  expect(youngGenerationMB('')).toBeGreaterThan(15);
  expect(youngGenerationMB(kept)).toBeLessThan(8);
});
