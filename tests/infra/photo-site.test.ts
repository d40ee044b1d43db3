// infra/photo-site.yml as osls packages it, with the parameter on and off: sound, safe and of one mind with the code.
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { PHOTO_TYPES } from '../../card-schema/photo-size.ts';
import { photoUrl } from '../../card-schema/photo-url.ts';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { at, decideConditions, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { FUNCTION_NAME } from '../../cloud/photos/create-photo-variant.ts';
import { SIZE_METRICS } from '../../cloud/photos/photo-line.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { outOfReach } from './named-resources.ts';
import { alone, NAMES, type Name, OF_SITE, OF_WATCHING, SETS, watched } from './photo-site-sets.ts';
import { safetyProblems } from './resource-safety.ts';
import { takenAway, unbound } from './role-boundary.ts';

const spec = await loadAwsServiceSpec();

const packaged = new Map<Name, StackTemplate>();
beforeAll(async () => {
  for (const name of NAMES) packaged.set(name, await packageTemplate(SETS[name]));
}, 240_000);

function templateOf(name: Name): StackTemplate {
  const template = packaged.get(name);
  if (!template) throw new Error(`There is no set ${name}.`);
  return template;
}
const made = (name: Name) => decideConditions(templateOf(name));
const properties = (id: string, name: Name = watched) => made(name).Resources[id]?.Properties;
const distribution = (...path: (string | number)[]) => at(properties('PhotoSiteDistribution'), 'DistributionConfig', ...path);

describe.each(NAMES)('The photo site %s', (name) => {
  test('has no problems, and nothing but resources that are safe', () => {
    expect(checkTemplate(templateOf(name), spec)).toEqual([]);
    expect(checkEdgeRules(templateOf(name), 'us-east-1')).toEqual([]);
    expect(safetyProblems(made(name))).toEqual([]);
  });

  test('keeps all its rights behind the boundary of the roles, and the deploy role reaches all', () => {
    expect(unbound(templateOf(name))).toEqual([]);
    expect(takenAway(templateOf(name))).toEqual([]);
    expect(outOfReach(templateOf(name))).toEqual([]);
  });
});

test('makes these resources', () => {
  const idsOf = (name: Name) => Object.keys(made(name).Resources).filter((id) => /^Photo(Site|Variant|Certificate)/.test(id));
  expect(idsOf(alone).sort()).toEqual(OF_SITE);
  expect(idsOf(watched).sort()).toEqual([...OF_SITE, ...OF_WATCHING].sort());
});

test('makes none of them when it is off, which is the default, and nothing else knows of them', async () => {
  const off = decideConditions(await packageTemplate({ photos: 'on', alarms: 'on', dashboard: 'on' }));
  expect(JSON.stringify([off.Resources, off.Outputs])).not.toMatch(/Photo(Site|Variant)/);
  expect(listOf(at(off.Resources['PhotoBucketPolicy']?.Properties, 'PolicyDocument', 'Statement'))).toHaveLength(1);
}, 60_000);

describe('The distribution', () => {
  test('asks the bucket, and the function only for what is not in it', () => {
    expect(distribution('DefaultCacheBehavior', 'TargetOriginId')).toBe('photos-or-sizes');
    expect(distribution('OriginGroups', 'Items', 0)).toMatchObject({
      FailoverCriteria: { StatusCodes: { Items: [404] } },
      Members: { Items: [{ OriginId: 'photos' }, { OriginId: 'sizes' }] },
    });
  });

  test('has the guard in front of its only behaviour, with the signing keys that the pictures have', () => {
    expect(distribution('CacheBehaviors')).toBeUndefined();
    expect(distribution('DefaultCacheBehavior', 'FunctionAssociations')).toEqual([
      { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['PhotoSiteGuard', 'FunctionARN'] } },
    ]);
    const code = listOf(at(properties('PhotoSiteGuard'), 'FunctionCode', 'Fn::Join', 1));
    const headers = listOf(at(properties('CloudFrontDistribution'), 'DistributionConfig', 'Origins', 0, 'OriginCustomHeaders'));
    const keys = headers.find((header) => at(header, 'HeaderName') === 'x-card-signing-keys');
    expect(code[1]).toEqual(at(keys, 'HeaderValue'));
    expect(String(code[1])).toContain('resolve:secretsmanager:edgecard/test/signing-keys');
  });

  test('has one copy of a file, whatever viewers accept and ask', () => {
    expect(distribution('DefaultCacheBehavior')).toMatchObject({
      Compress: false,
      CachePolicyId: { Ref: 'CloudFrontCachePolicyPictures' },
      AllowedMethods: ['GET', 'HEAD'],
    });
  });

  test('remembers no failure and no missing photo for long', () => {
    const errors = listOf(distribution('CustomErrorResponses'));
    expect(errors.map((error) => at(error, 'ErrorCode'))).toEqual([404, 500, 502, 503, 504]);
    expect(new Set(errors.map((error) => at(error, 'ErrorCachingMinTTL')))).toEqual(new Set([2]));
  });

  test('has the host name, its certificate and its records', () => {
    expect(distribution('Aliases')).toEqual(['photos.app.com']);
    expect(distribution('ViewerCertificate', 'AcmCertificateArn')).toEqual({ Ref: 'PhotoCertificate' });
    expect(properties('PhotoSiteRecord')).toMatchObject({ Name: 'photos.app.com', HostedZoneId: 'Z0123456789', Type: 'A' });
  });
});

test('the firewall is in front of it where there is one, and lets photos of every type through', async () => {
  expect(distribution('WebACLId')).toEqual({ 'Fn::GetAtt': ['Firewall', 'Arn'] });
  expect(at(properties('PhotoSiteDistribution', alone), 'DistributionConfig', 'WebACLId')).toBeUndefined();
  const statement = at(properties('Firewall'), 'Rules', 0, 'Statement', 'NotStatement', 'Statement', 'RegexMatchStatement');
  const path = new RegExp(String(at(statement, 'RegexString')));
  for (const type of PHOTO_TYPES)
    for (const fit of ['cover', 'inside'] as const) {
      const input = { id: '7h3k9m2p4q8r5t6v', width: 320, height: 240, fit, type };
      const url = await photoUrl(input, { origin: 'https://photos.app.com', signingKey: DEVELOPMENT_KEYS.signing });
      expect([url, path.test(new URL(url).pathname)]).toEqual([url, true]);
    }
  for (const other of ['/7h3k9m2p4q8r5t6v/320x240.svg', '/a.php', '/masters/7h3k9m2p4q8r5t6v.webp?', '/.env'])
    expect([other, path.test(other)]).toEqual([other, false]);
});

test('its access log is kept with the others, after them, with viewers only where they are wanted, and never with a query', () => {
  const delivery = made(watched).Resources['PhotoSiteLogDelivery'];
  expect(delivery?.DependsOn).toEqual(['CardSiteLogDelivery']);
  expect(JSON.stringify(properties('PhotoSiteLogSource')?.['ResourceArn'])).toContain(`distribution/\${PhotoSiteDistribution}`);
  expect(JSON.stringify(properties('PhotoSiteLogDestination'))).toContain('/cloudfront/photo-site');
  const fields = listOf(delivery?.Properties?.['RecordFields']).map(String);
  expect(fields).toEqual(expect.arrayContaining(['cs-uri-stem', 'x-edge-result-type']));
  expect(fields.filter((field) => /query|Referer|Cookie|^c-|forwarded|asn/i.test(field))).toEqual([]);
  const undecided = templateOf(watched).Resources['PhotoSiteLogDelivery']?.Properties?.['RecordFields'];
  expect(listOf(undecided)).toContainEqual({ 'Fn::If': ['HasViewerAddresses', 'c-ip', { Ref: 'AWS::NoValue' }] });
});

test('the bucket lets the distribution read sizes, and neither masters nor records', () => {
  const [denies, reads, lists] = listOf(at(properties('PhotoBucketPolicy'), 'PolicyDocument', 'Statement'));
  expect(at(denies, 'Effect')).toBe('Deny');
  expect(reads).toMatchObject({ Action: 's3:GetObject', Resource: { 'Fn::Sub': `\${PhotoBucket.Arn}/photos/*/*x*` } });
  expect(lists).toMatchObject({ Action: 's3:ListBucket', Resource: { 'Fn::GetAtt': ['PhotoBucket', 'Arn'] } });
  for (const statement of [reads, lists]) {
    expect(at(statement, 'Principal')).toEqual({ Service: 'cloudfront.amazonaws.com' });
    expect(JSON.stringify(at(statement, 'Condition'))).toContain(`distribution/\${PhotoSiteDistribution}`);
  }
});

test('the function that removes photos knows the distribution, and may have it forget them', () => {
  expect(at(properties('PhotoRemoverLambdaFunction'), 'Environment', 'Variables', 'PHOTO_SITE_DISTRIBUTION')).toEqual({
    Ref: 'PhotoSiteDistribution',
  });
  const statements = listOf(at(properties('PhotoRemoverRole'), 'Policies', 0, 'PolicyDocument', 'Statement'));
  const forgetting = statements.filter((statement) => at(statement, 'Action') === 'cloudfront:CreateInvalidation');
  expect(JSON.stringify(forgetting)).toContain(`distribution/\${PhotoSiteDistribution}`);
});

describe('The function', () => {
  test('answers the distribution alone, and takes no more of the Region than it is given', () => {
    expect(properties('PhotoVariantLambdaFunctionUrl')).toMatchObject({ AuthType: 'AWS_IAM' });
    expect(properties('PhotoVariantLambdaFunction')).toMatchObject({ ReservedConcurrentExecutions: 20, Timeout: 20 });
    for (const [id, Action] of [
      ['PhotoVariantUrlPermission', 'lambda:InvokeFunctionUrl'],
      ['PhotoVariantPermission', 'lambda:InvokeFunction'],
    ] as const) {
      expect(properties(id)).toMatchObject({ Action, Principal: 'cloudfront.amazonaws.com' });
      expect(JSON.stringify(at(properties(id), 'SourceArn'))).toContain(`distribution/\${PhotoSiteDistribution}`);
    }
  });

  test('has every variable that its code reads', () => {
    expect(at(properties('PhotoVariantLambdaFunction'), 'Environment', 'Variables')).toEqual({
      STAGE: 'test',
      PHOTO_BUCKET: { Ref: 'PhotoBucket' },
      UPLOAD_TABLE: { Ref: 'PhotoUploads' },
      MALLOC_ARENA_MAX: '2',
    });
  });

  test('is on the dashboard, and its alarm links to its section of the runbook', () => {
    const body = String(at(properties('Dashboard'), 'DashboardBody', 'Fn::Sub'));
    for (const name of Object.keys(SIZE_METRICS))
      expect(body).toContain(JSON.stringify(['Edgecard', name, 'stage', 'test', 'function', FUNCTION_NAME]).slice(0, -1));
    expect(body).toContain(JSON.stringify(['AWS/Lambda', 'Errors', 'FunctionName', `\${PhotoVariantLambdaFunction}`]));
    expect(properties('PhotoVariantErrorsAlarm')?.['AlarmDescription']).toMatch(/ docs\/8-operate\.md#photo-variant-errors$/);
  });
});
