import { expect, test } from '@jest/globals';
import { runTool } from '../../../../tools/check/run-tool.ts';

const check = (...args: string[]) => runTool('tools/check/check.ts', args);

test('the help is printed without a check', async () => {
  const { code, stdout } = await check('--help');
  expect({ code, first: stdout.split('\n')[0] }).toEqual({ code: 0, first: 'Usage: npm run check [-- --ci]' });
});

test('an unknown option is a mistake in the command line, and nothing is checked', async () => {
  const { code, stdout, stderr } = await check('--cii');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain("Unknown option '--cii'");
});
