import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { createCardShelf } from '../../../../../cloud/photos/adapters/card-shelf.ts';
import { createDeadline } from '../../../../../edge/core/deadline.ts';
import { describeCardShelf, openCardShelf } from '../../../../support/card-shelf-contract.ts';
import { photoBucketsForTests } from '../../../../support/photo-buckets.ts';
import { realS3 } from '../../../../support/real-s3.ts';

const buckets = photoBucketsForTests();
const open = async (versioned: boolean) => openCardShelf((await buckets.open()).client, randomUUID(), { versioned });

describeCardShelf('The bucket of pictures', () => open(false));
// The embedded server keeps no versions.
if (realS3()) describeCardShelf('The bucket of pictures, with versions', () => open(true));

test('a bucket that is not there is a failure, and not one without cards', async () => {
  const { client } = await buckets.open();
  for (const versioned of [false, ...(realS3() ? [true] : [])]) {
    const shelf = createCardShelf({ client, bucket: 'no-such-bucket', versioned });
    const failure = { name: 'PhotoError', code: 'store_failed' };
    await expect(shelf.page(undefined, createDeadline(10_000))).rejects.toMatchObject(failure);
    await expect(shelf.remove([{ key: 'a' }], createDeadline(10_000))).rejects.toMatchObject(failure);
  }
});
