// The template that osls makes of serverless.yml and infra/, for some sets of parameters.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { formatCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { isSigned } from '../../card-schema/template.ts';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import {
  at,
  decideConditions,
  type Json,
  listOf,
  resourcesOf,
  type StackTemplate,
} from '../../cli/doctor/checks/stack-template.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { projectPath } from '../../project-path.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { spoilt } from './good-template.ts';
import { outOfReach } from './named-resources.ts';
import { everything, SETS } from './packaged-sets.ts';
import { safetyProblems } from './resource-safety.ts';
import { takenAway, unbound } from './role-boundary.ts';
import { UNSAFE_CHANGES } from './unsafe-changes.ts';

const infra = projectPath('infra');

const spec = await loadAwsServiceSpec();
const packaged = new Map<string, StackTemplate>();
beforeAll(async () => {
  // One after the other: each takes a core for some seconds.
  for (const [name, params] of Object.entries(SETS)) packaged.set(name, await packageTemplate(params));
}, 240_000);

function templateOf(name: string): StackTemplate {
  const template = packaged.get(name);
  if (!template) throw new Error(`There is no set ${name}.`);
  return template;
}
const made = (name: string) => decideConditions(templateOf(name));

describe.each(Object.keys(SETS))('The template, %s,', (name) => {
  test('has no problems', () => {
    expect(checkTemplate(templateOf(name), spec)).toEqual([]);
    expect(checkEdgeRules(templateOf(name), 'us-east-1')).toEqual([]);
  });

  test('has roles that carry the boundary, if the account has one, and keep their rights, and the deploy role reaches all', () => {
    expect(unbound(templateOf(name))).toEqual([]);
    expect(takenAway(templateOf(name))).toEqual([]);
    expect(outOfReach(templateOf(name))).toEqual([]);
  });

  test('has nothing but resources that are safe', () => {
    expect(safetyProblems(made(name))).toEqual([]);
  });
});

test.each(Object.keys(SETS))('%s: makes the resources of the snapshot and no others', (name) => {
  // The name of a version ends with a hash of its code.
  const ids = Object.keys(made(name).Resources).map((id) => id.replace(/(LambdaVersion)\w+$/, '$1'));
  expect(ids.sort()).toMatchSnapshot();
});

test('what is off costs nothing: no event is asked of S3, no log written, no key used', () => {
  const bucket = made('everything off').Resources['PictureBucket']?.Properties;
  expect(Object.keys(bucket ?? {})).not.toContain('NotificationConfiguration');
  expect(Object.keys(bucket ?? {})).not.toContain('LoggingConfiguration');
  expect(JSON.stringify(bucket)).not.toContain('aws:kms');
});

describe('In full, the template', () => {
  const properties = (id: string) => made('full').Resources[id]?.Properties;
  const config = () => at(properties('CloudFrontDistribution'), 'DistributionConfig');

  test('encrypts pictures with a key of their own, by a bucket key', () => {
    const rule = at(properties('PictureBucket'), 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0);
    expect(rule).toEqual({
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: { 'Fn::GetAtt': ['PictureKey', 'Arn'] } },
      BucketKeyEnabled: true,
    });
  });

  test('has the firewall in front of the pictures and their own name on them', () => {
    expect(at(config(), 'WebACLId')).toEqual({ 'Fn::GetAtt': ['Firewall', 'Arn'] });
    expect(at(config(), 'Aliases')).toEqual(['social.app.com']);
    expect(at(config(), 'ViewerCertificate', 'AcmCertificateArn')).toEqual({ Ref: 'Certificate' });
    const records = resourcesOf(made('full'), 'AWS::Route53::RecordSet').map(([, record]) => [record['Type'], record['Name']]);
    expect(records).toEqual([
      ['A', 'social.app.com'],
      ['AAAA', 'social.app.com'],
    ]);
  });

  test('removes retired design versions and nothing else', () => {
    const rules = listOf(at(properties('PictureBucket'), 'LifecycleConfiguration', 'Rules'));
    const expiring = rules.filter((rule) => at(rule, 'ExpirationInDays') !== undefined).map((rule) => at(rule, 'Prefix'));
    expect(expiring).toEqual(['0123456789ab/', 'ba9876543210/']);
  });

  test('has a dashboard whose graphs are of this deployment', () => {
    const body = JSON.parse(String(at(properties('Dashboard'), 'DashboardBody', 'Fn::Sub'))) as {
      widgets: { properties: { metrics: Json[][] } }[];
    }; // infra/dashboard.cjs
    const metrics = body.widgets.flatMap((widget) => widget.properties.metrics.map((metric) => metric.slice(0, 2).join(' ')));
    // Every metric that rings an alarm can be looked at.
    const alarms = resourcesOf(made('full'), 'AWS::CloudWatch::Alarm').filter(
      ([id]) => !['BucketGuardAlarm', 'DrawBrakeErrorsAlarm', 'KeyRotationAlarm', 'PictureEventsAlarm'].includes(id),
    );
    const watched = alarms.flatMap(([, alarm]) => [
      ...('MetricName' in alarm ? [`${alarm['Namespace']} ${alarm['MetricName']}`] : []),
      ...listOf(alarm['Metrics'])
        .filter((metric) => at(metric, 'MetricStat') !== undefined)
        .map(
          (metric) => `${at(metric, 'MetricStat', 'Metric', 'Namespace')} ${at(metric, 'MetricStat', 'Metric', 'MetricName')}`,
        ),
    ]);
    expect(watched).toHaveLength(18);
    expect(watched.filter((metric) => !metrics.includes(metric))).toEqual([]);
  });

  test('asks CloudTrail for writes to its buckets and for what EventBridge needs of the account', () => {
    const selectors = listOf(at(properties('Trail'), 'AdvancedEventSelectors'));
    expect(selectors.map((selector) => at(selector, 'Name'))).toEqual(['Writes to the buckets', 'Changes of the account']);
  });

  test('has a firewall that lets every card through, and no junk', async () => {
    const rules = listOf(at(properties('Firewall'), 'Rules'));
    const statement = at(rules[0], 'Statement', 'NotStatement', 'Statement', 'RegexMatchStatement');
    const text = String(at(statement, 'RegexString'));
    expect(text.length).toBeLessThanOrEqual(512);
    const path = new RegExp(text);
    const paths = await Promise.all(
      EXAMPLES.map(({ template, card }) =>
        isSigned(templateNamed(template))
          ? signCardPath(card, DEVELOPMENT_KEYS.signing)
          : formatCardPath({ card, designVersion: '0123456789ab' }),
      ),
    );
    for (const one of [...paths, '/robots.txt', '/favicon.ico', '/default.jpg', `/~0123456789ab${paths[0]}`]) {
      expect([one, path.test(one)]).toEqual([one, true]);
    }
    for (const one of [
      '/',
      '/wp-login.php',
      '/.env',
      '/a/b/c/d/1.jpg',
      '/1.jpg/',
      '/../1.jpg',
      '/%2e%2e/1.jpg',
      '/a b.jpg',
      '/1.jpg\n',
    ]) {
      expect([one, path.test(one)]).toEqual([one, false]);
    }
  });
});

test.each([
  ['certificate', 1],
  ['zone', 2],
])('a %s without a domain is refused', (_what, place) => {
  const given = spoilt(
    ['Conditions', 'HasDomain', 'Fn::Or', place, 'Fn::Not', 0, 'Fn::Equals', 0],
    'given',
    templateOf('minimal'),
  );
  expect(checkEdgeRules(given, 'us-east-1')).toContainEqual(
    expect.stringMatching(/a certificate or a hosted zone is given without a domain/),
  );
});

test('a switch that is neither on nor off is refused', () => {
  const mistyped = spoilt(['Conditions', 'HasDashboard', 'Fn::Equals', 0], 'yes', templateOf('minimal'));
  expect(checkEdgeRules(mistyped, 'us-east-1')).toEqual(['The switch behind HasDashboard must be on or off; got "yes".']);
});

test('the runbook has a section for every alarm, each alarm links to its own, and there is no other', () => {
  const page = readFileSync(join(infra, '../docs/8-operate.md'), 'utf8');
  const runbook = page.slice(page.indexOf('## When an alarm rings')).split('\n## ')[0] ?? '';
  const sections = [...runbook.matchAll(/^### ([\w-]+)$/gm)].map(([, name]) => name);
  const alarms = resourcesOf(made('full'), 'AWS::CloudWatch::Alarm').map(([, alarm]) => alarm);
  const names = alarms.map((alarm) => String(alarm['AlarmName']).replace('edgecard-test-', ''));
  const links = alarms.map((alarm) => String(alarm['AlarmDescription']).split(' ').at(-1));
  expect(links).toEqual(names.map((name) => `${everything.runbook}#${name}`));
  // The alarms of queues come with them: prerender.test.ts, photos.test.ts.
  const ofQueues = ['dead-letters', 'queue-age', 'removal-dead-letters'];
  const ofPhotos = [...ofQueues, 'api-errors', 'remover-errors', 'variant-errors', 'worker-errors'];
  expect(sections.sort()).toEqual([...names, 'prerender-dead-letters', ...ofPhotos.map((name) => `photo-${name}`)].sort());
});

describe('The judge of safety', () => {
  test.each(UNSAFE_CHANGES)('sees %s', (_what, path, value, complaint) => {
    expect(safetyProblems(spoilt(path, value, made('full')))).toContainEqual(expect.stringMatching(complaint));
  });
});
