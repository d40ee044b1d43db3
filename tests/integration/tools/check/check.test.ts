import { expect, test } from '@jest/globals';
import { runTool } from '../../../../tools/check/run-tool.ts';

const check = (...args: string[]) => runTool('tools/check/check.ts', args);

test('the help is printed without a check', async () => {
  const { code, stdout } = await check('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('Usage: npm run check -- [--ci]');
  expect(stdout).not.toContain('ok ');
});

test('an unknown option is a mistake in the command line, and nothing is checked', async () => {
  const { code, stdout, stderr } = await check('--cii');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Did you mean --ci?');
});
