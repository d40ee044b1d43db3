import { expect, test } from '@jest/globals';
import { DeployError, readDeployOptions } from '../../../tools/deploy/options.ts';

test('parameters go to packaging and to osls, the form of the pack to packaging alone', () => {
  const args = [
    '--stage',
    'prod',
    '--param=domain=social.app.com',
    '--param',
    'budgetMs=9000',
    '--pack',
    'complete',
    '--dry-run',
  ];
  const forOsls = ['--stage', 'prod', '--param=domain=social.app.com', '--param=budgetMs=9000'];
  expect(readDeployOptions(args)).toEqual({
    stage: 'prod',
    dryRun: true,
    forOsls,
    forPackage: [...forOsls, '--pack', 'complete'],
  });
});

test('the static studio is packaged when it is asked for', () => {
  expect(readDeployOptions(['--stage', 'prod', '--studio'])).toMatchObject({
    forOsls: ['--stage', 'prod'],
    forPackage: ['--stage', 'prod', '--studio'],
  });
});

test.each([[['--help']], [['-h', '--stage', 'prod']]])('%j asks for help', (args) => {
  expect(readDeployOptions(args)).toBe('help');
});

test.each([
  [[], '--stage must be 1 to 20 lower-case letters, digits or hyphens, such as prod; there is none.'],
  [['--stage', 'Prod'], 'got "Prod"'],
  [['--stage', 'prod/../x'], 'got "prod/../x"'],
  [['--stage', 'prod', '--param', 'domain'], '--param must be name=value; got "domain".'],
  [['--stage', 'prod', '--force'], "Unknown option '--force'"],
  [['prod'], 'Usage: npm run deploy'],
])('%j is refused with a sentence that helps', (args, sentence) => {
  expect(() => readDeployOptions(args)).toThrow(DeployError);
  expect(() => readDeployOptions(args)).toThrow(sentence);
});
