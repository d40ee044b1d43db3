import { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from '@jest/globals';
import { createPresigner, PRESIGNING_SETTINGS } from '../../../../cloud/photos/adapters/presigner.ts';

test('an address of a file names no checksum, and is valid for 15 minutes', async () => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'an example of a secret' };
  const client = new S3Client({ ...PRESIGNING_SETTINGS, region: 'us-east-1', credentials });
  const presigner = createPresigner({ client, inbox: 'inbox', bucket: 'photos' });
  const { searchParams } = new URL(await presigner.download('photos/7h3k9m2p4q8r5t6v/1600.jpg'));
  client.destroy();
  expect([...searchParams.keys()].filter((name) => name.includes('checksum'))).toEqual([]);
  expect(searchParams.get('X-Amz-Expires')).toBe('900');
});
