import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

const module = new URL('../../../cli/terminal/script.ts', import.meta.url).href;

function helpOf(options: object, ...args: readonly string[]): string {
  const script = `const { runScript } = await import('${module}');
    const script = { call: 'npm run it --', description: 'does it', options: ${JSON.stringify(options)}, run: async () => 1 };
    await runScript(script, ${JSON.stringify(args)});`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

test('the help of every script is JSON for who asks for that', () => {
  expect(JSON.parse(helpOf({}, '--help', '--json'))).toMatchObject({ description: 'does it' });
});

test('--json is not asked for where it is an option that takes a file, or another one’s word', () => {
  const file = { type: 'string', value: 'FILE', description: 'where to' };
  expect(helpOf({ json: file }, '--help', '--json', 'a.json')).toMatch(/^npm run it: does it/);
  expect(helpOf({}, '--help', '--', '--json')).toMatch(/^npm run it: does it/);
});
