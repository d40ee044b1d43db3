// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from '@jest/globals';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { goodTemplate, spoilt } from './good-template.ts';

const db = await loadAwsServiceSpec();
const bucket = ['Resources', 'Pictures', 'Properties'];
const site = ['Resources', 'SiteDistribution', 'Properties', 'DistributionConfig'];

test('finds nothing in a good template', () => {
  expect(checkTemplate(goodTemplate(), db)).toEqual([]);
});

test.each([
  [
    'an unknown resource type',
    ['Resources', 'Pictures', 'Type'],
    'AWS::S3::Bukket',
    /^Pictures: there is no resource type AWS::S3::Bukket/,
  ],
  ['an unknown property', [...bucket, 'Colour'], 'red', /^Pictures: there is no property Colour/],
  [
    'an unknown property further in',
    [...site, 'Origins', 0, 'Colour'],
    'red',
    /^SiteDistribution.*Origins\[0\]: there is no property Colour/,
  ],
  ['a list where an object belongs', [...bucket, 'OwnershipControls'], [], /OwnershipControls: must be an object/],
  ['an object where a list belongs', [...site, 'Origins'], {}, /Origins: must be a list/],
  [
    'text where a number belongs',
    ['Resources', 'Request', 'Properties', 'Timeout'],
    'five',
    /Timeout: must be an integer; got "five"/,
  ],
  [
    'a fraction where an integer belongs',
    ['Resources', 'Request', 'Properties', 'Timeout'],
    5.5,
    /Timeout: must be an integer; got 5.5/,
  ],
  [
    'text where a boolean belongs',
    ['Resources', 'Guard', 'Properties', 'AutoPublish'],
    'yes',
    /AutoPublish: must be true or false/,
  ],
  [
    'an object where a string belongs',
    ['Resources', 'Guard', 'Properties', 'Name'],
    { a: 'b', c: 'd' },
    /Name: must be a string/,
  ],
  [
    'a value outside its enum',
    [...bucket, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership'],
    'Nobody',
    /must be one of .*BucketOwnerEnforced/,
  ],
  [
    'a wrong value in one branch of a condition',
    [...site, 'Enabled'],
    { 'Fn::If': ['HasDomain', true, 'no'] },
    /Enabled \(else\): must be true/,
  ],
  ['a missing property', ['Resources', 'Guard', 'Properties', 'FunctionCode'], undefined, /^Guard: FunctionCode is missing/],
  ['a missing property further in', [...site, 'Origins', 0, 'DomainName'], undefined, /Origins\[0\]: DomainName is missing/],
  ['a Ref to nothing', [...site, 'DefaultCacheBehavior', 'CachePolicyId', 'Ref'], 'Lost', /Ref Lost: there is no such resource/],
  [
    'a Ref to an unknown pseudo parameter',
    [...site, 'Comment'],
    { Ref: 'AWS::Nation' },
    /Ref AWS::Nation: there is no such pseudo/,
  ],
  [
    'a GetAtt of nothing',
    ['Outputs', 'Domain', 'Value', 'Fn::GetAtt', 0],
    'Lost',
    /Outputs.*Fn::GetAtt Lost.DomainName: there is no such/,
  ],
  [
    'an attribute that the type lacks',
    ['Outputs', 'Domain', 'Value', 'Fn::GetAtt', 1],
    'Colour',
    /AWS::CloudFront::Distribution has no such attribute/,
  ],
  ['a Sub of nothing', [...site, 'Comment'], { 'Fn::Sub': 'of ${Lost}' }, /Fn::Sub Lost: there is no such resource/],
  [
    'a Sub of an attribute that the type lacks',
    [...site, 'Comment'],
    { 'Fn::Sub': '${Site.Colour}' },
    /AWS::S3::Bucket has no such attribute/,
  ],
  [
    'an unknown condition',
    [...site, 'Comment'],
    { 'Fn::If': ['HasLuck', 'a', 'b'] },
    /Fn::If HasLuck: there is no such condition/,
  ],
  ['an order after nothing', ['Resources', 'Guard', 'DependsOn'], 'Lost', /DependsOn Lost: there is no such resource/],
] as const)('reports %s, and that alone', (_what, path, value, complaint) => {
  expect(checkTemplate(spoilt(path, value), db)).toEqual([expect.stringMatching(complaint)]);
});

test('reports resources that wait for one another', () => {
  const problems = checkTemplate(spoilt([...bucket, 'BucketName'], { Ref: 'PictureDistribution' }), db);
  expect(problems).toContain('Pictures needs PictureDistribution needs Pictures: no resource can be made first.');
});

test('takes a Sub with variables and literals of its own', () => {
  expect(
    checkTemplate(spoilt([...site, 'Comment'], { 'Fn::Sub': ['${Mine} ${!Literal} ${AWS::Region}', { Mine: 'x' }] }), db),
  ).toEqual([]);
});

test('reports what needs a resource that its condition leaves out', () => {
  const problems = checkTemplate(spoilt(['Resources', 'PathAlone', 'Condition'], 'HasDomain'), db);
  expect(problems).toContainEqual(expect.stringMatching(/CachePolicyId: Ref PathAlone: there is no such resource/));
});

test('does not judge the values of a resource that its condition leaves out', () => {
  const left = { Type: 'AWS::S3::Bucket', Condition: 'HasDomain', Properties: { BucketName: {} } };
  expect(checkTemplate(spoilt(['Resources', 'Left'], left), db)).toEqual([]);
});
