import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createPictureEvents } from '../../cloud/picture-events/create-picture-events.ts';
import type { ObjectRecord } from '../../cloud/picture-events/object-event.ts';
import { createPublisher } from '../../cloud/picture-events/publisher.ts';
import { createVersions } from '../../cloud/picture-events/versions.ts';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import { type KeyVersion, openKeyHistory } from '../doubles/aws/key-history.ts';
import { openTopics, type Topics } from '../doubles/aws/topics.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { SAMPLE_CARD } from '../support/sample-cards.ts';
import { callDeployed } from './call-deployed.ts';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:edgecard-prod-pictures';
const BUCKET = 'edgecard-prod-picturebucket-1abcdefghijkl';
const KEY = keyWithPayload(SAMPLE_CARD, DESIGN_VERSIONS).key;
const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
const ADA = 'AWS:AROAIDPPEZS35WEXAMPLE:ada';

function record(
  eventName: string,
  change: { readonly principal?: string; readonly key?: string; readonly version?: string } = {},
): ObjectRecord {
  const { principal = ADA, key = KEY, version = 'new' } = change;
  return {
    eventTime: '2026-11-30T10:15:30.000Z',
    eventName,
    userIdentity: { principalId: principal },
    requestParameters: { sourceIPAddress: '203.0.113.9' },
    s3: { bucket: { name: BUCKET }, object: { key, versionId: version } },
  };
}

let history: KeyVersion[];
let s3: Awaited<ReturnType<typeof openKeyHistory>>;
let sns: Topics;
let lines: Readonly<Record<string, unknown>>[];
beforeEach(async () => {
  history = [{ key: KEY, id: 'new' }];
  lines = [];
  [s3, sns] = await Promise.all([openKeyHistory(() => history), openTopics()]);
});
afterEach(() => Promise.all([s3.close(), sns.close()]));

async function report(...Records: readonly ObjectRecord[]): Promise<void> {
  const options = { region: 'us-east-1', credentials, maxAttempts: 1 };
  const client = new S3Client({ ...options, endpoint: s3.endpoint, forcePathStyle: true });
  const topic = new SNSClient({ ...options, endpoint: sns.endpoint });
  const handler = createPictureEvents({
    stack: 'edgecard-prod',
    versions: createVersions(client),
    publish: createPublisher(topic, TOPIC),
    log: (line) => lines.push(line),
  });
  await handler({ Records }).finally(() => [client, topic].map((one) => one.destroy()));
}

/** The attributes of a message as its form has them. */
function attributesOf(form: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const names = Object.entries(form ?? {}).filter(([name]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(name));
  return Object.fromEntries(names.map(([name, value]) => [value, form?.[name.replace(/Name$/, 'Value.StringValue')] ?? '']));
}

describe('A picture', () => {
  test('that was not there is created: the message has the card in words, who and when', async () => {
    await report(record('ObjectCreated:Put'));
    const [message] = sns.published;
    expect(message).toMatchObject({ TopicArn: TOPIC, Subject: `Edgecard: picture created (${SAMPLE_CARD.template})` });
    expect(message?.['Message']?.split('\n')).toEqual([
      'A picture was created.',
      expect.stringMatching(`^What: ${SAMPLE_CARD.template}`),
      `Key: ${KEY}`,
      'By: ada (AROAIDPPEZS35WEXAMPLE), from 203.0.113.9',
      'When: 2026-11-30T10:15:30.000Z',
      `Bucket: ${BUCKET}`,
      'Version: new',
    ]);
    expect(attributesOf(message)).toEqual({ change: 'created', by: 'people', template: SAMPLE_CARD.template });
  });

  test('that was there is changed; after a delete marker it is created again', async () => {
    history.push({ key: KEY, id: 'old' });
    await report(record('ObjectCreated:CompleteMultipartUpload'));
    history = [
      { key: KEY, id: 'new' },
      { key: KEY, id: 'marker', isMarker: true },
      { key: KEY, id: 'old' },
    ];
    await report(record('s3:ObjectCreated:Copy'));
    expect(sns.published.map((message) => attributesOf(message)['change'])).toEqual(['changed', 'created']);
  });

  test('is compared with what was there before it, whatever came later', async () => {
    history = [
      { key: KEY, id: 'later' },
      { key: KEY, id: 'new' },
    ];
    await report(record('ObjectCreated:Put'));
    expect(attributesOf(sns.published[0])['change']).toBe('created');
  });

  test('that got a delete marker is deleted, and can be had back', async () => {
    history = [
      { key: KEY, id: 'new', isMarker: true },
      { key: KEY, id: 'old' },
    ];
    await report(record('ObjectRemoved:DeleteMarkerCreated'));
    expect(sns.published[0]?.['Message']).toMatch(/^A picture was deleted\.[\s\S]*Remove the delete marker/);
  });

  test('of which no version is left is deleted for good', async () => {
    history = [];
    await report(record('ObjectRemoved:Delete'));
    expect(sns.published[0]?.['Message']).toMatch(/^A picture was deleted\.[\s\S]*For good/);
  });

  test('of which a version or its delete marker went is there', async () => {
    await report(record('ObjectRemoved:Delete', { version: 'marker' }));
    expect(attributesOf(sns.published[0])['change']).toBe('version removed');
    expect(sns.published[0]?.['Message']).toContain('It can be seen now.');
  });

  test('that a rule ends was nobody’s doing', async () => {
    history = [];
    await report(record('LifecycleExpiration:Delete'), record('s3:LifecycleExpiration:DeleteMarkerCreated'));
    expect(sns.published.map((message) => attributesOf(message)['by'])).toEqual(['rule', 'rule']);
    expect(sns.published[0]?.['Message']).toContain('By: a lifecycle rule of the bucket');
  });
});

describe('Who did it', () => {
  test.each([
    ['AWS:AROA1:us-east-1.edgecard-prod-originResponse', 'drawing'],
    ['AWS:AROA1:edgecard-prod-originResponse-2', 'drawing'],
    ['AWS:AROA1:edgecard-prod-prerenderWorker', 'drawing'],
    ['AWS:AROA1:edgecard-dev-originResponse', 'people'],
    ['AWS:AIDAEXAMPLE', 'people'],
    ['', 'people'],
  ])('%j is %s', async (principal, by) => {
    await report(record('ObjectCreated:Put', { principal }));
    expect(attributesOf(sns.published[0])['by']).toBe(by);
  });

  test('a function that deletes is no drawing', async () => {
    history = [];
    await report(record('ObjectRemoved:Delete', { principal: 'AWS:AROA1:edgecard-prod-originResponse' }));
    expect(attributesOf(sns.published[0])['by']).toBe('people');
  });
});

test.each([
  ['a key with a hash', `0123456789ab/article/h-${'0'.repeat(64)}.jpg`, 'not in the key or not of this build'],
  ['a template of another build', '0123456789ab/unheardof/1-2-3.jpg', 'unheardof, its values are not'],
  ['no card', 'my+holiday%20%C3%A9.jpg', 'What: not a card\nKey: my holiday é.jpg'],
])('%s is reported with what can be said of it', async (_what, key, words) => {
  await report(record('ObjectCreated:Put', { key }));
  expect(sns.published[0]?.['Message']).toContain(words);
  expect(sns.published[0]?.['Subject']?.length).toBeLessThan(100);
});

test('what is not about a picture coming or going is passed over', async () => {
  await report(record('ObjectTagging:Put'), record('ObjectRestore:Post'));
  expect([sns.published, lines]).toEqual([[], []]);
});

test('a change that cannot be reported is an error, and the others are reported', async () => {
  sns.refuse();
  await expect(report(record('ObjectCreated:Put'), record('ObjectTagging:Put'))).rejects.toThrow(
    '1 of 2 changes could not be reported.',
  );
});

test('the function that is deployed does it, with Lambda’s environment and no other', async () => {
  const [printed, complaints] = await callDeployed('picture-events', [{ Records: [record('ObjectCreated:Put')] }], {
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3.endpoint, // these two stand for AWS
    AWS_ENDPOINT_URL_SNS: sns.endpoint,
    REPORT_TOPIC_ARN: TOPIC,
    STACK: 'edgecard-prod',
  });
  expect(complaints).toBe('');
  expect(printed).toContain('"change":"created"');
  expect(sns.published).toHaveLength(1);
});
