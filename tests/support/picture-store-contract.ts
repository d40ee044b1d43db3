import { describe, expect, test } from '@jest/globals';
import { createDeadline } from '../../edge/core/deadline.ts';
import type { PictureStore } from '../../edge/core/ports.ts';

export interface OpenStore {
  readonly store: PictureStore;
  /** What is under the key now. */
  read(key: string): Promise<Uint8Array | undefined>;
  /** Which photos the picture under the key shows, as its metadata says. */
  photosOf(key: string): Promise<string | undefined>;
}

/** What every PictureStore promises. */
export function describePictureStore(name: string, open: () => Promise<OpenStore>): void {
  const deadline = createDeadline(20_000);

  describe(name, () => {
    test('keeps a picture under its key', async () => {
      const { store, read } = await open();
      const stored = await store.put('0123456789ab/any/1-2-3.jpg', Uint8Array.of(1, 2, 3), deadline);
      expect(stored).toEqual({ created: true, etag: expect.stringMatching(/^".+"$/) });
      expect([...((await read('0123456789ab/any/1-2-3.jpg')) ?? [])]).toEqual([1, 2, 3]);
    });

    test('keeps which photos a picture shows', async () => {
      const { store, photosOf } = await open();
      await store.put('0123456789ab/any/4-4-4.jpg', Uint8Array.of(1), deadline, ['7h3k9m2p4q8r5t6v', '0123456789abcdef']);
      await store.put('0123456789ab/any/5-5-5.jpg', Uint8Array.of(1), deadline);
      expect(await photosOf('0123456789ab/any/4-4-4.jpg')).toBe('7h3k9m2p4q8r5t6v,0123456789abcdef');
      expect(await photosOf('0123456789ab/any/5-5-5.jpg')).toBeUndefined();
    });

    test('leaves a key that is taken as it is, and says so', async () => {
      const { store, read } = await open();
      await store.put('0123456789ab/any/2-2-2.jpg', Uint8Array.of(1), deadline);
      expect(await store.put('0123456789ab/any/2-2-2.jpg', Uint8Array.of(2), deadline)).toEqual({ created: false });
      expect([...((await read('0123456789ab/any/2-2-2.jpg')) ?? [])]).toEqual([1]);
    });

    test('lets exactly one of eight racing writers win', async () => {
      const { store, read } = await open();
      const key = '0123456789ab/any/3-3-3.jpg';
      const writers = Array.from({ length: 8 }, (_, at) => store.put(key, Uint8Array.of(at), deadline));
      const created = (await Promise.all(writers)).map((stored) => stored.created);
      expect(created.filter(Boolean)).toHaveLength(1);
      expect([...((await read(key)) ?? [])]).toEqual([created.indexOf(true)]);
    });
  });
}
