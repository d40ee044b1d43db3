import { expect, test } from '@jest/globals';
import { createPhotoWorker } from '../../../cloud/photos/create-photo-worker.ts';
import { parsePhotoMessage } from '../../../cloud/photos/photo-message.ts';
import { eventOf } from '../../doubles/aws/sqs.ts';
import { fc } from '../../support/fast-check.ts';
import { createMemoryPhotos, createMemoryRemovals, createMemoryUploads } from '../../support/memory-photos.ts';
import { makeSmallPhoto, objectCreated, RECIPE } from '../../support/photo-worker.ts';

/** JSON whose members have the names of messages, with any values. */
const almostMessages = fc.record(
  {
    source: fc.oneof(fc.constant('aws.s3'), fc.jsonValue()),
    'detail-type': fc.oneof(fc.constant('Object Created'), fc.jsonValue()),
    detail: fc.oneof(fc.jsonValue(), fc.record({ object: fc.oneof(fc.jsonValue(), fc.record({ key: fc.jsonValue() })) })),
    edit: fc.oneof(
      fc.jsonValue(),
      fc.record({
        upload: fc.jsonValue(),
        from: fc.oneof(fc.constant('7h3k9m2p4q8r5t6v'), fc.jsonValue()),
        edits: fc.jsonValue(),
      }),
    ),
  },
  { requiredKeys: [] },
);

test('any text is a message or is none, and never an error', () => {
  const anyBody = fc.oneof(
    fc.string(),
    fc.json(),
    almostMessages.map((message) => JSON.stringify(message)),
  );
  fc.assert(
    fc.property(anyBody, (body) => {
      expect(['source', 'edit', 'nothing']).toContain(parsePhotoMessage(body).kind);
    }),
  );
});

test.each(['photos/ü 🦊/a+b%20c.jpg', 'uploads/7h3k9m2p4q8r5t6v', 'photos/"{}".jpg'])('the key %j is read as it is', (key) => {
  expect(parsePhotoMessage(objectCreated(key))).toEqual({ kind: 'source', key });
});

test('of several messages the one that fails is given back alone', async () => {
  const { store, sources } = createMemoryPhotos();
  const { table, rows } = createMemoryUploads();
  const worker = createPhotoWorker({
    store,
    table,
    removals: createMemoryRemovals().removals,
    make: (order) => (order.name === 'bad' ? Promise.reject(new Error('no')) : makeSmallPhoto(order)),
    ...{ recipe: RECIPE, stage: 'test', log: () => {} },
  });
  const names = ['first', 'bad', 'last'];
  for (const name of names) sources.set(`photos/${name}`, { bytes: Buffer.from(name), stored: new Date() });
  const messages = names.map((name) => ({ messageId: name, body: objectCreated(`photos/${name}`), receives: 1 }));
  const answer = await worker(eventOf(messages), { getRemainingTimeInMillis: () => 60_000 });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
  expect(names.map((name) => rows.get(`photos/${name}`)?.status)).toEqual(['ready', 'working', 'ready']);
});
