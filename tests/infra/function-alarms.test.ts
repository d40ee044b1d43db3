// Every function of serverless.yml has an alarm on its errors, when alarms are on: one that fails in silence is found by its victims.
import { beforeAll, expect, test } from '@jest/globals';
import { decideConditions, resourcesOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { functionsWithoutAlarm } from './function-alarms.ts';
import { everything } from './packaged-sets.ts';

/** Functions without one, and why. One that has an alarm now must go from here. */
const EXCEPTIONS = {
  PrerenderWorkerLambdaFunction:
    'What fails comes back from the queue, and after three times it is a dead letter, which has an alarm (prerender-dead-letters).',
};

let template: StackTemplate;
beforeAll(async () => {
  template = decideConditions(await packageTemplate({ ...everything, prerender: 'on', photos: 'on' }));
}, 120_000);

test('every function has an alarm on its errors, or a reason to have none', () => {
  expect(resourcesOf(template, 'AWS::Lambda::Function').length).toBeGreaterThan(8);
  expect(functionsWithoutAlarm(template)).toEqual(Object.keys(EXCEPTIONS));
  expect(Object.keys(template.Resources)).toContain('PrerenderDeadLettersAlarm');
});

test('a function whose alarm is gone, or writes to nobody, is found', () => {
  const { DrawBrakeErrorsAlarm: alarm, ...Resources } = template.Resources;
  expect(functionsWithoutAlarm({ ...template, Resources })).toContain('DrawingBrakeLambdaFunction');
  const silent = { Type: 'AWS::CloudWatch::Alarm', Properties: { ...alarm?.Properties, AlarmActions: [] } };
  const unheard = { ...template, Resources: { ...Resources, DrawBrakeErrorsAlarm: silent } };
  expect(functionsWithoutAlarm(unheard)).toContain('DrawingBrakeLambdaFunction');
});

test('a new function without an alarm is found', () => {
  const Resources = { ...template.Resources, NewLambdaFunction: { Type: 'AWS::Lambda::Function', Properties: {} } };
  expect(functionsWithoutAlarm({ ...template, Resources })).toContain('NewLambdaFunction');
});
