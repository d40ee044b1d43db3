import { describe, expect, test } from '@jest/globals';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import { UPLOAD_DAYS } from '../../cloud/photos/statuses.ts';

/** Of an IAM put: S3's longest key, in characters that most stores of names escape. */
const LONG_KEY = `photos/${'Straße %2F + "ü" 🦊/'.repeat(19)}`;

/** What every UploadTable promises. `open` gives one that is empty. */
export function describeUploadTable(title: string, open: () => Promise<UploadTable>): void {
  describe(title, () => {
    keepsRows(open);
    countsDecoding(open);
    givesClaims(open);
    forgetsNames(open);
  });
}

function keepsRows(open: () => Promise<UploadTable>): void {
  test('knows nothing of an upload that is not there', async () => {
    const table = await open();
    expect(await table.read('a')).toBeUndefined();
    expect(await table.inReview()).toEqual([]);
  });

  test('makes a row, which says when it was made and removes itself after two weeks', async () => {
    const table = await open();
    const edits = { focus: [0.25, 0.5] as const, blur: 'faces' as const, keep: [2] };
    await table.change('a', { status: 'waiting', name: 'Ada & "Bo".jpg', edits });
    const row = await table.read('a');
    const { created = 0, expires = 0, ...rest } = row ?? {};
    expect(rest).toEqual({ upload: 'a', status: 'waiting', name: 'Ada & "Bo".jpg', edits });
    expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(5);
    expect(Math.abs(expires - created - UPLOAD_DAYS * 86_400)).toBeLessThan(5);
  });

  test('keeps name and edits when the status changes, and the photo, the code and the message with their status alone', async () => {
    const table = await open();
    await table.change('a', { status: 'waiting', name: 'Ada.jpg', edits: { blur: 'faces' }, retire: '0123456789abcdef' });
    await table.change('a', { status: 'failed', code: 'failed', message: 'S3 sleeps.' });
    expect(await table.read('a')).toMatchObject({ status: 'failed', code: 'failed', message: 'S3 sleeps.', name: 'Ada.jpg' });
    await table.change('a', { status: 'ready', photo: '0123456789abcdef' });
    const { created: _, expires: __, ...row } = (await table.read('a')) ?? {};
    expect(row).toEqual({
      upload: 'a',
      status: 'ready',
      photo: '0123456789abcdef',
      name: 'Ada.jpg',
      edits: { blur: 'faces' },
      retire: '0123456789abcdef',
    });
  });

  test('lists those that wait for a person, and no others', async () => {
    const table = await open();
    for (const upload of ['a', 'b', 'c', 'd', 'e']) await table.change(upload, { status: 'review', photo: '0123456789abcdef' });
    await table.change('b', { status: 'ready', photo: '0123456789abcdef' });
    await table.claim('photo', 'owner', Date.now() + 60_000);
    await table.startDecoding('f');
    expect((await table.inReview()).map(({ upload }) => upload).sort()).toEqual(['a', 'c', 'd', 'e']);
  });

  test('keeps uploads apart, whatever characters their keys have', async () => {
    const table = await open();
    const keys = [LONG_KEY, `${LONG_KEY}2`, 'photos/a', 'photos/A', 'photos/../a', 'photos/a%20b', 'photos/a b', 'photos/a+b'];
    for (const key of keys) await table.change(key, { status: 'waiting', name: key });
    for (const key of keys) expect((await table.read(key))?.name).toBe(key);
  });
}

function countsDecoding(open: () => Promise<UploadTable>): void {
  test('counts starts of decoding, until one has ended', async () => {
    const table = await open();
    await table.change('a', { status: 'working' });
    expect([await table.startDecoding('a'), await table.startDecoding('a'), await table.startDecoding('b')]).toEqual([1, 2, 1]);
    await table.endDecoding('a');
    expect([await table.startDecoding('a'), await table.startDecoding('b')]).toEqual([1, 2]);
    expect((await table.read('a'))?.status).toBe('working');
    expect(await table.read('b')).toBeUndefined();
  });
}

function givesClaims(open: () => Promise<UploadTable>): void {
  test('gives the claim on a photo to one at a time', async () => {
    const table = await open();
    const until = Date.now() + 60_000;
    const claims = await Promise.all(Array.from({ length: 8 }, (_, at) => table.claim('photo', `owner ${at}`, until)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const owner = `owner ${claims.indexOf(true)}`;
    expect(await table.claim('other', 'somebody', until)).toBe(true);
    // The same message, brought again after its worker died.
    expect(await table.claim('photo', owner, until)).toBe(true);
    await table.release('photo', 'somebody');
    expect(await table.claim('photo', 'somebody', until)).toBe(false);
    await table.release('photo', owner);
    expect(await table.claim('photo', 'somebody', until)).toBe(true);
  });

  test('lets a claim go when its time is over', async () => {
    const table = await open();
    expect(await table.claim('photo', 'dead', Date.now() - 1)).toBe(true);
    expect(await table.claim('photo', 'living', Date.now() + 60_000)).toBe(true);
    await table.release('photo', 'dead');
    expect(await table.claim('photo', 'third', Date.now() + 60_000)).toBe(false);
  });
}

function forgetsNames(open: () => Promise<UploadTable>): void {
  const [GONE, OTHER] = ['0123456789abcdef', '7h3k9m2p4q8r5t6v'] as const;
  test('forgets the names of files that became a removed photo, and nothing else', async () => {
    const table = await open();
    for (const upload of ['a', 'photos/Ada & Bo.jpg']) {
      await table.change(upload, { status: 'waiting', name: 'Ada & "Bo".jpg', edits: { blur: 'faces' } });
      await table.change(upload, { status: 'ready', photo: GONE });
    }
    await table.change('nameless', { status: 'ready', photo: GONE });
    await table.change('other', { status: 'waiting', name: 'Cy.jpg' });
    await table.change('other', { status: 'ready', photo: OTHER });
    await table.change('waiting', { status: 'waiting', name: 'Di.jpg' });
    const before = await table.read('a');
    expect(await table.forgetNames([GONE])).toBe(2);
    const { name: _, ...rest } = before ?? {};
    expect(await table.read('a')).toEqual(rest);
    const names = ['photos/Ada & Bo.jpg', 'nameless', 'other', 'waiting'].map(async (upload) => (await table.read(upload))?.name);
    expect(await Promise.all(names)).toEqual([undefined, undefined, 'Cy.jpg', 'Di.jpg']);
    expect(await table.forgetNames([GONE])).toBe(0);
    // More than one filter of DynamoDB holds.
    const many = Array.from({ length: 150 }, (_, at) => String(at).padStart(16, '0'));
    expect(await table.forgetNames([...many, OTHER])).toBe(1);
    expect((await table.read('other'))?.name).toBeUndefined();
  });
}
