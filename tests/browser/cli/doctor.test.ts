// `cards doctor` against the local stack: nothing wrong as it is, and the right complaint for each fault that is planted before it.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { unsignedExample } from '../../../card-schema/example-card.ts';
import { type Diagnosis, diagnose } from '../../../cli/doctor/diagnose.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { type DeployedAccount, type DeployedAccountOptions, openDeployedAccount } from '../../doubles/aws/deployed-account.ts';
import { spoilt } from '../../infra/good-template.ts';
import { OPEN_CARD, SAMPLE_PATH } from '../../support/sample-cards.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { doctor, faultsIn, findings, healthy, isNoCard, shareHealthyStack, stack, standBefore } from './healthy-stack.ts';

shareHealthyStack();

test('a healthy stack has no fault, and everything that can be checked here is', async () => {
  const found = await diagnose(healthy);
  expect(faultsIn(found)).toEqual([]);
  expect(found.filter(({ state }) => state === 'ok').map(({ check }) => check)).toEqual([
    ...(unsignedExample() ? ['card'] : []),
    'default card',
    ...(OPEN_CARD ? ['signatures'] : []),
    'clock',
    ...(unsignedExample() ? ['design versions'] : []),
    'guard',
    'site versions',
    'public access',
  ]);
});

describe('the command', () => {
  const parts = () => ['--card-site', stack.cardSite, '--s3', stack.s3];

  test('ends with 0 when all is well, and says so', async () => {
    const { code, out } = await doctor([stack.cdn, ...parts()]);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n\n {2}–/);
    const card = unsignedExample()
      ? /\n {2}ok {5}card {13}image\/jpeg, 1200 × 630, [\d,]+ bytes, (drawn|hit)\n/
      : /\n {2}ok {5}default card {5}an address that is not a card: image\/jpeg, 1200 × 630, [\d,]+ bytes\n/;
    expect(out).toMatch(card);
    expect(out).toMatch(/, 0 faults\.\n$/);
    expect(code).toBe(0);
  });

  test('takes the address of a card, as it was shared', async () => {
    const { code, out } = await doctor([`${stack.cdn.replace('http', 'HTTP')}${SAMPLE_PATH}?fbclid=x#top`, ...parts()]);
    expect([code, out]).toEqual([0, expect.stringContaining(`${stack.cdn}\n`)]);
  });

  test('signs with the first of several keys, as the secret has them', async () => {
    const keys = (key: string) => ` ${key} , a key of last month`;
    const { signing, page } = DEVELOPMENT_KEYS;
    const env = { EDGECARD_SIGNING_KEY: keys(signing), EDGECARD_PAGE_KEY: keys(page) };
    expect(faultsIn(findings(await doctor([stack.cdn, ...parts(), '--json'], env)))).toEqual([]);
  });

  test('ends with 1 when something is wrong, and says what to do', async () => {
    const origin = await standBefore(stack.cdn, (answered, { path }) =>
      isNoCard(path) ? { ...answered, status: 404 } : answered,
    );
    const { code, out } = await doctor([origin, ...parts()]);
    expect([code, out]).toEqual([1, expect.stringMatching(/FAULT {2}default card .* 404\n +→ Look at custom error pages/)]);
    const { out: json } = await doctor([origin, ...parts(), '--json']);
    expect(JSON.parse(json)).toMatchObject({ ok: false, faults: 1, pictures: origin });
    expect(`${out}${json}`).not.toContain(DEVELOPMENT_KEYS.signing);
    expect(`${out}${json}`).not.toContain(DEVELOPMENT_KEYS.page);
  });
});

describe('inside a deployed stack', () => {
  let aws: DeployedAccount | undefined;
  afterEach(() => aws?.close());

  async function inside(options: Partial<DeployedAccountOptions>, ...args: readonly string[]): Promise<readonly Diagnosis[]> {
    aws = await openDeployedAccount({ bucket: 'pictures', ...options });
    const diagnosis = await doctor(
      [stack.cdn, '--card-site', stack.cardSite, '--stack', 'edgecard-test', '--json', ...args],
      aws.env,
    );
    return findings(diagnosis).filter(({ check }) =>
      ['stack', 'secrets', 'concurrency', 'bucket policies', 'alarm mail'].includes(check),
    );
  }

  test('status, policies and the age of secrets are read, and no secret’s value is', async () => {
    expect(await inside({})).toMatchObject([
      { check: 'bucket policies', state: 'ok' },
      { check: 'stack', state: 'ok', found: 'edgecard-test is UPDATE_COMPLETE' },
      { check: 'secrets', state: 'ok', found: 'SigningKeys is 10 days old' },
      { check: 'secrets', state: 'ok', found: 'PageKeys is 10 days old' },
      { check: 'concurrency', state: 'ok', found: 'the account may run 1,000 functions at the same time' },
      { check: 'alarm mail', state: 'not checked', found: expect.stringContaining('alarmEmail') },
    ]);
    const calls = aws?.calls.filter((call) => call.startsWith('secretsmanager'));
    expect(calls).toEqual(['secretsmanager.DescribeSecret', 'secretsmanager.DescribeSecret']);
  });

  test('a failed deployment, a bucket that was opened and old keys are reported', async () => {
    const found = await inside({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', publicBucket: true, secretAgeDays: 400 });
    expect(faultsIn(found).map((one) => one.found)).toEqual([
      'pictures does not block public access',
      'the policy of pictures is public',
      'edgecard-test is UPDATE_ROLLBACK_COMPLETE',
      'SigningKeys is 400 days old, more than 365',
      'PageKeys is 400 days old, more than 365',
    ]);
  });

  test.each([
    ['confirmed', 'ok', 'ops@example.com gets the alarms'],
    ['pending', 'fault', 'ops@example.com has not confirmed that it wants the alarms, and gets none'],
    ['removed', 'fault', 'nobody gets the alarms'],
  ] as const)('an address of the alarms that is %s is reported', async (alarmMail, state, found) => {
    const about = (await inside({ alarmMail })).filter(({ check }) => check === 'alarm mail');
    expect(about).toMatchObject([{ state, found }]);
  });

  test('an account that may run few functions is reported, with what to ask for', async () => {
    const [found] = faultsIn(await inside({ concurrency: 10 }));
    expect(found?.found).toMatch(
      /^the account may run 10 functions at the same time in us-east-1, not 1,000: crawlers .* get the fallback picture/,
    );
    expect(found?.advice).toContain('aws service-quotas request-service-quota-increase');
  });

  test('how old a key may be is an option', async () => {
    expect(faultsIn(await inside({}, '--max-secret-age', '5'))).toMatchObject([{ check: 'secrets' }, { check: 'secrets' }]);
  });

  test('a stack that is not there is reported in one sentence', async () => {
    aws = await openDeployedAccount({ bucket: 'pictures' });
    const { code, err } = await doctor(['--stack', 'nope'], aws.env);
    expect([code, err]).toEqual([
      1,
      'There is no stack nope in us-east-1, in the account of these credentials. Look at --stack, --region and AWS_PROFILE.\n',
    ]);
  });
});

describe('what was packaged', () => {
  test('is not checked without a package', async () => {
    const found = (await diagnose(healthy)).filter(({ check }) => check === 'template' || check === 'zips');
    expect(found.map(({ state }) => state)).toEqual(['not checked', 'not checked']);
  });

  test('is checked: a template with an open bucket and zips with strays are reported', async () => {
    await using packaged = await temporaryFolder('packaged');
    const spoiltTemplate = spoilt(
      ['Resources', 'Pictures', 'Properties', 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'],
      false,
    );
    await writeFile(join(packaged.path, 'cloudformation-template-update-stack.json'), JSON.stringify(spoiltTemplate));
    await writeFile(
      join(packaged.path, 'serverless-state.json'),
      JSON.stringify({ service: { provider: { region: 'us-east-1' } } }),
    );
    const faults = faultsIn(await diagnose({ ...healthy, packaged: packaged.path }));
    expect(faults.map(({ check }) => check)).toEqual(expect.arrayContaining(['template']));
    expect(faults.map((one) => one.found)).toContain('Pictures: BlockPublicPolicy must be true.');
  });
});
