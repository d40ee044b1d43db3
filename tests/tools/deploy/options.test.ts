import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../../cli/terminal/errors.ts';
import { readLine } from '../../../cli/terminal/read-line.ts';
import { DEPLOY_OPTIONS, deployOptionsOf, removeOptionsOf, withParameters } from '../../../tools/deploy/options.ts';

const read = (args: readonly string[]) =>
  deployOptionsOf(readLine(args, { name: 'npm run deploy', options: DEPLOY_OPTIONS }).options);

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
  expect(read(args)).toEqual({
    stage: 'prod',
    dryRun: true,
    verbose: false,
    given: [
      { name: 'domain', value: 'social.app.com' },
      { name: 'budgetMs', value: '9000' },
    ],
    forOsls,
    forPackage: [...forOsls, '--pack', 'complete'],
  });
});

test('what the deployment finds out is given as well, unless the command line has it', () => {
  const asked = read(['--stage', 'prod', '--param', 'functionSuffix=-3']);
  const found = [
    { name: 'commit', value: 'abc' },
    { name: 'functionSuffix', value: '-2' },
  ];
  const forOsls = ['--stage', 'prod', '--param=functionSuffix=-3', '--param=commit=abc'];
  expect(withParameters(asked, found)).toMatchObject({ forOsls, forPackage: forOsls });
});

describe('--remove', () => {
  const removal = (args: readonly string[]) =>
    removeOptionsOf(readLine(args, { name: 'npm run deploy', options: DEPLOY_OPTIONS }).options);

  test('is for a stage, and confirmed by the name of its stack', () => {
    expect(removal(['--stage', 'dev'])).toBeUndefined();
    expect(removal(['--stage', 'dev', '--remove', '--confirm', 'edgecard-dev'])).toEqual({
      stage: 'dev',
      confirm: 'edgecard-dev',
      withPictures: false,
    });
  });

  test('with --dry-run removes nothing, whatever is confirmed', () => {
    expect(removal(['--stage', 'dev', '--remove', '--confirm', 'edgecard-dev', '--dry-run'])).toMatchObject({
      confirm: undefined,
    });
  });

  test.each([
    [['--remove'], 'Name the stage that is to be removed'],
    [['--stage', 'dev', '--confirm', 'edgecard-dev'], '--confirm belongs to --remove.'],
    [['--stage', 'dev', '--with-pictures'], '--with-pictures belongs to --remove.'],
    [['--stage', 'dev', '--remove', '--param', 'domain=a.com', '--studio'], '--param and --studio: that is for a deployment'],
  ])('%j is refused', (args, sentence) => {
    expect(() => removal(args)).toThrow(sentence);
  });
});

test('the static studio is packaged when it is asked for', () => {
  expect(read(['--stage', 'prod', '--studio'])).toMatchObject({
    forOsls: ['--stage', 'prod'],
    forPackage: ['--stage', 'prod', '--studio'],
  });
});

test.each([
  [[], 'Name the deployment with --stage, such as --stage prod.'],
  [['--stage', 'Prod'], '--stage must be 1 to 15 lower-case letters, digits or hyphens, such as prod; got "Prod".'],
  [['--stage', 'production-north'], 'got "production-north"'],
  [['--stage', 'prod/../x'], 'got "prod/../x"'],
  [['--stage', 'prod', '--param', 'domain'], '--param must be name=value, such as domain=social.app.com; got "domain".'],
  [['--stage', 'prod', '--force'], "Unknown option '--force'"],
  [['--stage', 'prod', '--param', 'domain='], 'got "domain=".'],
  [['--stage', 'prod', '--pack', 'prunned'], '--pack must be pruned or complete; got "prunned". Did you mean pruned?'],
  [['prod'], 'npm run deploy takes options only; got "prod".'],
])('%j is refused with a sentence that helps', (args, sentence) => {
  expect(() => read(args)).toThrow(UsageError);
  expect(() => read(args)).toThrow(sentence);
});
