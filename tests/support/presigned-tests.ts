// Forms and addresses that are signed by AWS's own packages, against a server that is meant to be used as S3.
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from '@jest/globals';
import { type ContractBucket, clientOf } from './contract-bucket.ts';

const MAX_BYTES = 1000;
/** Ceph has one word for all of it. */
const REFUSED = /^403 (SignatureDoesNotMatch|AccessDenied)$/;

/** Status and error code of an answer. */
export async function answered(response: Promise<Response>): Promise<string> {
  const { status, ...rest } = await response.then(async (one) => ({ status: one.status, body: await one.text() }));
  return `${status} ${/<Code>(\w+)</.exec(rest.body)?.[1] ?? 'done'}`;
}

export function postForm({ url, fields }: PresignedPost, file: string | Uint8Array, more: Readonly<Record<string, string>> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...more })) form.set(name, value);
  form.set('file', new Blob([typeof file === 'string' ? file : new Uint8Array(file)]), 'photo.jpg');
  return fetch(url, { method: 'POST', body: form });
}

const formOf = (bucket: ContractBucket, more: Partial<PresignedPostOptions> = {}, s3 = bucket.s3) =>
  createPresignedPost(s3, {
    Bucket: bucket.name,
    Key: 'uploads/one',
    Conditions: [['content-length-range', 1, MAX_BYTES]],
    ...more,
  });

/** A browser that was given a form stores what it allows, and nothing else. */
export function takesForms(bucket: ContractBucket): void {
  test('stores the file of a form that was signed for it', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const response = await postForm(await formOf(bucket, { Key: 'uploads/füll & ganz' }), bytes);
    expect(response.status).toBe(204);
    const found = await bucket.s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: 'uploads/füll & ganz' }));
    expect(await found.Body?.transformToByteArray()).toEqual(bytes);
  });

  test.each([200, 201, 204])('answers a form with the status it asks for: %d', async (status) => {
    const form = await formOf(bucket, { Fields: { success_action_status: String(status) } });
    expect((await postForm(form, 'abc')).status).toBe(status);
  });

  test('takes a file of the largest size, and none larger or empty', async () => {
    const form = await formOf(bucket);
    expect(await answered(postForm(form, 'x'.repeat(MAX_BYTES)))).toBe('204 done');
    expect(await answered(postForm(form, 'x'.repeat(MAX_BYTES + 1)))).toBe('400 EntityTooLarge');
    expect(await answered(postForm(form, ''))).toBe('400 EntityTooSmall');
  });

  test.each([
    ['another key', { key: 'uploads/other' }],
    ['a field that nobody allowed', { acl: 'public-read' }],
    ['content of a type that nobody allowed', { 'Content-Type': 'text/html' }],
  ])('refuses a form with %s', async (_, more) => {
    expect(await answered(postForm(await formOf(bucket), 'abc', more))).toBe('403 AccessDenied');
  });

  test('refuses a form that a stranger or nobody has signed, or that was changed since', async () => {
    const form = await formOf(bucket);
    const stranger = clientOf({ ...bucket.store, secretAccessKey: 'wrong' });
    expect(await answered(postForm(await formOf(bucket, {}, stranger), 'abc'))).toMatch(REFUSED);
    expect(await answered(postForm({ ...form, fields: { key: 'uploads/one' } }, 'abc'))).toMatch(REFUSED);
    const policy = form.fields['Policy'] ?? '';
    const longer = Buffer.from(policy, 'base64').toString().replace(String(MAX_BYTES), '999999999');
    const changed = { Policy: Buffer.from(longer).toString('base64') };
    expect(await answered(postForm(form, 'abc', changed))).toMatch(REFUSED);
    stranger.destroy();
  });

  test('refuses a form whose time is over', async () => {
    expect(await answered(postForm(await formOf(bucket, { Expires: -1 }), 'abc'))).toBe('403 AccessDenied');
  });
}

/** Who has an address that was signed for it reads that object. */
export function answersAddresses(bucket: ContractBucket): void {
  const addressOf = (Key: string, expiresIn = 60, s3 = bucket.s3, signingDate = new Date()) =>
    getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket.name, Key }), { expiresIn, signingDate });

  test('gives an object to who has a signed address, without any header', async () => {
    await bucket.put('photos/ä ö+%/1000.jpg', 'abc', { ContentType: 'image/jpeg' });
    const response = await fetch(await addressOf('photos/ä ö+%/1000.jpg'));
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([200, 'image/jpeg', 'abc']);
  });

  test('refuses an address whose time is over, and one that was changed', async () => {
    await bucket.put('photos/a.jpg', 'abc');
    await bucket.put('photos/b.jpg', 'abc');
    const url = await addressOf('photos/a.jpg');
    const old = await addressOf('photos/a.jpg', 60, bucket.s3, new Date(Date.now() - 120_000));
    expect(await answered(fetch(old))).toBe('403 AccessDenied');
    expect(await answered(fetch(url.replace('a.jpg', 'b.jpg')))).toBe('403 SignatureDoesNotMatch');
    expect(await answered(fetch(url.replace('Expires=60', 'Expires=600')))).toBe('403 SignatureDoesNotMatch');
    expect(await answered(fetch(url, { method: 'PUT', body: 'x' }))).toBe('403 SignatureDoesNotMatch');
    const stranger = clientOf({ ...bucket.store, secretAccessKey: 'wrong' });
    expect(await answered(fetch(await addressOf('photos/a.jpg', 60, stranger)))).toBe('403 SignatureDoesNotMatch');
    stranger.destroy();
  });
}
