import { readdirSync, readFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { describe, expect, test } from '@jest/globals';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { projectPath } from '../../project-path.ts';
import { ACTIONS_OF_TYPES } from './actions-of-types.ts';
import { covers, MAX_POLICY_CHARACTERS, POLICIES, policyCharacters, resourcesOf, statementsOf, template } from './deploy-role.ts';

const stackPolicies = POLICIES.filter((name) => name !== 'DeployCalls');
const stackStatements = stackPolicies.flatMap(statementsOf);
const all = POLICIES.flatMap(statementsOf);

/** Types that osls adds to those of infra/. */
const OSLS_TYPES = [
  'AWS::IAM::Role',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Logs::LogGroup',
];

test('is a template that CloudFormation takes', async () => {
  expect(checkTemplate(template as never, await loadAwsServiceSpec())).toEqual([]);
});

test.each(POLICIES)('%s is within IAM’s limit', (name) => {
  expect(policyCharacters(name)).toBeLessThanOrEqual(MAX_POLICY_CHARACTERS);
});

test('every statement says why', () => {
  expect(Object.keys(template.Metadata.Reasons).sort()).toEqual(all.map(({ Sid }) => Sid).sort());
});

describe('what CloudFormation does', () => {
  const types = readdirSync(projectPath('infra'))
    .filter((name) => name.endsWith('.yml'))
    .flatMap((name) => [...readFileSync(projectPath('infra', name), 'utf8').matchAll(/Type: '?(AWS::\w+::\w+)/g)])
    .map(([, type = '']) => type);

  test.each([...new Set([...types, ...OSLS_TYPES])].sort())('for a resource of type %s is allowed', (type) => {
    const granted = stackStatements.flatMap(({ Action }) => Action);
    expect(ACTIONS_OF_TYPES[type] ?? `no row in actions-of-types.ts`).toBeInstanceOf(Array);
    expect((ACTIONS_OF_TYPES[type] ?? []).filter((action) => !granted.includes(action))).toEqual([]);
  });

  test('and nothing that no type needs', () => {
    const needed = new Set(Object.values(ACTIONS_OF_TYPES).flat());
    expect(stackStatements.flatMap(({ Action }) => Action).filter((action) => !needed.has(action))).toEqual([]);
  });

  test('is allowed to CloudFormation on behalf of the role, not to the role', () => {
    for (const { Condition } of stackStatements)
      expect(Condition?.['ForAnyValue:StringEquals']).toEqual({ 'aws:CalledVia': 'cloudformation.amazonaws.com' });
  });
});

describe('what infra/ gives a name of its own is within reach of', () => {
  const named = [
    ['logs:CreateLogGroup', 'arn:aws:logs:us-east-1:123456789012:log-group:/edgecard/prod'],
    ['logs:CreateLogGroup', 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/cloudfront/LambdaEdge/E1ABCDEFGHIJK'],
    ['cloudtrail:CreateTrail', 'arn:aws:cloudtrail:us-east-1:123456789012:trail/edgecard-prod'],
  ] as const;
  test.each(named)('%s %s', (action, arn) => {
    expect(stackStatements.filter((statement) => covers(statement, action, arn))).toHaveLength(1);
  });
});

describe('the role may not', () => {
  const own = 'arn:aws:iam::123456789012:role/deploy-edgecard-prod';
  const other = 'arn:aws:iam::123456789012:role/Admin';
  const forbidden = [
    ['change itself', 'iam:PutRolePolicy', own],
    ['pass itself on', 'iam:PassRole', own],
    ['change the roles of others', 'iam:PutRolePolicy', other],
    ['attach policies of AWS to a role', 'iam:AttachRolePolicy', 'arn:aws:iam::123456789012:role/edgecard-prod-x'],
    ['delete the stack', 'cloudformation:DeleteStack', 'arn:aws:cloudformation:us-east-1:123456789012:stack/edgecard-prod/1'],
    ['touch another stage', 'cloudformation:UpdateStack', 'arn:aws:cloudformation:us-east-1:123456789012:stack/edgecard-dev/1'],
    ['overwrite a picture', 's3:PutObject', 'arn:aws:s3:::edgecard-prod-picturebucket-1/0123456789ab/any/1-2-3.jpg'],
    ['delete a picture', 's3:DeleteObject', 'arn:aws:s3:::edgecard-prod-picturebucket-1/0123456789ab/any/1-2-3.jpg'],
    ['delete an old page’s assets', 's3:DeleteObject', 'arn:aws:s3:::edgecard-prod-cardsitebucket-1/assets/index.js'],
    ['read secrets of others', 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other'],
  ] as const;
  test.each(forbidden)('%s', (_name, action, arn) => {
    expect(all.filter((statement) => covers(statement, action, arn))).toEqual([]);
  });
});

test('a resource is * only where AWS knows no other', () => {
  const open = all.filter((statement) => resourcesOf(statement).includes('*'));
  for (const { Sid } of open) {
    expect(template.Metadata.Reasons[Sid]).toMatch(/no resource|not there yet|without a resource/);
  }
  expect(open.flatMap(({ Action }) => Action).sort()).toEqual([
    'cloudformation:ValidateTemplate',
    'cloudtrail:DescribeTrails',
    'cloudwatch:DescribeAlarms',
    'kms:CreateKey',
    'kms:ListAliases',
    'lambda:CreateEventSourceMapping',
    'lambda:GetEventSourceMapping',
    'logs:DescribeLogGroups',
    'secretsmanager:GetRandomPassword',
  ]);
});

describe('the trust', () => {
  const { AssumeRolePolicyDocument: trust } = template.Resources['DeployRole']?.Properties ?? {};
  const [statement] = (trust as { Statement: readonly { Condition: Record<string, Record<string, unknown>> }[] }).Statement;

  test('is in one environment of one repository, by the subject in either form', () => {
    expect(Object.keys(statement?.Condition ?? {})).toEqual(['StringEquals']);
    expect(statement?.Condition['StringEquals']).toEqual({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': {
        'Fn::If': [
          'IsImmutable',
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
          { 'Fn::Sub': 'repo:${Owner}@${OwnerId}/${Repository}@${RepositoryId}:environment:${Stage}' },
          // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
          { 'Fn::Sub': 'repo:${Owner}/${Repository}:environment:${Stage}' },
        ],
      },
    });
  });
});
