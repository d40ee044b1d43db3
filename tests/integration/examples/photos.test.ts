// A CMS that uses examples/photos: against the real API and S3, and signed by a client that is not ours.
import { expect, test } from '@jest/globals';
import { AwsClient } from 'aws4fetch';
import { detect, uploadPhoto } from '../../../examples/photos/photos.ts';
import { openApi } from '../../support/photo-api.ts';
import { photoBucketsForTests } from '../../support/photo-buckets.ts';

const buckets = photoBucketsForTests();
const bytes = new TextEncoder().encode('a face');

test('a photo is uploaded, and its address is what an image field takes', async () => {
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const sent = uploadPhoto({ api: `${api.url}/`, send: fetch }, bytes, 'Größe.jpg', { focus: [0.5, 0.2] });
  const upload = await firstUpload(api);
  await api.workOn(upload);
  const address = await sent;
  expect(address).toMatch(/^photo:[0-9a-hjkmnp-tv-z]{16}$/);
  expect((await api.call('GET', `/photos/${address.slice(6)}`)).json).toMatchObject({
    name: 'Größe.jpg',
    edits: { focus: [0.5, 0.2] },
  });
});

test('a refusal is an error with the sentence of the API', async () => {
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const photos = { api: api.url, send: fetch };
  await expect(uploadPhoto(photos, bytes, 'x.jpg', { blur: 'hands' })).rejects.toThrow('"blur" can only be "faces".');
  const sent = uploadPhoto(photos, bytes, 'x.jpg');
  await api.uploads.table.change(await firstUpload(api), { status: 'refused', code: 'damaged', message: 'The JPEG ends early.' });
  await expect(sent).rejects.toThrow('x.jpg: The JPEG ends early.');
});

test('what is in a picture is asked for in calls that are signed for Lambda', async () => {
  await using api = await openApi(await buckets.open(), buckets.endpoint);
  const aws = new AwsClient({ accessKeyId: 'KEY', secretAccessKey: 'secret', service: 'lambda', region: 'us-east-1' });
  const signed: (string | null)[] = [];
  const send = async (url: string, init?: RequestInit) => {
    const request = await aws.sign(url, init);
    signed.push(request.headers.get('authorization'));
    return fetch(request);
  };
  expect(await detect({ api: api.url, send }, bytes)).toMatchObject({ counts: { face: 1, person: 1 } });
  expect(signed).toEqual([expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=KEY\/\d{8}\/us-east-1\/lambda\/aws4_request/)]);
});

/** The upload, once its file is in the inbox. */
async function firstUpload({ uploads, stored }: Awaited<ReturnType<typeof openApi>>): Promise<string> {
  for (;;) {
    const [upload] = uploads.rows.keys();
    if (upload !== undefined && (await stored(upload))) return upload;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
