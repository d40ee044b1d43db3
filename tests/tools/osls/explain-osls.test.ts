import { describe, expect, test } from '@jest/globals';
import { explainOsls } from '../../../tools/osls/explain-osls.ts';

const explain = (said: string, verbose = false) => explainOsls(said, { command: 'package', ended: 'exit code 1', verbose });

const HEAD = 'Environment: linux, node 24.21.0, osls 4.3.1 (local)\nDocs:        github.com/oss-serverless/osls\n\nError:\n';
const unresolved = (why: string) =>
  `${HEAD}Cannot resolve serverless.yml: Variables resolution errored with:\n  - Cannot resolve variable at "params.default.domain": ${why}\n`;

describe('a failure of osls begins with what it means, and what to do', () => {
  test.each([
    [
      'a variable that is not set',
      unresolved('Value not found at "env" source'),
      /^serverless\.yml asks at params\.default\.domain for an environment/,
    ],
    [
      'a file that is not there',
      unresolved('Value not found at "file" source'),
      /^serverless\.yml includes a file at .* that is not there/,
    ],
    [
      'a parameter that is nowhere',
      unresolved('Value not found at "param" source'),
      /^A parameter that is used at .* stands nowhere/,
    ],
    [
      'another variable',
      unresolved('Unrecognized configuration variable sources: "envv"'),
      /^A variable \(\$\{…\}\) at params\.default/,
    ],
    [
      'a key that is misspelt',
      `${HEAD}Configuration error at 'functions.originRequest': unrecognized property 'memorySzie'\n\nLearn more about …\n`,
      /^serverless\.yml has at functions\.originRequest the key memorySzie, which osls does not know/,
    ],
    [
      'deletion protection that AWS refuses to set',
      `${HEAD}Could not disable deletion protection for stack "edgecard-dev" (the stack itself was deployed): not authorized\n`,
      /^The stack edgecard-dev was deployed, but its deletion protection could not be disabled: .*UpdateTerminationProtection/,
    ],
    [
      'wrong YAML',
      `${HEAD}Cannot parse "infra/logs.yml": bad indentation in "/a/infra/logs.yml" (7:3)\n`,
      /^infra\/logs\.yml is not right YAML in line 7: bad/,
    ],
    [
      'type errors',
      'Compiling with Typescript...\na.ts (1,2): No.\nError: Typescript compilation failed\n    at x',
      /^The code of the functions has type errors: npm run check/,
    ],
    ['a plugin', `${HEAD}osls plugin "./x.cjs" not found. Make sure it's installed\n`, /^The plugin \.\/x\.cjs is not there/],
    ['a full disk', `${HEAD}ENOSPC: no space left on device\n`, /^The disk is full/],
    [
      'a file of somebody else',
      `${HEAD}EACCES: permission denied, open '/home/me/.serverless/config'\n`,
      /^osls may not write or read \/home\/me\/\.serverless\/config: look at its owner/,
    ],
    ['words of AWS', `${HEAD}User x is not authorized (EPERM in a text)\n`, /^serverless package ended with exit code 1\./],
    ['anything else', `${HEAD}No.\n`, /^serverless package ended with exit code 1\./],
  ])('%s', (_, said, sentence) => {
    expect(explain(said)).toMatch(sentence);
    expect(explain(said)).not.toMatch(/Environment:|Docs:|Error:$|\n\s+at |Learn more/m);
  });
});

test('its own words follow, each once, and not without an end', () => {
  expect(explain(`${HEAD}No.\nNo.\n`)).toBe('serverless package ended with exit code 1.\n\nosls says:\n  No.');
  const long = explain(`${HEAD}${Array.from({ length: 90 }, (_, at) => `line ${at}`).join('\n')}`);
  expect(long.split('\n')).toHaveLength(34);
  expect(long).toMatch(/… and 60 more lines: --verbose shows all\.$/);
});

test('what has been printed already is not said again', () => {
  expect(explain(`${HEAD}No.\n`, true)).toBe('serverless package ended with exit code 1.');
});
