// @examples article
// Every header of every kind of answer: nothing of S3's own, of the encryption key or of the account is among them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { type Stack, startStack } from '../../../../local/stack/stack.ts';
import { ask as askRaw, type RawAnswer } from '../../../support/raw-request.ts';
import { SAMPLE_ANSWER, SAMPLE_PATH } from '../../../support/sample-cards.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

// With the embedded S3 server also where there is a real one: that one has no key and no versions.
let stack: Stack;
let data: TemporaryFolder;

/** Of CloudFront, of HTTP, and ours; what anybody may know. */
const OF_A_PICTURE = [
  'access-control-allow-origin',
  'cache-control',
  'cache-tag',
  'connection',
  'content-length',
  'content-type',
  'cross-origin-resource-policy',
  'date',
  'etag',
  'server-timing',
  'via',
  'x-amz-cf-id',
  'x-amz-cf-pop',
  'x-cache',
  'x-card-status',
];
/** Of an answer that CloudFront has, or that S3 gave. */
const MORE = ['accept-ranges', 'age', 'content-range', 'keep-alive', 'last-modified', 'x-card-warning'];

const namesOf = ({ headers }: RawAnswer) => Object.keys(headers).sort();
const article = (cover: string) =>
  signCardPath(createCard('article', { title: 'T', author: 'A', cover }), DEVELOPMENT_KEYS.signing);

const answers = new Map<string, RawAnswer>();
beforeAll(async () => {
  data = await temporaryFolder('headers');
  stack = await startStack({ port: 0, data: data.path, sandboxes: 1, log: () => {} });
  const ask = async (name: string, path: string, request = {}) => answers.set(name, await askRaw(stack.cdn, path, request));
  await ask('HEAD on a card that nobody has drawn', SAMPLE_PATH, { method: 'HEAD' });
  await ask('drawn', SAMPLE_PATH);
  await ask('from the cache', SAMPLE_PATH);
  await ask('nothing has changed', SAMPLE_PATH, { headers: { 'if-none-match': answers.get('drawn')?.headers.etag } });
  await ask('a part', SAMPLE_PATH, { headers: { range: 'bytes=0-99' } });
  await ask('beyond the end', SAMPLE_PATH, { headers: { range: 'bytes=99999999-' } });
  stack.clearCache();
  await ask('HEAD on a stored card', SAMPLE_PATH, { method: 'HEAD' });
  await ask('from S3', SAMPLE_PATH);
  await ask('the default card', '/nonsense');
  await ask('incomplete', await article('https://images.edgecard.test/nothing.jpg'));
  await ask('robots.txt', '/robots.txt');
  await ask('favicon.ico', '/favicon.ico');
  await ask('the fallback picture', '/fallback.jpg');
}, 60_000);
afterAll(async () => {
  await stack?.close();
  await data.remove();
});

test('the answers are of the kinds that they are to be', () => {
  expect([...answers].map(([name, { status, headers }]) => [name, status, headers['x-card-status']])).toEqual([
    ['HEAD on a card that nobody has drawn', 200, 'undrawn'],
    ['drawn', 200, SAMPLE_ANSWER.drawn],
    ['from the cache', 200, SAMPLE_ANSWER.drawn],
    ['nothing has changed', 304, SAMPLE_ANSWER.drawn],
    ['a part', 206, SAMPLE_ANSWER.drawn],
    ['beyond the end', 416, undefined],
    ['HEAD on a stored card', 200, SAMPLE_ANSWER.found],
    ['from S3', 200, SAMPLE_ANSWER.found],
    ['the default card', 200, 'default'],
    ['incomplete', 200, 'incomplete'],
    ['robots.txt', 200, undefined],
    ['favicon.ico', 200, undefined],
    ['the fallback picture', 200, 'fallback'],
  ]);
});

test('a picture that is drawn has these headers and no others', () => {
  const drawn = answers.get('drawn');
  expect(drawn && namesOf(drawn)).toEqual(OF_A_PICTURE);
});

describe('Nothing of the account', () => {
  test('is among the headers of any answer', () => {
    for (const [name, answer] of answers) {
      const strange = namesOf(answer).filter((header) => ![...OF_A_PICTURE, ...MORE].includes(header));
      expect([name, strange.filter((header) => header !== 'server' || answer.status < 400)]).toEqual([name, []]);
      expect(JSON.stringify(answer.headers)).not.toMatch(/arn:|111122223333|AmazonS3|aws:kms/);
    }
  });

  test('and the local S3 does send it, so that it can be missed', async () => {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    const { localClient } = await import('../../../../local/stack/store.ts');
    const client = localClient(stack.s3);
    const { SSEKMSKeyId, VersionId } = await client.send(
      new GetObjectCommand({ Bucket: 'edgecard-pictures', Key: 'robots.txt' }),
    );
    client.destroy();
    expect([SSEKMSKeyId, VersionId]).toEqual([expect.stringContaining('111122223333'), expect.stringMatching(/./)]);
  });
});
