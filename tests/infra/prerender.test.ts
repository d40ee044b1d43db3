// infra/prerender.yml as osls packages it, with the parameter on and off: sound, safe and of one mind with the code.
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { at, decideConditions, type Json, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { MAX_RECEIVES } from '../../cloud/prerender/prerender-card.ts';
import { SETTINGS } from '../../edge/core/config.ts';
import { AFTER_DRAWING_MS } from '../../edge/core/time-limits.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { outOfReach } from './named-resources.ts';
import { expectOnlyItsRule } from './queue-policy.ts';
import { safetyProblems } from './resource-safety.ts';
import { takenAway } from './role-boundary.ts';

const spec = await loadAwsServiceSpec();
const VERSION = '0f9619ff-8b86-d011-b42d-00c04fc964ff';
let template: StackTemplate;
beforeAll(async () => {
  template = await packageTemplate({ prerender: 'on', alarms: 'on', roleBoundary: 'on', pageKeysVersion: VERSION });
}, 120_000);

const properties = (id: string) => decideConditions(template).Resources[id]?.Properties;
const worker = () => properties('PrerenderWorkerLambdaFunction');
const mapping = () => properties('PrerenderWorkerEventSourceMappingSQSPrerenderQueue');

test('has no problems, and nothing but resources that are safe', () => {
  expect(checkTemplate(template, spec)).toEqual([]);
  expect(checkEdgeRules(template, 'us-east-1')).toEqual([]);
  expect(safetyProblems(decideConditions(template))).toEqual([]);
});

test('makes these resources', () => {
  const ids = Object.keys(decideConditions(template).Resources).filter((id) => id.startsWith('Prerender'));
  expect(ids.sort()).toEqual([
    'PrerenderDeadLetters',
    'PrerenderDeadLettersAlarm',
    'PrerenderJobs',
    'PrerenderQueue',
    'PrerenderQueuePolicy',
    'PrerenderRequestRule',
    'PrerenderRequests',
    'PrerenderRequestsPolicy',
    'PrerenderWorkerEventSourceMappingSQSPrerenderQueue',
    'PrerenderWorkerLambdaFunction',
    'PrerenderWorkerRole',
  ]);
});

test('the alarm of the dead letters links to its section of the runbook', () => {
  expect(properties('PrerenderDeadLettersAlarm')?.['AlarmDescription']).toMatch(/ docs\/8-operate\.md#prerender-dead-letters$/);
});

test('the worker keeps all its rights behind the boundary of the roles', () => {
  expect(takenAway(template)).toEqual([]);
  expect(outOfReach(template)).toEqual([]);
});

test('makes none of them when it is off, which is the default', async () => {
  const ids = Object.keys(decideConditions(await packageTemplate({})).Resources);
  expect(ids.filter((id) => id.startsWith('Prerender'))).toEqual([]);
}, 60_000);

test('a switch that is neither on nor off is refused', async () => {
  await expect(
    packageTemplate({ prerender: 'yes' }).then((made) => expect(checkEdgeRules(made, 'us-east-1')).toEqual([])),
  ).rejects.toThrow(/HasPrerender must be on or off/);
}, 60_000);

describe('The queue and the worker are of one mind', () => {
  test('about settings: each is a variable, the keys by secret and version', () => {
    const variables = at(worker(), 'Environment', 'Variables') as Readonly<Record<string, Json>>;
    const settings = Object.keys(variables).filter((name) => name.startsWith('X_CARD_'));
    expect(settings.map((name) => name.toLowerCase().replaceAll('_', '-')).sort()).toEqual(
      Object.values(SETTINGS)
        .map(({ header }) => header)
        .sort(),
    );
    expect([variables['X_CARD_SIGNING_KEYS'], variables['X_CARD_PAGE_KEYS']]).toEqual([
      'secretsmanager:edgecard/test/signing-keys:',
      `secretsmanager:edgecard/test/page-keys:${VERSION}`,
    ]);
  });

  test('about time: a batch ends in the function’s, and a message is hidden six times as long', () => {
    const timeout = Number(worker()?.['Timeout']);
    const budgetMs = Number(at(worker(), 'Environment', 'Variables', 'X_CARD_BUDGET_MS'));
    const size = Number(mapping()?.['BatchSize']);
    expect(mapping()?.['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
    // None is given back untried, whatever the others take: a browser that dies is replaced once.
    expect(timeout * 1000).toBeGreaterThan(size * 2 * budgetMs + budgetMs + AFTER_DRAWING_MS);
    expect(properties('PrerenderQueue')?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * timeout);
  });

  test('about the end: who counts the last try is who makes the dead letters', () => {
    expect(at(properties('PrerenderQueue'), 'RedrivePolicy', 'maxReceiveCount')).toBe(MAX_RECEIVES);
  });

  test('about the crawlers: they have the rest of the Region’s concurrency', () => {
    expect(at(mapping(), 'ScalingConfig', 'MaximumConcurrency')).toBe(10);
  });
});

const ACCOUNT = '111122223333';
const queue = `arn:aws:sqs:us-east-1:${ACCOUNT}:edgecard-test-prerender`;

test('the queue takes messages from the rule of the request bucket, and from no other service', () => {
  const rule = `arn:aws:events:us-east-1:${ACCOUNT}:rule/requests`;
  const names = {
    'PrerenderQueue.Arn': queue,
    'PrerenderDeadLetters.Arn': `${queue}-dead-letters`,
    'PrerenderRequestRule.Arn': rule,
  };
  expectOnlyItsRule({ policy: properties('PrerenderQueuePolicy'), queue, rule, names });
});
