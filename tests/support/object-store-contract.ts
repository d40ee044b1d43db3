// What this project expects of S3, as a suite that runs against our own server and against others.
import { describe } from '@jest/globals';
import { guardsTheBucket, refusesStrangers } from './bucket-settings-tests.ts';
import { contractBucket, type Store } from './contract-bucket.ts';
import { takesParts } from './multipart-tests.ts';
import { answersInPart, deletesQuietly, keepsObjects, listsAndDeletes } from './object-store-tests.ts';
import { answersAddresses, takesForms } from './presigned-tests.ts';

/** What every server has that is meant to be used as S3. */
export function describeObjectStore(name: string, open: () => Promise<Store>): void {
  describe(`${name}, as an object store`, () => {
    const bucket = contractBucket(open);
    keepsObjects(bucket);
    answersInPart(bucket);
    listsAndDeletes(bucket);
    deletesQuietly(bucket);
    refusesStrangers(bucket);
    takesParts(bucket);
    takesForms(bucket);
    answersAddresses(bucket);
    guardsTheBucket(bucket);
  });
}

/** moto looks at no signature, and lists what it was asked to delete quietly. */
export function describeMotoStore(open: () => Promise<Store>): void {
  describe('moto’s S3, as an object store', () => {
    const bucket = contractBucket(open);
    keepsObjects(bucket);
    answersInPart(bucket);
    listsAndDeletes(bucket);
    guardsTheBucket(bucket);
  });
}
