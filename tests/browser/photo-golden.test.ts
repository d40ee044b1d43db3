// @examples article
// A photo from its upload to its card: made by the worker's own code, read from S3 and drawn.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { photoAddress } from '../../card-schema/photo-id.ts';
import type { MadePhoto } from '../../cloud/photos/photo-order.ts';
import { createPhotoReader } from '../../edge/adapters/photo-reader.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { makeAstronaut } from '../photos/made-photo.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { compareWithGolden, UPDATING_GOLDENS, updateGolden } from '../support/golden.ts';
import { photoBucketsForTests } from '../support/photo-buckets.ts';

const GOLDEN = 'photos/article-astronaut.jpg';
const buckets = photoBucketsForTests();
let made: MadePhoto;
let tested: TestBrowser;

beforeAll(async () => {
  const { client, bucket, store } = await buckets.open();
  tested = await openTestBrowser({ fetchPhotoFor: () => createPhotoReader(client, bucket) });
  made = await makeAstronaut();
  const deadline = createDeadline(20_000);
  for (const file of made.files) await store.put(file, deadline);
});
afterAll(() => tested?.close());

describe('a photo on an article', () => {
  test('shows the head whole, though it stands at the end of the photo', async () => {
    expect(made.record.detections.faces).toHaveLength(1);
    const photo = photoAddress(made.record.id);
    const card = createCard('article', { title: 'A walk among the stars', author: 'Eileen', cover: photo, avatar: photo });
    const { jpeg, missingImages } = await tested.draw(card);
    expect(missingImages).toEqual([]);
    if (UPDATING_GOLDENS) await updateGolden(GOLDEN, jpeg);
    await compareWithGolden(GOLDEN, jpeg);
  });
});
