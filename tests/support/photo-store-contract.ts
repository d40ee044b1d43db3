import { describe, expect, test } from '@jest/globals';
import { masterKey, photoFolder, recordKey, removedKey, variantKey } from '../../cloud/photos/photo-keys.ts';
import type { PhotoRecord } from '../../cloud/photos/photo-record.ts';
import type { PhotoStore, StoredFile } from '../../cloud/photos/ports.ts';
import { MAX_SOURCE_BYTES } from '../../cloud/photos/source-size.ts';
import { createDeadline } from '../../edge/core/deadline.ts';

export interface OpenPhotoStore {
  readonly store: PhotoStore;
  putSource(key: string, bytes: Uint8Array): Promise<void>;
  /** Keys of the photo bucket. */
  keys(): Promise<readonly string[]>;
  /** Of an object of the photo bucket. */
  head(key: string): Promise<{ readonly type?: string; readonly metadata: Readonly<Record<string, string>> }>;
}

const ID = '7h3k9m2p4q8r5t6v';
const OTHER = '7h3k9m2p4q8r5t6w';

/** Keys that a CMS makes of people's file names; S3 allows 1,024 bytes. */
const ODD_KEYS = [
  'photos/Ada Lovelace (1).jpg',
  'photos/a+b.jpg',
  'photos/100%.jpg',
  'photos/a%20b.jpg',
  'photos/%2F',
  'photos/Übergrößenträger/写真/🦊.jpg',
  'photos/a?b#c&d="e".jpg',
  `photos/${'ü'.repeat(120)}/${'ü'.repeat(120)}/${'ü'.repeat(120)}/${'ü'.repeat(120)}/${'x'.repeat(53)}`,
];

/** What every PhotoStore promises. `open` gives one that is empty. */
export function describePhotoStore(title: string, open: () => Promise<OpenPhotoStore>): void {
  describe(title, () => {
    givesSources(open);
    keepsFiles(open);
    removesFiles(open);
  });
}

const deadline = createDeadline(120_000);
const file = (key: string, text: string): StoredFile => ({ key, bytes: Buffer.from(text), type: 'image/jpeg' });

function givesSources(open: () => Promise<OpenPhotoStore>): void {
  test('gives a source with the time when it was stored, until it is removed', async () => {
    const { store, putSource } = await open();
    await putSource('uploads/a', Buffer.from('source'));
    const source = await store.readSource('uploads/a', deadline);
    expect(Buffer.from(source?.bytes ?? []).toString()).toBe('source');
    expect(Math.abs((source?.stored.getTime() ?? 0) - Date.now())).toBeLessThan(30_000);
    await store.removeSource('uploads/a', source?.etag, deadline);
    await store.removeSource('uploads/a', source?.etag, deadline);
    await store.removeSource('uploads/a', undefined, deadline);
    expect(await store.readSource('uploads/a', deadline)).toBeUndefined();
  });

  test.each(ODD_KEYS)('finds a source whose key is %j, and no other', async (key) => {
    const { store, putSource } = await open();
    await putSource(key, Buffer.from(key));
    await putSource('photos/other', Buffer.from('other'));
    expect(Buffer.from((await store.readSource(key, deadline))?.bytes ?? []).toString()).toBe(key);
    await store.removeSource(key, undefined, deadline);
    expect(await store.readSource(key, deadline)).toBeUndefined();
    expect(await store.readSource('photos/other', deadline)).toBeDefined();
  });

  test('keeps a source that was put in the place of the one that was read', async () => {
    const { store, putSource } = await open();
    await putSource('photos/cover.jpg', Buffer.from('first'));
    const first = await store.readSource('photos/cover.jpg', deadline);
    await putSource('photos/cover.jpg', Buffer.from('second'));
    await store.removeSource('photos/cover.jpg', first?.etag, deadline);
    const second = await store.readSource('photos/cover.jpg', deadline);
    expect(Buffer.from(second?.bytes ?? []).toString()).toBe('second');
    await store.removeSource('photos/cover.jpg', second?.etag, deadline);
    expect(await store.readSource('photos/cover.jpg', deadline)).toBeUndefined();
  });

  test('refuses a source that is too large, and reads the largest that is not', async () => {
    const { store, putSource } = await open();
    await putSource('uploads/a', new Uint8Array(MAX_SOURCE_BYTES + 1));
    const refusal = { name: 'PhotoError', code: 'too_many_bytes', message: expect.stringContaining('25 MB') };
    await expect(store.readSource('uploads/a', deadline)).rejects.toMatchObject(refusal);
    await putSource('uploads/b', new Uint8Array(MAX_SOURCE_BYTES));
    expect((await store.readSource('uploads/b', deadline))?.bytes.length).toBe(MAX_SOURCE_BYTES);
    expect((await store.readSource('uploads/b', deadline))?.bytes.length).toBe(MAX_SOURCE_BYTES);
  });
}

function keepsFiles(open: () => Promise<OpenPhotoStore>): void {
  test('never overwrites, and says whose file it is', async () => {
    const { store } = await open();
    const key = variantKey(ID, '1000');
    expect(await store.read(key, deadline)).toBeUndefined();
    const writers = Array.from({ length: 6 }, (_, at) => store.put(file(key, String(at)), deadline));
    const created = await Promise.all(writers);
    expect(created.filter(Boolean)).toHaveLength(1);
    expect(Buffer.from((await store.read(key, deadline)) ?? []).toString()).toBe(String(created.indexOf(true)));
  });

  test('keeps the type and the metadata of a file', async () => {
    const { store, head } = await open();
    const focus = '{"width":2400,"heads":[[0.1,0.2,0.3,0.4]]}';
    await store.put({ ...file(variantKey(ID, '500'), 'x'), metadata: { focus } }, deadline);
    expect(await head(variantKey(ID, '500'))).toEqual({ type: 'image/jpeg', metadata: { focus } });
  });

  test('gives the record of a photo that has one', async () => {
    const { store } = await open();
    const record = { id: ID, name: 'Ada – 写真.jpg' } as PhotoRecord; // nothing else of it matters here
    expect(await store.readRecord(ID, deadline)).toBeUndefined();
    await store.put({ key: recordKey(ID), bytes: Buffer.from(JSON.stringify(record)), type: 'application/json' }, deadline);
    expect(await store.readRecord(ID, deadline)).toEqual(record);
  });
}

function removesFiles(open: () => Promise<OpenPhotoStore>): void {
  test('removes whatever begins with a prefix, and nothing else', async () => {
    const { store, keys } = await open();
    for (const name of ['1600', '1000', '500']) await store.put(file(variantKey(ID, name), name), deadline);
    for (const key of [variantKey(OTHER, '500'), masterKey(ID)]) await store.put(file(key, key), deadline);
    expect(await store.removeAll(photoFolder(ID), deadline)).toBe(3);
    expect(await store.removeAll(photoFolder(ID), deadline)).toBe(0);
    expect([...(await keys())].sort()).toEqual([masterKey(ID), variantKey(OTHER, '500')].sort());
  });

  test('says when a photo was removed, the last time', async () => {
    const { store, keys } = await open();
    expect(await store.removedAt(ID, deadline)).toBeUndefined();
    await store.markRemoved(ID, deadline);
    await store.markRemoved(ID, deadline);
    expect(Math.abs(((await store.removedAt(ID, deadline))?.getTime() ?? 0) - Date.now())).toBeLessThan(30_000);
    expect(await store.removedAt(OTHER, deadline)).toBeUndefined();
    expect(await keys()).toEqual([removedKey(ID)]);
  });
}
