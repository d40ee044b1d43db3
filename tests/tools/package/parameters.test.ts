import { describe, expect, test } from '@jest/globals';
import { ExpectedError, UsageError } from '../../../cli/terminal/errors.ts';
import { projectPath } from '../../../project-path.ts';
import { RULES } from '../../../tools/package/parameter-values.ts';
import {
  type GivenParameter,
  problemsOfResolved,
  readParameters,
  refuseWrongParameters,
} from '../../../tools/package/parameters.ts';
import { everything } from '../../infra/packaged-sets.ts';

const params = (values: Readonly<Record<string, string>>): readonly GivenParameter[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

describe("this project's parameters", () => {
  test('are read from serverless.yml, and each default is right by its own rule', async () => {
    const parameters = await readParameters(projectPath());
    expect(parameters.defaults).toMatchObject({ domain: '', budgetMs: '8000', alarms: 'off' });
    expect(() => refuseWrongParameters(parameters, { given: [] })).not.toThrow();
    expect(Object.keys(RULES).filter((name) => !Object.hasOwn(parameters.defaults, name))).toEqual([]);
  });

  test('take what a full deployment gives', async () => {
    const given = params({
      ...everything,
      domain: 'xn--bcher-kva.xn--p1ai',
      hostedZoneId: 'Z0123456789',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012',
    });
    const parameters = await readParameters(projectPath());
    expect(() => refuseWrongParameters(parameters, { stage: 'prod', given })).not.toThrow();
  });
});

const PARAMETERS = {
  defaults: { domain: '', imageHosts: '', alarms: 'off', alarmEmail: '', budgetMs: '8000', drawingMemoryMb: 2048 },
  stages: { prod: { imageHosts: 'images.app.com' }, staging: {} },
};

describe('a parameter that is typed', () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'letters swapped',
      { alarmEmial: 'a@b.c' },
      '--param alarmEmial=…: no parameter is called alarmEmial. Did you mean alarmEmail?',
    ],
    ['a letter left out', { imageHots: 'a.com' }, 'Did you mean imageHosts?'],
    ['other capitals', { drawingMemoryMB: '2048' }, 'Did you mean drawingMemoryMb?'],
    ['a name that is like none', { ttl: '5' }, 'There are domain, imageHosts, alarms, alarmEmail, budgetMs and drawingMemoryMb.'],
    ['a name of JavaScript', { constructor: '5' }, 'no parameter is called constructor.'],
    ['a switch', { alarms: 'true' }, '--param alarms=… must be on or off; got "true".'],
    [
      'a number',
      { drawingMemoryMb: '2 GB' },
      '--param drawingMemoryMb=… must be a whole number from 1024 to 10240 MB, of which a new account may use 3008; got "2 GB".',
    ],
    ['a budget', { budgetMs: '900' }, '--param budgetMs=… must be milliseconds from 1000 to 25000; got "900".'],
    ['hosts', { imageHosts: 'https://a.com' }, '--param imageHosts=… must be host names separated by commas'],
    ['a domain', { domain: 'https://a.com' }, '--param domain=… must be a host name in lower case'],
    ['a mail address', { alarmEmail: 'ops' }, '--param alarmEmail=… must be one mail address, such as ops@app.com; got "ops".'],
  ])('is refused: %s', (_, given, sentence) => {
    expect(() => refuseWrongParameters(PARAMETERS, { given: params(given) })).toThrow(UsageError);
    expect(() => refuseWrongParameters(PARAMETERS, { given: params(given) })).toThrow(sentence);
  });

  test('twice is refused, and every mistake is said at once', () => {
    const given = [...params({ alarms: 'on', alarmz: 'on' }), { name: 'alarms', value: 'off' }];
    expect(() => refuseWrongParameters(PARAMETERS, { given })).toThrow(
      /alarmz=…: .*\n--param alarms=… is given more than once\./,
    );
  });

  test('may not be a variable that osls resolves, for what it stands for would not be looked at', () => {
    for (const variable of ['env:OPS', 'file(ops.yml):mail', "env:OPS, 'ops@app.com'"])
      expect(() => refuseWrongParameters(PARAMETERS, { given: params({ alarmEmail: `\${${variable}}` }) })).toThrow(
        '--param alarmEmail=… must be the value itself: variables are for serverless.yml.',
      );
  });
});

describe('a stage', () => {
  test('that is nearly one of serverless.yml is taken for a typing error', () => {
    const ask = (stage: string) => () => refuseWrongParameters(PARAMETERS, { stage, given: [] });
    expect(ask('prdo')).toThrow(/^No stage is called prdo under params .* Did you mean prod\? .* such as prdo: \{\}\.$/);
    expect(ask('default')).toThrow('default is the block of params that every stage has');
    expect(ask('prod')).not.toThrow();
    expect(ask('dev')).not.toThrow();
  });
});

test.each([
  ['prod', 'prod-eu'],
  ['prod-eu', 'prod'],
  ['dev', 'develop'],
])('the stage %s is refused next to %s, whose resources its role would reach', (stage, other) => {
  const parameters = { ...PARAMETERS, stages: { [other]: {}, [stage]: {} } };
  expect(() => refuseWrongParameters(parameters, { stage, given: [] })).toThrow(
    `The stages ${stage} and ${other} cannot be in one account`,
  );
  refuseWrongParameters({ ...PARAMETERS, stages: { [other]: {}, staging: {} } }, { stage: 'staging', given: [] });
});

describe('what serverless.yml has under params', () => {
  test.each<[string, object, string]>([
    [
      'an unknown name',
      { prod: { alarmEmial: 'a@b.c' } },
      'serverless.yml, params: prod: alarmEmial: no parameter is called alarmEmial. Did you mean alarmEmail?',
    ],
    [
      'a block that is nearly the default',
      { defualt: { alarms: 'on' } },
      'params: defualt is neither default nor a stage. Did you mean default?',
    ],
    ['a switch of YAML', { prod: { alarms: true } }, 'params: prod: alarms must be on or off; got "true".'],
    ['a list', { prod: { imageHosts: ['a.com'] } }, 'params: prod: imageHosts must be one value; got'],
  ])('is refused: %s', (_, stages, sentence) => {
    const parameters = { ...PARAMETERS, stages: stages as never };
    expect(() => refuseWrongParameters(parameters, { given: [] })).toThrow(sentence);
    expect(() => refuseWrongParameters(parameters, { given: [] })).toThrow(ExpectedError);
  });

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
    ['a log of no firewall', { firewallLogs: 'on' }, { firewall: 'on' }, 'firewallLogs is on and firewall is off'],
    [
      'a log of no zone',
      { dnsLogs: 'on' },
      { domain: 'social.app.com', hostedZoneId: 'Z0123456789' },
      'dnsLogs is on and hostedZoneId is empty',
    ],
    ['a budget that nobody hears of', { monthlyBudget: '200' }, { alarmEmail: 'ops@app.com' }, 'nobody would hear of it'],
    ['addresses in no log', { viewerAddresses: 'on', trafficLogs: 'off' }, { trafficLogs: 'on' }, 'trafficLogs is off'],
  ])('is refused together with what it needs and has not: %s', async (_, values, missing, sentence) => {
    const parameters = await readParameters(projectPath());
    expect(() => refuseWrongParameters(parameters, { given: params(values) })).toThrow(UsageError);
    expect(() => refuseWrongParameters(parameters, { given: params(values) })).toThrow(sentence);
    expect(() => refuseWrongParameters(parameters, { given: params({ ...values, ...missing }) })).not.toThrow();
    const stages = { ...parameters.stages, live: values };
    expect(() => refuseWrongParameters({ ...parameters, stages }, { stage: 'live', given: [] })).toThrow(sentence);
  });

  test.each([[[]], [['']], [['on']], [{}]])('may be a variable that osls resolves, and no list: %p', (value) => {
    refuseWrongParameters({ ...PARAMETERS, stages: { prod: { alarmEmail: `\${env:OPS}` } } }, { given: [] });
    expect(() => refuseWrongParameters({ ...PARAMETERS, stages: { prod: { alarmEmail: value } } }, { given: [] })).toThrow(
      'serverless.yml, params: prod: alarmEmail must be one value',
    );
  });

  test('may leave a value empty', () => {
    refuseWrongParameters({ ...PARAMETERS, stages: { prod: { alarmEmail: null, domain: '' } } }, { given: [] });
  });
});

test('what osls has resolved is judged again, before anything is uploaded', () => {
  const asked = { stage: 'prod', given: [] };
  const blocks = (prod: object) => ({ default: PARAMETERS.defaults, prod, dev: `\${file(dev.yml)}` }) as never;
  expect(problemsOfResolved(blocks({ budgetMs: '99999', alarmEmail: 'nobody' }), asked)).toEqual([
    expect.stringMatching(/^serverless\.yml, params: prod: budgetMs must be .*; got "99999"\.$/),
    expect.stringMatching(/^serverless\.yml, params: prod: alarmEmail must be .*; got "nobody"\.$/),
  ]);
  expect(problemsOfResolved(blocks({ domain: 'social.app.com' }), asked)).toEqual([
    expect.stringMatching(/without a certificate/),
  ]);
  expect(problemsOfResolved(blocks({ budgetMs: 8000 }), asked)).toEqual([]);
});
