import { readFileSync } from 'node:fs';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { describe, expect, test } from '@jest/globals';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { projectPath } from '../../project-path.ts';
import { registryPermissions } from '../../tools/registry/handler-permissions.ts';
import { resourceTypes } from '../../tools/registry/resource-types.ts';
import {
  covers,
  isLike,
  MAX_POLICY_CHARACTERS,
  POLICIES,
  policyCharacters,
  resourcesOf,
  statementsOf,
  template,
} from './deploy-role.ts';
import { BEYOND_THE_REGISTRY, type Exception, NEVER_NEEDED } from './handler-exceptions.ts';

const all = POLICIES.filter((name) => name !== 'RoleBoundary').flatMap(statementsOf);
const stackStatements = POLICIES.filter((name) => name.startsWith('Stack'))
  .flatMap(statementsOf)
  .filter(({ Effect }) => Effect === 'Allow');

const { types } = registryPermissions();

/** What a type's handlers name, in lower case as IAM compares it, and which of them do. */
function allNamed(type: string): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [handler, actions] of Object.entries(types[type] ?? {}))
    for (const action of actions.map((one) => one.toLowerCase()))
      named.set(action, [named.get(action), handler].filter(Boolean).join(', '));
  return named;
}

function actionsIn(table: Readonly<Record<string, readonly Exception[]>>, type: string): readonly string[] {
  return (table[type] ?? []).flatMap(({ actions }) => actions);
}

function isExempt(type: string, action: string): boolean {
  return actionsIn(NEVER_NEEDED, type).some((exempt) => exempt.toLowerCase() === action);
}

function isGranted(action: string): boolean {
  return stackStatements.some(({ Action }) => Action.some((pattern) => isLike(pattern, action)));
}

test('is a template that CloudFormation takes', async () => {
  expect(checkTemplate(template as never, await loadAwsServiceSpec())).toEqual([]);
});

test.each(POLICIES)('%s is within IAM’s limit', (name) => {
  expect(policyCharacters(name)).toBeLessThanOrEqual(MAX_POLICY_CHARACTERS);
});

test('is small enough for the command line, which uploads nothing to a bucket', () => {
  expect(readFileSync(projectPath('infra/deploy-role.json')).length).toBeLessThanOrEqual(51_200);
});

test('every statement says why', () => {
  const sids = POLICIES.flatMap(statementsOf).map(({ Sid }) => Sid);
  expect(Object.keys(template.Metadata.Reasons).sort()).toEqual(sids.sort());
});

describe('what CloudFormation does', () => {
  test.each(resourceTypes())('for a resource of type %s is allowed', (type) => {
    const named = allNamed(type);
    expect([...named.keys(), ...actionsIn(BEYOND_THE_REGISTRY, type)]).not.toEqual([]); // npm run registry
    const lacking = [...named].filter(([action]) => !isExempt(type, action) && !isGranted(action));
    expect(lacking.map(([action, handlers]) => `${action}, which ${handlers} needs`)).toEqual([]);
    expect(actionsIn(BEYOND_THE_REGISTRY, type).filter((action) => !isGranted(action))).toEqual([]);
  });

  test('and nothing that no type needs', () => {
    const needed = resourceTypes().flatMap((type) => [
      ...[...allNamed(type).keys()].filter((action) => !isExempt(type, action)),
      ...actionsIn(BEYOND_THE_REGISTRY, type),
    ]);
    const granted = stackStatements.flatMap(({ Action }) => Action);
    expect(granted.filter((pattern) => !needed.some((action) => isLike(pattern, action)))).toEqual([]);
  });

  test('with no exception that has lost its reason', () => {
    const stale = Object.keys(NEVER_NEEDED).flatMap((type) =>
      actionsIn(NEVER_NEEDED, type).filter((action) => !allNamed(type).has(action.toLowerCase())),
    );
    expect(stale).toEqual([]);
    const used = new Set(resourceTypes());
    expect([NEVER_NEEDED, BEYOND_THE_REGISTRY].flatMap(Object.keys).filter((type) => !used.has(type))).toEqual([]);
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
    ['logs:CreateLogGroup', 'arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-edgecard-prod'],
    ['logs:CreateLogGroup', 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/edgecard-prod'],
    ['logs:PutDeliverySource', 'arn:aws:logs:us-east-1:123456789012:delivery-source:edgecard-prod-pictures'],
    ['logs:PutDeliveryDestination', 'arn:aws:logs:us-east-1:123456789012:delivery-destination:edgecard-prod-card-site'],
    ['glue:CreateTable', 'arn:aws:glue:us-east-1:123456789012:table/edgecard_prod/pictures'],
    ['athena:CreateWorkGroup', 'arn:aws:athena:us-east-1:123456789012:workgroup/edgecard-prod'],
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
    [
      'delete keys',
      'secretsmanager:DeleteSecret',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:edgecard/prod/signing-keys-AbCdEf',
    ],
    [
      'change keys',
      'secretsmanager:PutSecretValue',
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:edgecard/prod/page-keys-AbCdEf',
    ],
    ['read secrets of others', 'secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:us-east-1:123456789012:secret:other'],
  ] as const;
  test.each(forbidden)('%s', (_name, action, arn) => {
    expect(all.filter((statement) => statement.Effect === 'Allow' && covers(statement, action, arn))).toEqual([]);
  });
});

test('a resource is * only where AWS knows no other', () => {
  const open = all.filter((statement) => resourcesOf(statement).includes('*'));
  for (const { Sid } of open) {
    expect(template.Metadata.Reasons[Sid]).toMatch(/no resource|not there yet|without a resource/);
  }
  expect(open.flatMap(({ Action }) => Action).sort()).toEqual([
    'acm:RequestCertificate',
    'cloudformation:ListExports',
    'cloudformation:ValidateTemplate',
    'cloudfront:CreateCachePolicy',
    'cloudfront:CreateDistribution',
    'cloudfront:CreateFunction',
    'cloudfront:CreateOriginAccessControl',
    'cloudfront:CreateResponseHeadersPolicy',
    'cloudtrail:DescribeTrails',
    'cloudwatch:DescribeAlarms',
    'kms:CreateKey',
    'lambda:CreateEventSourceMapping',
    'lambda:GetAccountSettings',
    'lambda:GetEventSourceMapping',
    'logs:CreateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:DeleteResourcePolicy',
    'logs:DescribeDeliveries',
    'logs:DescribeLogGroups',
    'logs:DescribeResourcePolicies',
    'logs:PutResourcePolicy',
    'route53:DeleteQueryLoggingConfig',
    'route53:GetQueryLoggingConfig',
    'route53:ListQueryLoggingConfigs',
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
