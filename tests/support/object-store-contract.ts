// What this project expects of S3, as a suite that runs against our own server and against a real one.
import { describe } from '@jest/globals';
import { guardsTheBucket } from './bucket-settings-tests.ts';
import { contractBucket, type Store } from './contract-bucket.ts';
import { answersInPart, keepsObjects, listsAndDeletes } from './object-store-tests.ts';

export function describeObjectStore(name: string, open: () => Promise<Store>): void {
  describe(`${name}, as an object store`, () => {
    const bucket = contractBucket(open);
    keepsObjects(bucket);
    answersInPart(bucket);
    listsAndDeletes(bucket);
    guardsTheBucket(bucket);
  });
}
