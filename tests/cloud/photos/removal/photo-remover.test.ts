// What a removed photo has left is found and taken away, also what comes to be while it is looked for.
import { expect, test } from '@jest/globals';
import { PhotoError } from '../../../../cloud/photos/photo-error.ts';
import { masterKey, recordKey, removedKey, reviewKey, variantKey } from '../../../../cloud/photos/photo-keys.ts';
import { removePhoto } from '../../../../cloud/photos/remove-photo.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { openRemover, type RemoverOfTests } from '../../../support/photo-remover.ts';

const [ID, OTHER, THIRD] = ['7h3k9m2p4q8r5t6v', '7h3k9m2p4q8r5t6w', '7h3k9m2p4q8r5t6x'] as const;
const VERSION = '0123456789ab';
const cardKey = (values: readonly unknown[], template = 'article') =>
  `${VERSION}/${template}/${Buffer.from(JSON.stringify(values)).toString('base64url')}.jpg`;
const hashedKey = (digit: string) => `${VERSION}/article/h-${digit.repeat(64)}.jpg`;
const deadline = createDeadline(60_000);

async function put({ photos }: RemoverOfTests, id: string, source = 'a'): Promise<void> {
  const record = JSON.stringify({ id, source });
  for (const key of [variantKey(id, '1600'), masterKey(id)])
    await photos.store.put({ key, bytes: Buffer.from('x'), type: 'x' }, deadline);
  await photos.store.put({ key: recordKey(id), bytes: Buffer.from(record), type: 'x' }, deadline);
}

const remove = ({ photos, removals }: RemoverOfTests, photo: string, source?: string) =>
  removePhoto(
    { removal: 'r', photo, ...(source === undefined ? {} : { source }) },
    { store: photos.store, removals: removals.removals },
    deadline,
  );

test('every card that shows the photo goes, whatever its key, and no other', async () => {
  const remover = openRemover();
  await put(remover, ID);
  const gone = [
    [cardKey(['Title', `photo:${ID}`]), ''],
    [cardKey(['Title', '', { deep: [`photo:${ID}`] }]), ''],
    [cardKey([`https://photos.app.com/${ID}/600x400.c2ln.jpg`]), ''],
    [cardKey([`https://photos.app.com/${ID}/600x400.c2ln.jpg?utm=1`]), ''],
    [cardKey(['of a template that is gone', `photo:${ID}`], 'formertemplate'), ''],
    [hashedKey('a'), `${OTHER},${ID}`],
  ] as const;
  const kept = [
    [cardKey(['Title', `photo:${OTHER}`]), ''],
    [cardKey([`the photo:${ID} in a text`]), ''],
    [hashedKey('b'), OTHER],
    [hashedKey('c'), ''],
    [`${VERSION}/score/1-2-3.jpg`, ''],
    [`${VERSION}/default/default.jpg`, ''],
  ] as const;
  for (const [key, photos] of [...gone, ...kept]) remover.cards.set(key, photos);
  expect(await remove(remover, ID)).toBe(3);
  await remover.drain();
  expect([...remover.cards.keys()].sort()).toEqual(kept.map(([key]) => key).sort());
  expect(remover.removals.states.get('r')).toMatchObject({
    status: 'done',
    photos: [ID],
    cards: gone.length,
    looked: kept.length,
  });
  expect(remover.forgotten).toEqual([[ID], [ID]]);
});

test('a card that was being drawn meanwhile goes with the second look, and nothing is said to be done before', async () => {
  const remover = openRemover();
  await put(remover, ID);
  await remove(remover, ID);
  await remover.drain({ later: false });
  const { status, again = '' } = remover.removals.states.get('r') ?? {};
  expect([status, Date.parse(again) > Date.now() + 200_000]).toEqual(['again', true]);
  remover.cards.set(cardKey([`photo:${ID}`]), '');
  await remover.drain();
  expect(remover.cards.size).toBe(0);
  expect(remover.removals.states.get('r')?.status).toBe('done');
});

test('a hundred thousand cards are looked through by many calls, none of which does more than it has time for', async () => {
  let pages = 0;
  const remover = openRemover(({ shelf, ...parts }) => ({
    ...parts,
    shelf: {
      ...shelf,
      page(...of) {
        pages++;
        return shelf.page(...of);
      },
    },
  }));
  for (let n = 0; n < 100_000; n++) remover.cards.set(cardKey([`card ${n}`, n % 1000 === 0 ? `photo:${ID}` : '']), '');
  await remove(remover, ID);
  // Less than the least time for work is left, so each call does one page.
  const calls = await remover.drain({ remainingMs: 14_000 });
  expect([calls > 200, pages]).toEqual([true, 200]);
  expect(remover.removals.states.get('r')).toMatchObject({ status: 'done', cards: 100, looked: 99_900 });
}, 60_000);

test('all photos of one file go together, those too that wait for a person, and their cards', async () => {
  const remover = openRemover();
  for (const id of [ID, OTHER]) await put(remover, id, 'a');
  await put(remover, '7h3k9m2p4q8r5t6y', 'another');
  const review = { key: reviewKey(THIRD, 'photo.json'), bytes: Buffer.from(JSON.stringify({ source: 'a' })), type: 'x' };
  await remover.photos.store.put(review, deadline);
  remover.cards.set(cardKey([`photo:${OTHER}`]), '');
  await remove(remover, ID, 'a');
  await remover.drain();
  expect(remover.cards.size).toBe(0);
  expect([...remover.photos.files.keys()].filter((key) => !key.includes('7h3k9m2p4q8r5t6y'))).toEqual([]);
  expect([...remover.photos.removed.keys()].sort()).toEqual([ID, OTHER, THIRD, 'a'].map(removedKey).sort());
  expect(remover.removals.states.get('r')).toMatchObject({ status: 'done', photos: [ID, OTHER, THIRD], objects: 4 });
});

test('what fails after other photos were found is done by the next try: none of them is lost', async () => {
  let failures = 0;
  const remover = openRemover((parts) => ({
    ...parts,
    async forget(...of) {
      if (failures++ < 2) throw new PhotoError('cache_failed', 'CloudFront is busy.');
      return parts.forget(...of);
    },
  }));
  for (const id of [ID, OTHER]) await put(remover, id, 'a');
  await remove(remover, ID, 'a');
  await remover.drain();
  expect(remover.forgotten).toEqual([
    [ID, OTHER],
    [ID, OTHER],
  ]);
  expect(remover.removals.states.get('r')?.status).toBe('done');
});

test('what never works ends as failed, with a sentence that says what is left to do', async () => {
  const remover = openRemover((parts) => ({
    ...parts,
    forget: () => Promise.reject(new PhotoError('cache_failed', 'CloudFront refuses.')),
  }));
  await put(remover, ID);
  await remove(remover, ID);
  await remover.drain();
  expect(remover.removals.states.get('r')).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('Remove it again'),
  });
  expect(remover.lines.filter(({ event }) => event === 'photo_removal_failed').map(({ final }) => final)).toEqual([
    false,
    false,
    true,
  ]);
});

test('the names of its uploads are forgotten, and those of others stay', async () => {
  const remover = openRemover();
  await put(remover, ID);
  const { table } = remover.uploads;
  await table.change('one', { status: 'ready', photo: ID, name: 'Ada Lovelace.jpg' });
  await table.change('two', { status: 'ready', photo: OTHER, name: 'other.jpg' });
  await remove(remover, ID);
  await remover.drain();
  expect([remover.uploads.rows.get('one')?.name, remover.uploads.rows.get('two')?.name]).toEqual([undefined, 'other.jpg']);
  expect(remover.removals.states.get('r')?.uploads).toBe(1);
  expect(JSON.stringify(remover.lines)).not.toContain('Ada');
});

test('a photo that was sent again after its removal stays', async () => {
  const remover = openRemover();
  await put(remover, ID);
  await remove(remover, ID, 'a');
  remover.photos.removed.set(removedKey(ID), new Date(Date.now() - 10_000));
  const [sent] = remover.removals.messages.splice(0);
  if (sent)
    remover.removals.messages.push({ ...sent, message: { ...sent.message, since: new Date(Date.now() - 10_000).toISOString() } });
  await put(remover, ID);
  await put(remover, OTHER);
  await remover.drain();
  expect([...remover.photos.files.keys()]).toHaveLength(6);
});

test('a size that the photo site put between the mark and the end of the record goes, and with it what a dead call left', async () => {
  const remover = openRemover();
  await put(remover, ID);
  await remove(remover, ID);
  remover.photos.removed.set(removedKey(ID), new Date(Date.now() - 10_000));
  const size = (file: string) => ({ key: `photos/${ID}/${file}`, bytes: Buffer.from('x'), type: 'x' });
  await remover.photos.store.put(size('640x480.webp'), deadline);
  await remover.drain({ later: false });
  expect([...remover.photos.files.keys()]).toEqual([]);
  await remover.photos.store.put(size('800x600.webp'), deadline);
  await remover.drain();
  expect([...remover.photos.files.keys()]).toEqual([]);
});

test.each(['no JSON', '{}', '{"removal":{"removal":"r","photos":["../x"],"since":"2026-01-01","stage":"cards"}}'])(
  'the message %s is ignored',
  async (body) => {
    const remover = openRemover();
    remover.removals.messages.push({ message: body as never, delaySeconds: 0 });
    await remover.drain();
    expect(remover.lines).toEqual([expect.objectContaining({ event: 'photo_message_ignored' })]);
  },
);
