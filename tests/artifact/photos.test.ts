// @examples article
// A card with a photo, from the zips: the worker's files in S3, read and drawn by the packaged function.
import { readFile } from 'node:fs/promises';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { photoAddress } from '../../card-schema/photo-id.ts';
import type { MadePhoto } from '../../cloud/photos/photo-order.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { LOCAL_PHOTO_BUCKET } from '../../local/stack/config.ts';
import { makeAstronaut } from '../photos/made-photo.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { ask, inProject, requests, sharePackagedFunctions, start, store } from './packaged-functions.ts';

sharePackagedFunctions();

const text = { title: 'A walk among the stars', author: 'Eileen' };
const pathOf = (cover: string, avatar = '') =>
  signCardPath(createCard('article', { ...text, cover, avatar }), DEVELOPMENT_KEYS.signing);
const lookups = (log: readonly string[]) => log.filter((line) => line.startsWith('edgecard-lookup'));

let made: MadePhoto;
beforeAll(async () => {
  made = await makeAstronaut();
  await store.client.send(new CreateBucketCommand({ Bucket: LOCAL_PHOTO_BUCKET }));
  for (const { key, bytes, type, metadata } of made.files)
    await store.client.send(
      new PutObjectCommand({ Bucket: LOCAL_PHOTO_BUCKET, Key: key, Body: bytes, ContentType: type, Metadata: { ...metadata } }),
    );
});

describe('the packaged functions', () => {
  test('draw a card with a photo by one GET and without looking a name up, and the head is whole', async () => {
    const lambda = await start('origin-response');
    const photo = photoAddress(made.record.id);
    const answer = await ask(await pathOf(photo, photo), lambda);
    expect([answer.header('x-card-status'), answer.header('x-card-warning')]).toEqual(['drawn', undefined]);
    const golden = await decode(await readFile(inProject('tests/golden/photos/article-astronaut.jpg')));
    expect(shareOfDifferentPixels(await decode(answer.jpeg), golden)).toBeLessThanOrEqual(0.001);
    expect(requests.filter(({ bucket }) => bucket === LOCAL_PHOTO_BUCKET)).toEqual([
      expect.objectContaining({ method: 'GET', key: `photos/${made.record.id}/1000.jpg`, status: 200 }),
    ]);
    expect(lookups(lambda.log)).toEqual([]);
    expect(lambda.log.join('\n')).not.toContain('pack_miss');
    expect(answer.header('cache-tag')).toMatch(new RegExp(`,photo-${made.record.id}$`));
  });

  test('look the name of an image host up, which shows that the test above would see it', async () => {
    const lambda = await start('origin-response');
    const answer = await ask(await pathOf('https://images.edgecard.test/harbour.jpg'), lambda);
    expect(answer.header('x-card-status')).toBe('incomplete');
    expect(lookups(lambda.log)).toEqual(['edgecard-lookup images.edgecard.test']);
  });

  test('draw a card without a photo that is not there, and say so', async () => {
    const lambda = await start('origin-response');
    const answer = await ask(await pathOf(photoAddress('zzzzzzzzzzzzzzzz')), lambda);
    expect([answer.header('x-card-status'), answer.header('x-card-warning'), answer.header('cache-control')]).toEqual([
      'incomplete',
      'no image: photo zzzzzzzzzzzzzzzz is not there',
      'public, max-age=300',
    ]);
    expect(requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });
});
