// What is logged, and what is on with an address, in the template that osls makes.
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  at,
  decideConditions,
  type Json,
  listOf,
  resourcesOf,
  type StackTemplate,
} from '../../cli/doctor/checks/stack-template.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { spoilt } from './good-template.ts';

let bare: StackTemplate;
let addressed: StackTemplate;
beforeAll(async () => {
  bare = await packageTemplate({});
  addressed = await packageTemplate({
    alarmEmail: 'team@app.com',
    viewerAddresses: 'on',
    pictureEventsEmail: 'pictures@app.com',
  });
}, 120_000);

const propertiesOf = (template: StackTemplate, id: string) => decideConditions(template).Resources[id]?.Properties;
const idsOf = (template: StackTemplate, type: string) => resourcesOf(decideConditions(template), type).map(([id]) => id);

describe('An address for alarms', () => {
  test('switches alarms and a budget on, and is what they write to', () => {
    expect([idsOf(bare, 'AWS::CloudWatch::Alarm'), idsOf(bare, 'AWS::Budgets::Budget')]).toEqual([['DrawBrakeAlarm'], []]); // which writes to nobody
    expect(idsOf(addressed, 'AWS::CloudWatch::Alarm').length).toBeGreaterThan(12);
    expect(at(propertiesOf(addressed, 'Budget'), 'Budget', 'BudgetLimit')).toEqual({ Amount: '50', Unit: 'USD' });
    expect(propertiesOf(addressed, 'AlarmSubscription')).toMatchObject({ Protocol: 'email', Endpoint: 'team@app.com' });
  });

  test.each(['off', '0'])('has no budget that is %s', (amount) => {
    const without = withAmount(addressed, amount);
    expect(idsOf(without, 'AWS::Budgets::Budget')).toEqual([]);
    expect(idsOf(without, 'AWS::CloudWatch::Alarm').length).toBeGreaterThan(12);
  });

  test('or alarms without one have the amount that is given', async () => {
    const loud = await packageTemplate({ alarms: 'on', monthlyBudget: '200' });
    expect(at(propertiesOf(loud, 'Budget'), 'Budget', 'BudgetLimit', 'Amount')).toBe('200');
  }, 60_000);
});

/** As osls would have written another monthlyBudget. */
function withAmount(template: StackTemplate, amount: string): StackTemplate {
  const places = [0, 1].map((at) => ['Conditions', 'HasBudget', 'Fn::And', at, 'Fn::Not', 0, 'Fn::Equals', 0]);
  return places.reduce((whole, path) => spoilt(path, amount, whole), template);
}

describe('The access logs', () => {
  const fields = (template: StackTemplate, id: string) => listOf(at(propertiesOf(template, id), 'RecordFields')).map(String);

  test('are of both distributions, into the bucket that lets CloudWatch Logs write there', () => {
    const logged = idsOf(bare, 'AWS::Logs::DeliverySource').map((id) => JSON.stringify(propertiesOf(bare, id)?.['ResourceArn']));
    expect(logged).toEqual([expect.stringContaining('CloudFrontDistribution'), expect.stringContaining('CardSiteDistribution')]);
    const statements = listOf(at(propertiesOf(bare, 'LogBucketPolicy'), 'PolicyDocument', 'Statement'));
    const writer = statements.find((one) => at(one, 'Principal', 'Service') === 'delivery.logs.amazonaws.com');
    expect(JSON.stringify(at(writer, 'Resource'))).toContain('/cloudfront/*');
    for (const id of idsOf(bare, 'AWS::Logs::DeliveryDestination'))
      expect(JSON.stringify(propertiesOf(bare, id)?.['DestinationResourceArn'])).toMatch(/LogBucket\.Arn\}\/cloudfront\//);
  });

  test('hold addresses of viewers only where the switch for them is on', () => {
    expect(fields(bare, 'PictureLogDelivery')).not.toContain('c-ip');
    expect(fields(addressed, 'PictureLogDelivery')).toEqual(
      expect.arrayContaining(['c-ip', 'x-forwarded-for', 'c-country', 'asn']),
    );
  });

  test.each(['PictureLogDelivery', 'CardSiteLogDelivery'])('never hold a query or a Referer (%s), which hold tokens', (id) => {
    for (const template of [bare, addressed])
      expect(fields(template, id).filter((field) => /query|Referer|Cookie/i.test(field))).toEqual([]);
  });

  test('are delivered one after the other', () => {
    expect(decideConditions(bare).Resources['CardSiteLogDelivery']?.DependsOn).toEqual(['PictureLogDelivery']);
  });

  test('have a table with each column that is asked for, in the folders that CloudFront writes', () => {
    const table = at(propertiesOf(bare, 'TrafficTable'), 'TableInput');
    const columns = listOf(at(table, 'StorageDescriptor', 'Columns')).map((column) => String(at(column, 'Name')));
    const delivered = fields(bare, 'PictureLogDelivery').map((field) => field.toLowerCase());
    expect(columns.filter((column) => !delivered.includes(column))).toEqual([]);
    const paths = String(at(table, 'StorageDescriptor', 'SerdeInfo', 'Parameters', 'paths')).split(',');
    expect(paths.map((path) => path.toLowerCase()).sort()).toEqual([...columns].sort());
    expect(at(propertiesOf(bare, 'PictureLogDelivery'), 'S3SuffixPath')).toBe('{yyyy}/{MM}/{dd}');
    expect(at(table, 'Parameters', 'projection.day.format')).toBe('yyyy/MM/dd');
  });

  test('are kept for as long as the parameter says, and answers of Athena for a day', () => {
    const rules = listOf(at(propertiesOf(bare, 'LogBucket'), 'LifecycleConfiguration', 'Rules'));
    expect(rules.map((rule) => [at(rule, 'Prefix'), at(rule, 'ExpirationInDays')] as Json[])).toEqual([
      [undefined, 90],
      ['queries/', 1],
    ]);
  });
});

test('An address for pictures switches their events on, and gets what people did', () => {
  expect(idsOf(bare, 'AWS::SNS::Topic')).not.toContain('PictureTopic');
  expect(propertiesOf(addressed, 'PictureSubscription')).toMatchObject({
    Protocol: 'email',
    Endpoint: 'pictures@app.com',
    FilterPolicy: { by: ['people'] },
  });
  const lambdas = listOf(at(propertiesOf(addressed, 'PictureBucket'), 'NotificationConfiguration', 'LambdaConfigurations'));
  expect(
    lambdas.map((one) => JSON.stringify(at(one, 'Function'))).filter((text) => !text.includes('PictureEventsPermission')),
  ).toEqual([]);
  expect(lambdas.map((one) => at(one, 'Event'))).toEqual([
    's3:ObjectCreated:*',
    's3:ObjectRemoved:*',
    's3:LifecycleExpiration:*',
  ]);
});

test('What reports pictures may look at their versions and publish, and no more', () => {
  const statements = listOf(at(propertiesOf(addressed, 'PictureEventsRole'), 'Policies', 0, 'PolicyDocument', 'Statement'));
  expect(statements.flatMap((statement) => listOf(at(statement, 'Action')).map(String)).sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    's3:ListBucketVersions',
    'sns:Publish',
  ]);
});
