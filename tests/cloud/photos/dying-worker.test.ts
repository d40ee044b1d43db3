// A worker that dies, or whose services fail, at each of its steps: the next delivery of the message finishes the photo.
import { describe, expect, test } from '@jest/globals';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { sha256 } from '../../../cloud/photos/make-once.ts';
import { PhotoError } from '../../../cloud/photos/photo-error.ts';
import { masterKey, recordKey, reviewAddress, variantKey } from '../../../cloud/photos/photo-keys.ts';
import type { MakePhoto } from '../../../cloud/photos/photo-order.ts';
import { type Breaking, breakAt } from '../../support/broken-parts.ts';
import {
  editMessage,
  makeSmallPhoto,
  objectCreated,
  openWorker,
  RECIPE,
  type WorkerOfTests,
} from '../../support/photo-worker.ts';

const WAYS: readonly Breaking[] = ['dies before', 'dies after', 'fails before', 'fails after'];
const blur = { blur: 'faces' } as const;
const idOf = (text: string, edits = {}) => idOfPhoto({ source: sha256(Buffer.from(text)), edits, recipe: RECIPE });

interface Scenario {
  readonly name: string;
  /** What is there before, made by a worker that is well. */
  readonly prepare: (worker: WorkerOfTests) => Promise<void>;
  readonly message: string;
}

const send = (key: string, text: string) => async (worker: WorkerOfTests) => {
  worker.send(key, text);
  await worker.deliverAll(objectCreated(key));
};

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'an upload',
    prepare: async (worker) => worker.send('photos/a', 'a face'),
    message: objectCreated('photos/a'),
  },
  {
    name: 'an upload that is refused',
    prepare: async (worker) => worker.send('photos/a', 'no picture'),
    message: objectCreated('photos/a'),
  },
  {
    name: 'an upload that waits for a person',
    prepare: async ({ uploads, send: put }) => {
      await uploads.table.change('photos/a', { status: 'waiting', edits: blur });
      put('photos/a', 'hills');
    },
    message: objectCreated('photos/a'),
  },
  {
    name: 'an edit that retires its photo',
    prepare: send('photos/a', 'a face'),
    message: editMessage({ upload: 'edit', from: idOf('a face'), edits: blur, retire: true }),
  },
  {
    name: 'an edit that retires its photo and gives one that is there already',
    prepare: async (worker) => {
      await send('photos/a', 'a face')(worker);
      await worker.deliverAll(editMessage({ upload: 'before', from: idOf('a face'), edits: blur }));
    },
    message: editMessage({ upload: 'edit', from: idOf('a face'), edits: blur, retire: true }),
  },
  {
    name: 'an answer to a review',
    prepare: async (worker) => {
      await worker.uploads.table.change('photos/a', { status: 'waiting', edits: blur });
      await send('photos/a', 'hills')(worker);
    },
    message: editMessage({ upload: 'photos/a', from: reviewAddress(idOf('hills', blur)), edits: { seen: true } }),
  },
];

/** Refuses one text; everything else is a photo. */
const make: MakePhoto = async (order) => {
  if (Buffer.from(order.bytes).toString() === 'no picture') throw new PhotoError('not_an_image', 'It is text.');
  return makeSmallPhoto(order);
};

/** Prepares with parts that work, and breaks them from then on. */
async function open({ prepare }: Scenario, number: number, how: Breaking) {
  const breaks = breakAt(number, how);
  let isPrepared = false;
  const worker = openWorker((parts) => {
    const whole = { ...parts, make };
    const broken = breaks.change(whole);
    return {
      ...whole,
      get store() {
        return isPrepared ? broken.store : whole.store;
      },
      get table() {
        return isPrepared ? broken.table : whole.table;
      },
      get make() {
        return isPrepared ? broken.make : whole.make;
      },
    };
  });
  await prepare(worker);
  isPrepared = true;
  return { worker, breaks };
}

function stateOf({ photos, uploads }: WorkerOfTests) {
  const rows = [...uploads.rows.values()].map(({ created: _, expires: __, ...row }) => row);
  const files = [...photos.files.values()].map(({ key, bytes }) => [key, Buffer.from(bytes).toString()]).sort();
  return { rows, files, sources: [...photos.sources.keys()], removed: [...photos.removed.keys()] };
}

/** What is ready is whole, and so is every photo that has a record. */
function expectNothingHalf({ photos, uploads }: WorkerOfTests): void {
  const ids = [...photos.files.keys()].flatMap((key) => /^photos\/(\w+)\/photo\.json$/.exec(key)?.[1] ?? []);
  const ready = [...uploads.rows.values()].flatMap(({ status, photo }) => (status === 'ready' && photo ? [photo] : []));
  for (const id of ids)
    for (const key of [variantKey(id, '1600'), variantKey(id, '250'), masterKey(id)]) expect(photos.files.has(key)).toBe(true);
  for (const { upload, photo = '' } of [...uploads.rows.values()].filter(({ status }) => status === 'ready'))
    if (upload === 'edit') expect(photos.files.has(recordKey(photo))).toBe(true);
  expect(ready.every((id) => id.length === 16)).toBe(true);
}

describe.each(SCENARIOS)('$name', (scenario) => {
  test.each(WAYS)('is finished by the next delivery if the worker %s any of its calls', async (how) => {
    const clean = await open(scenario, 0, how);
    expect(await clean.worker.deliverAll(scenario.message)).toBe(1);
    const steps = clean.breaks.calls.length;
    expect(steps).toBeGreaterThan(7);
    for (let number = 1; number <= steps; number++) {
      const { worker, breaks } = await open(scenario, number, how);
      const first = await worker.deliver(scenario.message, { message: 'one' });
      expectNothingHalf(worker);
      breaks.mend();
      // A claim that could not be given back is no failure.
      if (first.batchItemFailures.length > 0 || how.startsWith('dies')) {
        const second = await worker.deliver(scenario.message, { message: 'one', receives: 2 });
        expect([number, breaks.calls.at(-1), second.batchItemFailures]).toEqual([number, breaks.calls.at(-1), []]);
      }
      expect([number, stateOf(worker)]).toEqual([number, stateOf(clean.worker)]);
      expectNothingHalf(worker);
    }
  });
});

test.each([
  'readSource',
  'readRecord',
  'read',
  'change',
  'claim',
  'removedAt',
  'startDecoding',
  'make',
  'endDecoding',
  'put',
  'removeSource',
])('where %s fails for good, the message is a dead letter, and nothing is half there', async (method) => {
  const fail = () => Promise.reject(new PhotoError('store_failed', 'S3 does not answer.'));
  let isWell = false;
  const worker = openWorker((parts) => {
    const broken = <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name, self) => (name === method && !isWell ? fail : (Reflect.get(target, name, self) as unknown)),
      });
    const makeOrFail: MakePhoto = (order) => (method === 'make' && !isWell ? fail() : parts.make(order));
    return { ...parts, make: makeOrFail, store: broken(parts.store), table: broken(parts.table) };
  });
  await worker.uploads.table.change('photos/a', { status: 'waiting', edits: blur });
  worker.send('photos/a', 'a face');
  expect(await worker.deliverAll(objectCreated('photos/a'))).toBe('dead letter');
  expectNothingHalf(worker);
  const status = { change: 'waiting', removeSource: 'ready' }[method] ?? 'failed';
  expect(worker.uploads.rows.get('photos/a')?.status).toBe(status);
  expect(worker.photos.sources.size).toBe(1);
  // Somebody moves the dead letters back into the queue.
  isWell = true;
  expect(await worker.deliverAll(objectCreated('photos/a'))).toBe(1);
  expect(worker.uploads.rows.get('photos/a')).toMatchObject({ status: 'ready' });
});

test('a picture that ends two workers is refused by the third, and the source is gone', async () => {
  const { uploads, photos, send: put, deliver } = openWorker();
  put('photos/a', 'a face');
  await uploads.table.change('photos/a', { status: 'working' });
  for (const start of [1, 2]) expect(await uploads.table.startDecoding('photos/a')).toBe(start);
  const { batchItemFailures } = await deliver(objectCreated('photos/a'), { receives: 3 });
  expect(batchItemFailures).toEqual([]);
  expect(uploads.rows.get('photos/a')).toMatchObject({ status: 'refused', code: 'crashes' });
  expect(photos.sources.size).toBe(0);
  // Sent again, it is tried again.
  put('photos/a', 'a face');
  await deliver(objectCreated('photos/a'));
  expect(uploads.rows.get('photos/a')).toMatchObject({ status: 'ready' });
});
