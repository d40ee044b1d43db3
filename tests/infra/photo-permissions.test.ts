// What the functions of photos may do: their roles against the calls that they make here.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { at, decideConditions, type Json, listOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { decide, type IamRequest } from '../support/iam.ts';
import { packageTemplate } from '../support/packaged-template.ts';
import { ACCOUNT } from '../support/recorded-s3.ts';
import { DISTRIBUTION, NAMES, PICTURES, resourcePolicy, roleStatements } from './deployed-policies.ts';
import { alone, SETS, watched } from './photo-sets.ts';
import { type PhotoCalls, recordPhotoCalls } from './recorded-photos.ts';

const INBOX = NAMES['PhotoInbox.Arn'];
const PHOTOS = NAMES['PhotoBucket.Arn'];
const QUEUE = NAMES['PhotoQueue.Arn'];
const REMOVALS = NAMES['PhotoRemovals.Arn'];
const TABLE = NAMES['PhotoUploads.Arn'];
const ID = '7h3k9m2p4q8r5t6v';

let template: StackTemplate;
let withoutAmazon: StackTemplate;
let calls: PhotoCalls;
beforeAll(async () => {
  [template, withoutAmazon, calls] = await Promise.all([
    packageTemplate(SETS[watched]).then(decideConditions),
    packageTemplate(SETS[alone]).then(decideConditions),
    recordPhotoCalls(),
  ]);
}, 240_000);

/** What Lambda itself does with a function's role: its log, and for the worker the queue. */
const OF_LAMBDA = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
];

const ROLES = { worker: 'PhotoWorkerRole', api: 'PhotoApiRole', remover: 'PhotoRemoverRole' } as const;
type Actor = keyof typeof ROLES;

/** What IAM decides for one of them, with the policies of all buckets that it may meet. */
function decided(actor: Actor, request: IamRequest, of = template) {
  const policies = ['PhotoBucketPolicy', 'PhotoInboxPolicy', 'PictureBucketPolicy'];
  const ofBuckets = policies.flatMap((id) => resourcePolicy(of, 'AWS::S3::BucketPolicy', id, 'PolicyDocument'));
  const principal = { AWS: `arn:aws:iam::${ACCOUNT}:role/${ROLES[actor]}` };
  return decide([...roleStatements(of, ROLES[actor]), ...ofBuckets], { principal, ...request });
}

describe.each(['worker', 'api', 'remover'] as const)('The %s of photos', (name) => {
  test('may make every call that it made', () => {
    expect(calls[name].length).toBeGreaterThan(20);
    const refused = calls[name].filter((request) => decided(name, request) !== 'allowed');
    expect(refused.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
  });

  test('needs every permission that it has', () => {
    const each = roleStatements(template, ROLES[name]).flatMap((statement) =>
      listOf(at(statement, 'Action')).flatMap((Action) =>
        listOf(at(statement, 'Resource')).map((Resource) => ({ ...(statement as object), Action, Resource }) as Json),
      ),
    );
    const needless = each
      .filter((statement) => !OF_LAMBDA.includes(String(at(statement, 'Action'))))
      .filter((statement) => !calls[name].some((request) => decide([statement], request) === 'allowed'));
    expect(needless).toEqual([]);
  });

  test('is refused without TLS by every bucket, whatever it asks', () => {
    const ofBuckets = calls[name].filter(({ action }) => action.startsWith('s3:'));
    const insecure = ofBuckets.map((one) =>
      decided(name, { ...one, context: { ...one.context, 'aws:SecureTransport': 'false' } }),
    );
    expect(new Set(insecure)).toEqual(new Set(['denied']));
  });
});

describe.each(['worker', 'api'] as const)('Opening pictures, the %s of photos', (name) => {
  const may = (request: IamRequest, of = template) => decided(name, request, of);

  test('asks Amazon about a picture only where that detector is on', () => {
    const asked = calls[name].filter(({ action }) => action.startsWith('rekognition:'));
    expect(new Set(asked.map(({ action }) => action))).toEqual(new Set(['rekognition:DetectFaces', 'rekognition:DetectLabels']));
    for (const request of asked) expect(may(request, withoutAmazon)).toBe('not allowed');
  });

  test.each<[string, IamRequest]>([
    ['overwrite a photo', { action: 's3:PutObject', resource: `${PHOTOS}/photos/${ID}/1600.jpg` }],
    ['overwrite a master', { action: 's3:PutObject', resource: `${PHOTOS}/masters/${ID}.webp` }],
    ['store elsewhere in the photo bucket', { action: 's3:PutObject', resource: `${PHOTOS}/other`, context: onlyNew() }],
    ['forget that a photo was removed', { action: 's3:DeleteObject', resource: `${PHOTOS}/removed/${ID}` }],
    ['put into the inbox what starts the worker by its name', { action: 's3:PutObject', resource: `${INBOX}/photos/a.jpg` }],
    ['read the pictures of cards', { action: 's3:GetObject', resource: `${NAMES['PictureBucket.Arn']}/a/score/1-2-3.jpg` }],
    ['store a card', { action: 's3:PutObject', resource: `${NAMES['PictureBucket.Arn']}/a/score/1.jpg`, context: onlyNew() }],
    ['open the bucket', { action: 's3:PutBucketPolicy', resource: PHOTOS }],
    ['open a photo', { action: 's3:PutObjectAcl', resource: `${PHOTOS}/photos/${ID}/1600.jpg` }],
    [
      'read secrets',
      { action: 'secretsmanager:GetSecretValue', resource: `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:x` },
    ],
    ['know faces again', { action: 'rekognition:IndexFaces', resource: '*' }],
    ['empty the queue', { action: 'sqs:PurgeQueue', resource: QUEUE }],
    ['remove the table', { action: 'dynamodb:DeleteTable', resource: TABLE }],
    ['read another table', { action: 'dynamodb:GetItem', resource: `${TABLE}-2` }],
    ['use a key by itself', { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1` }],
    ['take another role', { action: 'sts:AssumeRole', resource: `arn:aws:iam::${ACCOUNT}:role/admin` }],
  ])('may not %s', (_what, request) => {
    expect(may({ ...request, context: { 'aws:SecureTransport': 'true', ...request.context } })).toBe('not allowed');
  });
});

describe('The remover of photos, which opens no picture', () => {
  test.each<[string, IamRequest]>([
    ['read a master', { action: 's3:GetObject', resource: `${PHOTOS}/masters/${ID}.webp` }],
    ['put a photo', { action: 's3:PutObject', resource: `${PHOTOS}/photos/${ID}/1600.jpg`, context: onlyNew() }],
    ['forget that a photo was removed', { action: 's3:DeleteObject', resource: `${PHOTOS}/removed/${ID}` }],
    ['read what people sent', { action: 's3:GetObject', resource: `${INBOX}/uploads/${ID}` }],
    ['store a card', { action: 's3:PutObject', resource: `${PICTURES}/0123456789ab/score/1.jpg`, context: onlyNew() }],
    ['delete a pack of the browser', { action: 's3:DeleteObjectVersion', resource: `${PICTURES}/packs/1.zst` }],
    ['delete a setting', { action: 's3:DeleteObjectVersion', resource: `${PICTURES}/settings/drawing.json` }],
    ['hide a card behind a delete marker', { action: 's3:DeleteObject', resource: `${PICTURES}/0123456789ab/score/1.jpg` }],
    ['change the distribution', { action: 'cloudfront:UpdateDistribution', resource: DISTRIBUTION }],
    ['invalidate another distribution', { action: 'cloudfront:CreateInvalidation', resource: `${DISTRIBUTION}2` }],
    ['edit a photo', { action: 'sqs:SendMessage', resource: QUEUE }],
    ['look at a picture', { action: 'rekognition:DetectFaces', resource: '*' }],
  ])('may not %s', (_what, request) => {
    expect(decided('remover', { ...request, context: { 'aws:SecureTransport': 'true', ...request.context } })).toBe(
      'not allowed',
    );
  });
});

function onlyNew() {
  return { 's3:if-none-match': '*' };
}

describe('One does not have what is the other’s', () => {
  test.each([
    ['PhotoApiRole', 's3:GetObject', `${PHOTOS}/masters/${ID}.webp`],
    ['PhotoApiRole', 's3:DeleteObject', `${INBOX}/uploads/${ID}`],
    ['PhotoApiRole', 's3:PutObject', `${PHOTOS}/photos/${ID}/1600.jpg`],
    ['PhotoApiRole', 'sqs:ReceiveMessage', QUEUE],
    ['PhotoApiRole', 'dynamodb:DeleteItem', TABLE],
    ['PhotoWorkerRole', 's3:PutObject', `${INBOX}/uploads/${ID}`],
    ['PhotoWorkerRole', 'sqs:SendMessage', QUEUE],
    ['PhotoWorkerRole', 'sqs:ReceiveMessage', REMOVALS],
    ['PhotoApiRole', 'sqs:ReceiveMessage', REMOVALS],
    ['PhotoWorkerRole', 's3:DeleteObjectVersion', `${PICTURES}/0123456789ab/score/1.jpg`],
    ['PhotoApiRole', 's3:DeleteObjectVersion', `${PICTURES}/0123456789ab/score/1.jpg`],
    ['PhotoWorkerRole', 'cloudfront:CreateInvalidation', DISTRIBUTION],
    ['PhotoApiRole', 'cloudfront:CreateInvalidation', DISTRIBUTION],
    ['PhotoWorkerRole', 'dynamodb:Scan', TABLE],
  ])('%s may not %s %s', (role, action, resource) => {
    const context = { 'aws:SecureTransport': 'true', ...onlyNew() };
    expect(decide(roleStatements(template, role), { action, resource, context })).toBe('not allowed');
  });
});

test.each(['PhotoInbox', 'PhotoBucket'])(
  '%s is encrypted with the key that serves both roles through S3, and no other way',
  (id) => {
    const [rule] = listOf(at(template.Resources[id]?.Properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration'));
    expect(at(rule, 'ServerSideEncryptionByDefault')).toEqual({
      SSEAlgorithm: 'aws:kms',
      KMSMasterKeyID: { 'Fn::GetAtt': ['PictureKey', 'Arn'] },
    });
    const key = resourcePolicy(template, 'AWS::KMS::Key', 'PictureKey', 'KeyPolicy');
    const asked = (action: string, via?: string) =>
      decide(key, {
        principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/edgecard-photo-worker` },
        ...{ action, resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1` },
        context: { 'kms:CallerAccount': ACCOUNT, ...(via ? { 'kms:ViaService': via } : {}) },
      });
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey']) {
      expect(asked(action, 's3.us-east-1.amazonaws.com')).toBe('allowed');
      expect(asked(action)).toBe('not allowed');
    }
  },
);
