// What the deploy role may do with the functions' roles, and what its boundary leaves of them.
import { describe, expect, test } from '@jest/globals';
import type { Json, StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { decide } from '../support/iam.ts';
import { ACCOUNT, BOUNDARY, POLICIES, statementsOf } from './deploy-role.ts';
import { outOfReach } from './named-resources.ts';
import { takenAway, unbound } from './role-boundary.ts';

const all = POLICIES.filter((name) => name !== 'RoleBoundary').flatMap(statementsOf);

describe('a role of the stage', () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/edgecard-prod-OriginRequestRole-1`;
  const viaCloudFormation = (action: string, boundary?: string) =>
    decide(all as unknown as Json[], {
      action,
      resource: role,
      context: {
        'aws:CalledVia': 'cloudformation.amazonaws.com',
        ...(boundary === undefined ? {} : { 'iam:PermissionsBoundary': boundary }),
      },
    });

  test.each(['iam:CreateRole', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'])('is bound: %s', (action) => {
    expect(viaCloudFormation(action, BOUNDARY)).toBe('allowed');
    expect(viaCloudFormation(action)).toBe('not allowed');
    expect(viaCloudFormation(action, 'arn:aws:iam::aws:policy/AdministratorAccess')).toBe('not allowed');
    expect(viaCloudFormation(action, BOUNDARY.replace('prod', 'dev'))).toBe('not allowed');
  });

  test('is never unbound, and the boundary stays as it is, even if the deploy role may do everything one day', () => {
    const tomorrow = [...all, { Effect: 'Allow', Action: ['*'], Resource: '*' }] as unknown as Json[];
    const may = (action: string, resource: string) => decide(tomorrow, { action, resource });
    expect(may('iam:DeleteRolePermissionsBoundary', role)).toBe('denied');
    for (const action of ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy'])
      expect([action, may(`iam:${action}`, BOUNDARY)]).toEqual([action, 'denied']);
  });
});

describe('the boundary', () => {
  const permits = (action: string, resource: string, context = {}) =>
    decide(statementsOf('RoleBoundary') as unknown as Json[], { action, resource, context });

  test('permits the key of the pictures through S3: a right that the key’s own policy gives ends at the boundary as well', () => {
    const key = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`;
    expect(permits('kms:Decrypt', key, { 'kms:ViaService': 's3.us-east-1.amazonaws.com' })).toBe('allowed');
    expect(permits('kms:Decrypt', key)).toBe('not allowed');
  });

  test.each([
    ['make a role', 'iam:CreateRole', `arn:aws:iam::${ACCOUNT}:role/edgecard-prod-x`],
    ['take another role', 'sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/Admin`],
    ['read other buckets', 's3:GetObject', 'arn:aws:s3:::payroll/2026.csv'],
    ['read the secrets of others', 'secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:other`],
    [
      'read those of another stage',
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:edgecard/dev/a`,
    ],
    ['change a function', 'lambda:UpdateFunctionCode', `arn:aws:lambda:us-east-1:${ACCOUNT}:function:other`],
  ])('lets no role of the stage %s', (_, action, resource) => {
    expect(permits(action, resource)).toBe('not allowed');
  });
});

test('a resource whose name the deploy role does not reach is seen', () => {
  const topic = (TopicName: string): StackTemplate => ({
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName } } },
  });
  expect(outOfReach(topic('edgecard-test-alarms'))).toEqual([]);
  expect(outOfReach(topic('alarms'))).toContain(`Topic: sns:CreateTopic on arn:aws:sns:us-east-1:${ACCOUNT}:alarms`);
});

describe('the judge of a template', () => {
  const template = (PermissionsBoundary: Json): StackTemplate => ({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          PermissionsBoundary,
          Policies: [
            {
              PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['iam:CreateUser'], Resource: 'arn:aws:iam::1:user/a' }] },
            },
          ],
        },
      },
    },
  });

  test('sees a right that is lost, and a role without the boundary', () => {
    expect(takenAway(template('arn'))).toEqual(['Role: iam:CreateUser on arn:aws:iam::1:user/a']);
    expect(unbound(template('arn'))).toEqual([expect.stringMatching(/^Role: PermissionsBoundary must be/)]);
  });
});
