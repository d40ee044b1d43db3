// infra/photos.yml and infra/photo-api.yml as osls packages them, with the parameter on and off: sound, safe and of one mind with the code.
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkEdgeRules } from '../../cli/doctor/checks/check-edge-rules.ts';
import { checkTemplate } from '../../cli/doctor/checks/check-template.ts';
import { at, decideConditions, listOf, type StackTemplate, textOf } from '../../cli/doctor/checks/stack-template.ts';
import { FUNCTION_NAME, PHOTO_METRICS } from '../../cloud/photos/photo-line.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { outOfReach } from './named-resources.ts';
import { alone, NAMES, type Name, OF_PHOTOS, OF_WATCHING, SETS, watched } from './photo-sets.ts';
import { expectOnlyItsRule } from './queue-policy.ts';
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

describe.each(NAMES)('Photos %s', (name) => {
  test('have no problems, and nothing but resources that are safe', () => {
    expect(checkTemplate(templateOf(name), spec)).toEqual([]);
    expect(checkEdgeRules(templateOf(name), 'us-east-1')).toEqual([]);
    expect(safetyProblems(made(name))).toEqual([]);
  });

  test('keep all their rights behind the boundary of the roles, and the deploy role reaches all', () => {
    expect(unbound(templateOf(name))).toEqual([]);
    expect(takenAway(templateOf(name))).toEqual([]);
    expect(outOfReach(templateOf(name))).toEqual([]);
  });
});

test('make these resources', () => {
  const idsOf = (name: Name) => Object.keys(made(name).Resources).filter((id) => id.startsWith('Photo'));
  expect(idsOf(alone).sort()).toEqual(OF_PHOTOS);
  expect(idsOf(watched).sort()).toEqual([...OF_PHOTOS, ...OF_WATCHING].sort());
});

test('make none of them when they are off, which is the default, and nothing else knows of them', async () => {
  const off = decideConditions(await packageTemplate({ alarms: 'on', dashboard: 'on', pictureEvents: 'on', auditTrail: 'on' }));
  expect(Object.keys(off.Resources).filter((id) => id.startsWith('Photo'))).toEqual([]);
  expect(JSON.stringify([off.Resources, off.Outputs])).not.toMatch(/photo/i);
}, 60_000);

test('a switch that is neither on nor off is refused', async () => {
  await expect(
    packageTemplate({ photos: 'yes' }).then((wrong) => expect(checkEdgeRules(wrong, 'us-east-1')).toEqual([])),
  ).rejects.toThrow(/HasPhotos must be on or off/);
}, 60_000);

test('each alarm links to its section of the runbook', () => {
  const alarms = OF_WATCHING.filter((id) => id.endsWith('Alarm')).map((id) => properties(id));
  expect(alarms).toHaveLength(6);
  for (const alarm of alarms) {
    const name = String(alarm?.['AlarmName']).replace('edgecard-test-', '');
    expect(alarm?.['AlarmDescription']).toMatch(new RegExp(` docs/8-operate\\.md#${name}$`));
  }
});

test('are on the dashboard: all that the worker counts, and all that rings an alarm', () => {
  const body = String(at(properties('Dashboard'), 'DashboardBody', 'Fn::Sub'));
  const shown = (metric: readonly unknown[]) => expect(body).toContain(JSON.stringify(metric).slice(0, -1));
  for (const name of Object.keys(PHOTO_METRICS)) shown(['Edgecard', name, 'stage', 'test', 'function', FUNCTION_NAME]);
  for (const alarm of OF_WATCHING.filter((id) => id.endsWith('Alarm')).map((id) => properties(id))) {
    const dimension = at(alarm, 'Dimensions', 0);
    shown([alarm?.['Namespace'], alarm?.['MetricName'], at(dimension, 'Name'), textOf(at(dimension, 'Value'))]);
  }
});

describe('What people sent', () => {
  test('is gone within a day', () => {
    expect(at(properties('PhotoInbox'), 'LifecycleConfiguration', 'Rules', 0)).toEqual({
      Id: 'sources',
      Status: 'Enabled',
      ExpirationInDays: 1,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    });
  });

  test('comes from pages of the given origins, and from no page where none is given', () => {
    expect(at(properties('PhotoInbox'), 'CorsConfiguration', 'CorsRules', 0, 'AllowedOrigins')).toEqual({
      'Fn::Split': [',', 'https://cms.app.com,http://localhost:3000'],
    });
    expect(Object.keys(properties('PhotoInbox', alone) ?? {})).not.toContain('CorsConfiguration');
  });
});

describe('The photo bucket', () => {
  test('keeps no version of what was removed, and no photo under review for longer than 14 days', () => {
    const bucket = properties('PhotoBucket');
    expect(Object.keys(bucket ?? {})).not.toContain('VersioningConfiguration');
    const expiring = listOf(at(bucket, 'LifecycleConfiguration', 'Rules')).filter((rule) => at(rule, 'ExpirationInDays'));
    expect(expiring).toEqual([{ Id: 'reviews', Status: 'Enabled', Prefix: 'reviews/', ExpirationInDays: 14 }]);
  });

  test('is named to the functions that draw', () => {
    const headers = listOf(at(properties('CloudFrontDistribution'), 'DistributionConfig', 'Origins', 0, 'OriginCustomHeaders'));
    expect(headers).toContainEqual({ HeaderName: 'x-card-photo-bucket', HeaderValue: { Ref: 'PhotoBucket' } });
    const variables = at(properties('PrerenderWorkerLambdaFunction'), 'Environment', 'Variables');
    expect(at(variables, 'X_CARD_PHOTO_BUCKET')).toEqual({ Ref: 'PhotoBucket' });
  });

  test.each(['PhotoBucket', 'PhotoInbox'])('%s is in the trail and reports to the topic of the pictures', (id) => {
    const arns = at(properties('Trail'), 'AdvancedEventSelectors', 0, 'FieldSelectors', 3, 'StartsWith');
    expect(JSON.stringify(arns)).toContain(`\${${id}.Arn}/`);
    const [first] = listOf(at(properties(id), 'NotificationConfiguration', 'LambdaConfigurations'));
    expect(at(first, 'Event')).toBe('s3:ObjectCreated:*');
    expect(JSON.stringify(at(first, 'Function'))).toContain('PictureEventsLambdaFunction');
  });
});

describe('The queue and the worker are of one mind', () => {
  const worker = () => properties('PhotoWorkerLambdaFunction');
  const mapping = () => properties('PhotoWorkerEventSourceMappingSQSPhotoQueue');

  test('about time: a message is hidden six times as long as the function may take', () => {
    expect(worker()).toMatchObject({ Timeout: 60, MemorySize: 2048, Architectures: ['x86_64'] });
    expect(properties('PhotoQueue')?.['VisibilityTimeout']).toBe(6 * Number(worker()?.['Timeout']));
  });

  test('about one photo at a time, three tries, and the rest of the Region’s concurrency for the crawlers', () => {
    expect(mapping()).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    expect(at(properties('PhotoQueue'), 'RedrivePolicy', 'maxReceiveCount')).toBe(3);
  });

  test.each(['PhotoWorkerLambdaFunction', 'PhotoApiLambdaFunction'])('%s has every variable that the code reads', (id) => {
    expect(at(properties(id), 'Environment', 'Variables')).toEqual({
      STAGE: 'test',
      INBOX_BUCKET: { Ref: 'PhotoInbox' },
      PHOTO_BUCKET: { Ref: 'PhotoBucket' },
      UPLOAD_TABLE: { Ref: 'PhotoUploads' },
      PHOTO_QUEUE_URL: { Ref: 'PhotoQueue' },
      REMOVAL_QUEUE_URL: { Ref: 'PhotoRemovals' },
      PHOTO_DETECTOR: 'rekognition',
      PHOTO_HEIC: 'on',
      PHOTO_MASTERS: 'on',
      MALLOC_ARENA_MAX: '2',
    });
  });
});

test('the API answers nobody without a signature, and takes no more of the Region than it is given', () => {
  expect(properties('PhotoApiLambdaFunctionUrl')).toMatchObject({ AuthType: 'AWS_IAM' });
  expect(properties('PhotoApiLambdaFunction')?.['ReservedConcurrentExecutions']).toBe(10);
  const opened = Object.values(made(watched).Resources).filter(
    ({ Type, Properties }) => Type === 'AWS::Lambda::Permission' && Properties?.['Action'] === 'lambda:InvokeFunctionUrl',
  );
  expect(opened).toEqual([]);
});

const queue = 'arn:aws:sqs:us-east-1:111122223333:edgecard-test-photos';

test('the queue takes messages from the rule of the inbox, and from no other service', () => {
  const rule = 'arn:aws:events:us-east-1:111122223333:rule/uploads';
  const names = { 'PhotoQueue.Arn': queue, 'PhotoDeadLetters.Arn': `${queue}-dead`, 'PhotoUploadRule.Arn': rule };
  expectOnlyItsRule({ policy: properties('PhotoQueuePolicy'), queue, rule, names });
});
