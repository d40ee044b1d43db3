// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
import { describe, expect, test } from '@jest/globals';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import type { Json } from '../../cli/doctor/checks/stack-template.ts';
import { BREACHES, headers, pair } from './edge-rule-breaches.ts';
import { goodTemplate, spoilt } from './good-template.ts';

test('finds nothing in a good template', () => {
  expect(checkEdgeRules(goodTemplate(), 'us-east-1')).toEqual([]);
});

test('refuses every Region but us-east-1', () => {
  expect(checkEdgeRules(goodTemplate(), 'eu-west-1')).toEqual([
    expect.stringMatching(/live in us-east-1; this stack goes to eu-west-1/),
  ]);
});

describe.each(BREACHES)('%s', (_subject, breaches) => {
  test.each(breaches)('refuses %s', (_what, path, value, complaint) => {
    expect(checkEdgeRules(spoilt(path, value), 'us-east-1')).toContainEqual(expect.stringMatching(complaint));
  });
});

describe('conditions', () => {
  const hosts = { 'Fn::If': ['HasDomain', pair('x-card-image-hosts', ''), { Ref: 'AWS::NoValue' }] };

  test('a branch not taken is not judged', () => {
    expect(checkEdgeRules(spoilt([...headers, 2], hosts), 'us-east-1')).toEqual([]);
  });

  test('a branch that is taken is judged', () => {
    const taken = spoilt(
      ['Conditions', 'HasDomain', 'Fn::Not', 0, 'Fn::Equals', 0],
      'social.app.com',
      spoilt([...headers, 2], hosts),
    );
    expect(checkEdgeRules(taken, 'us-east-1')).toEqual([
      expect.stringMatching(/x-card-image-hosts must have 1 to 1783/),
      expect.stringMatching(/a domain needs an ACM certificate/),
      expect.stringMatching(/MinimumProtocolVersion/),
    ]);
  });

  test('a condition that is not a comparison of literals is an error', () => {
    const unknown = spoilt(['Conditions', 'HasDomain'], { Ref: 'AWS::Region' });
    expect(() => checkEdgeRules(unknown, 'us-east-1')).toThrow('Not a condition');
  });
});

describe('A function that runs in the Region', () => {
  const regional = (Statement: Json): Json => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } }] },
      Policies: [{ PolicyDocument: { Statement } }],
    },
  });
  const withRegional = (Action: string, Resource: string) =>
    checkEdgeRules(spoilt(['Resources', 'Worker'], regional([{ Effect: 'Allow', Action, Resource }])), 'us-east-1');

  test('may have variables, and permissions that edge functions have not', () => {
    expect(withRegional('sqs:DeleteMessage', 'arn:aws:sqs:us-east-1:1:cards')).toEqual([]);
    const worker = { Type: 'AWS::Lambda::Function', Properties: { Environment: { Variables: {} } } };
    expect(checkEdgeRules(spoilt(['Resources', 'Draws'], worker), 'us-east-1')).toEqual([]);
  });

  test.each([
    ['do anything with a service', 'sqs:*', 'arn:aws:sqs:us-east-1:1:cards', /Worker: sqs:\* is more/],
    ['do something with everything', 'sqs:SendMessage', '*', /Worker: sqs:SendMessage is allowed on everything/],
  ])('may not %s', (_what, action, resource, complaint) => {
    expect(withRegional(action, resource)).toEqual([expect.stringMatching(complaint)]);
  });
});
