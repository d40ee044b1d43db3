import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from '@jest/globals';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { SPA } from './spa-events.ts';

const template = JSON.parse(readFileSync(join(SPA, 'stack.json'), 'utf8'));
const { Distribution, PageCachePolicy, PageRequestPolicy, EdgeRole } = template.Resources;

test('the stack is one that CloudFormation takes', async () => {
  const spec = await loadAwsServiceSpec();
  // Code is a folder until `aws cloudformation package` has put it into S3; the condition depends on a parameter.
  const packaged = structuredClone(template);
  packaged.Resources.EdgeFunction.Properties.Code = { S3Bucket: 'packages', S3Key: 'zip' };
  for (const condition of [
    ['', ''],
    ['key', ''],
  ]) {
    packaged.Conditions.HasSigningKeys = { 'Fn::Not': [{ 'Fn::Equals': condition }] };
    expect(checkTemplate(packaged, spec)).toEqual([]);
  }
});

test('each card has its page in the cache, and the function sees the query', () => {
  const { QueryStringsConfig } = PageCachePolicy.Properties.CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin;
  expect(QueryStringsConfig).toEqual({ QueryStringBehavior: 'whitelist', QueryStrings: ['social'] });
  expect(PageRequestPolicy.Properties.OriginRequestPolicyConfig.QueryStringsConfig).toEqual({ QueryStringBehavior: 'all' });
  const { DefaultCacheBehavior, CacheBehaviors } = Distribution.Properties.DistributionConfig;
  expect(DefaultCacheBehavior).toMatchObject({
    CachePolicyId: { Ref: 'PageCachePolicy' },
    OriginRequestPolicyId: { Ref: 'PageRequestPolicy' },
    LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: { Ref: 'EdgeVersion' } }],
  });
  // The assets' behaviour has no function that would keep a query from S3, so it forwards none.
  expect(CacheBehaviors).toEqual([expect.not.objectContaining({ OriginRequestPolicyId: expect.anything() })]);
});

test('the function may read index.html and write its log, and nothing else', () => {
  const [{ PolicyDocument }] = EdgeRole.Properties.Policies;
  const allowed = PolicyDocument.Statement.map(({ Action, Resource }: { Action: string; Resource: object }) => [
    Action,
    Resource,
  ]);
  expect(allowed).toEqual([
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation fills it in
    ['s3:GetObject', { 'Fn::Sub': '${SiteBucket.Arn}/index.html' }],
    [expect.arrayContaining(['logs:PutLogEvents']), expect.anything()],
  ]);
});
