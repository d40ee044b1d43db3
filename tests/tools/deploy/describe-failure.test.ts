import { S3ServiceException } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { asDeployError } from '../../../tools/deploy/describe-failure.ts';

const named = (name: string, fields: object = {}) => Object.assign(new Error('The words of the SDK'), { name, ...fields });
const sentenceOf = (error: unknown) => (asDeployError(error) as Error).message;

const { AWS_PROFILE: before } = process.env;
beforeEach(() => {
  delete process.env['AWS_PROFILE'];
});
afterEach(() => {
  if (before !== undefined) process.env['AWS_PROFILE'] = before;
});

test.each([
  ['no credentials', named('CredentialsProviderError'), /^AWS: there are no credentials: set AWS_PROFILE.*deploy-role\.json/],
  ['no token', named('TokenProviderError'), /^AWS: there are no credentials/],
  [
    'no answer',
    named('TimeoutError'),
    /^AWS: no answer \(TimeoutError\)\. .*network.*Then deploy again: what is done stays done\.$/,
  ],
  ['nothing that listens', named('Error', { code: 'ECONNREFUSED' }), /^AWS: no answer \(ECONNREFUSED\)/],
  [
    'nothing that listens at several addresses',
    named('AggregateError', { code: 'ECONNREFUSED' }),
    /^AWS: no answer \(ECONNREFUSED\)/,
  ],
  [
    'an answer that is not of AWS',
    Object.assign(new SyntaxError('Unexpected token <'), { $response: {} }),
    /^AWS: what answered is not AWS, or a proxy changed its answer\. .*network/,
  ],
  [
    'a signature of another time',
    named('SignatureDoesNotMatch'),
    /^AWS does not accept the credentials .*Is the clock of this machine right\?/,
  ],
  [
    'a request of another time',
    new S3ServiceException({ name: 'RequestTimeTooSkewed', message: 'Too late.', $fault: 'client', $metadata: {} }),
    /^AWS says RequestTimeTooSkewed: Too late\.\nLook at the clock of this machine\. Then deploy again/,
  ],
  ['what AWS does not accept', named('ExpiredToken'), /^AWS does not accept the credentials \(ExpiredToken\)\. Log in again/],
  [
    'what AWS refuses',
    new S3ServiceException({ name: 'AccessDenied', message: 'No.', $fault: 'client', $metadata: {} }),
    /^AWS refuses \(AccessDenied\): No\./,
  ],
  [
    'a bucket that somebody has deleted',
    Object.assign(new S3ServiceException({ name: 'NoSuchBucket', message: 'No.', $fault: 'client', $metadata: {} }), {
      BucketName: 'edgecard-dev-picturebucket-a1',
    }),
    /^A bucket \(edgecard-dev-picturebucket-a1\) of the stack is gone: .*npm run deploy -- --remove .*signing keys stay/,
  ],
])('%s is said in words of our own', (_, error, sentence) => {
  expect(sentenceOf(error)).toMatch(sentence);
});

test.each([
  named('CredentialsProviderError'),
  named('TimeoutError'),
  named('ExpiredToken'),
  new S3ServiceException({ name: 'AccessDenied', message: 'No.', $fault: 'client', $metadata: {} }),
  new S3ServiceException({ name: 'SlowDown', message: 'Later.', $fault: 'server', $metadata: {} }),
])('nobody who takes a stage down is sent to deploy again', (error) => {
  const { message } = asDeployError(error, { removing: true }) as Error;
  expect(message).toMatch(/Then run it again: what is gone stays gone\.$/);
  expect(message).not.toContain('deploy again');
  // The role in CI may not take anything down.
  expect(message).not.toContain('In CI');
  expect(sentenceOf(error)).toMatch(/Then deploy again: what is done stays done\.$/);
});

test('a profile that is not there is named', () => {
  process.env['AWS_PROFILE'] = 'no-such-profile-of-anybody';
  expect(sentenceOf(named('CredentialsProviderError'))).toMatch(
    /^AWS: AWS_PROFILE names the profile "no-such-profile-of-anybody"/,
  );
});

test('a file that is missing, and a bug, stay what they are', () => {
  const missing = named('Error', { code: 'ENOENT', syscall: 'open', path: 'dist/a.zip' });
  expect(asDeployError(missing)).toBe(missing);
  for (const bug of [new TypeError('x is not a function'), new SyntaxError('a file of the package')])
    expect(asDeployError(bug)).toBe(bug);
});
