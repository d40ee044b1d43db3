// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
import { describe, expect, test } from '@jest/globals';
import { decide, type IamRequest, resolveReferences } from './iam.ts';

const read: IamRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::cards/packs/1' };
const allow = (more: object = {}) => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::cards/packs/*',
  ...more,
});

describe('A request', () => {
  test('is not allowed where no statement speaks of it', () => {
    expect(decide([], read)).toBe('not allowed');
  });

  test('is allowed by one statement, and denied by one in spite of all others', () => {
    expect(decide([allow()], read)).toBe('allowed');
    expect(decide([allow(), { ...allow(), Effect: 'Deny' }], read)).toBe('denied');
  });

  test.each([
    ['the action in another case', { Action: 'S3:getobject' }, 'allowed'],
    ['a wildcard in the action', { Action: 's3:Get*' }, 'allowed'],
    ['another action', { Action: 's3:GetObjectAcl' }, 'not allowed'],
    ['one of several actions', { Action: ['s3:PutObject', 's3:GetObject'] }, 'allowed'],
    ['a resource in another case', { Resource: 'arn:aws:s3:::cards/Packs/*' }, 'not allowed'],
    ['a wildcard over slashes', { Resource: 'arn:aws:s3:::*' }, 'allowed'],
    ['a question mark for one character', { Resource: 'arn:aws:s3:::cards/pack?/1' }, 'allowed'],
    ['a question mark for none', { Resource: 'arn:aws:s3:::cards/packs/1?' }, 'not allowed'],
    ['a dot that is a dot', { Resource: 'arn:aws:s3:::cards.packs/1' }, 'not allowed'],
    ['a part of the resource', { Resource: 'arn:aws:s3:::cards/packs/' }, 'not allowed'],
  ])('meets %s', (_what, change, decision) => {
    expect(decide([allow(change)], read)).toBe(decision);
  });

  test.each<[string, object, IamRequest['principal'], string]>([
    ['everyone', { Principal: '*' }, undefined, 'allowed'],
    ['every account', { Principal: { AWS: '*' } }, { AWS: 'arn:aws:iam::1:role/a' }, 'allowed'],
    ['a role', { Principal: { AWS: 'arn:aws:iam::1:role/a' } }, { AWS: 'arn:aws:iam::1:role/a' }, 'allowed'],
    ['another role', { Principal: { AWS: 'arn:aws:iam::1:role/a' } }, { AWS: 'arn:aws:iam::1:role/b' }, 'not allowed'],
    ['a service', { Principal: { Service: ['a.amazonaws.com', 'b.amazonaws.com'] } }, { Service: 'b.amazonaws.com' }, 'allowed'],
    ['a service by a role’s name', { Principal: { Service: 'b.amazonaws.com' } }, { AWS: 'b.amazonaws.com' }, 'not allowed'],
    ['a role, asked by nobody', { Principal: { AWS: 'arn:aws:iam::1:role/a' } }, undefined, 'not allowed'],
  ])('meets a principal that is %s', (_what, change, principal, decision) => {
    expect(decide([allow(change)], { ...read, ...(principal ? { principal } : {}) })).toBe(decision);
  });

  test.each<[string, object, Record<string, string>, string]>([
    ['StringEquals that holds', { StringEquals: { 'AWS:SourceAccount': '1' } }, { 'aws:sourceaccount': '1' }, 'allowed'],
    ['StringEquals, one of two', { StringEquals: { 'aws:SourceAccount': ['2', '1'] } }, { 'aws:SourceAccount': '1' }, 'allowed'],
    ['StringEquals without the key', { StringEquals: { 'aws:SourceAccount': '1' } }, {}, 'not allowed'],
    ['StringEquals, which knows no wildcard', { StringEquals: { a: 'x*' } }, { a: 'xy' }, 'not allowed'],
    ['StringLike', { StringLike: { a: 'x*' } }, { a: 'xy' }, 'allowed'],
    ['ArnEquals', { ArnEquals: { a: 'arn:aws:sns:*:1:t' } }, { a: 'arn:aws:sns:r:1:t' }, 'allowed'],
    ['ArnLike, which stays within its part', { ArnLike: { a: 'arn:aws:sns:*:t' } }, { a: 'arn:aws:sns:r:1:t' }, 'not allowed'],
    ['Bool', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'false' }, 'allowed'],
    ['Bool as a boolean', { Bool: { 'aws:SecureTransport': false } }, { 'aws:SecureTransport': 'false' }, 'allowed'],
    ['Bool without the key', { Bool: { 'aws:SecureTransport': 'false' } }, {}, 'not allowed'],
    ['Null false with the key', { Null: { 's3:if-none-match': 'false' } }, { 's3:if-none-match': '*' }, 'allowed'],
    ['Null false without it', { Null: { 's3:if-none-match': 'false' } }, {}, 'not allowed'],
    ['Null true without it', { Null: { a: 'true' } }, {}, 'allowed'],
    ['two operators of which one fails', { StringEquals: { a: '1' }, Bool: { b: 'true' } }, { a: '1' }, 'not allowed'],
    ['two keys of which one fails', { StringEquals: { a: '1', b: '1' } }, { a: '1' }, 'not allowed'],
  ])('meets the condition %s', (_what, Condition, context, decision) => {
    expect(decide([allow({ Condition })], { ...read, context })).toBe(decision);
  });
});

test.each([
  ['an element', { NotAction: 's3:*' }, 'does not know the element NotAction'],
  ['an operator', { Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, 'does not know the operator IpAddress'],
  ['a kind of principal', { Principal: { Federated: 'x' } }, 'does not know principals of Federated'],
  ['an effect', { Effect: 'Maybe' }, 'Effect must be Allow or Deny'],
])('does not guess at %s that it does not know', (_what, change, complaint) => {
  expect(() => decide([allow(change)], read)).toThrow(complaint);
});

test('references become what they are in a deployment, and none is left over', () => {
  const names = { 'Cards.Arn': 'arn:aws:s3:::cards', 'AWS::Region': 'us-east-1' };
  const policy = {
    Resource: [{ 'Fn::Sub': '${Cards.Arn}/*' }, { 'Fn::GetAtt': ['Cards', 'Arn'] }],
    Region: { Ref: 'AWS::Region' },
  };
  expect(resolveReferences(policy, names)).toEqual({
    Resource: ['arn:aws:s3:::cards/*', 'arn:aws:s3:::cards'],
    Region: 'us-east-1',
  });
  expect(() => resolveReferences({ Ref: 'Lost' }, names)).toThrow('No value is given for Lost.');
});
