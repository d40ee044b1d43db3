// A photo with cards, versions of cards and a name, which is removed; and what is left of it.
import { photoAddress } from '../../../card-schema/photo-id.ts';
import { removedKey } from '../../../cloud/photos/photo-keys.ts';
import { newUploadId } from '../../../cloud/photos/upload-id.ts';
import { storeMarked } from './marked-photo.ts';
import type { PhotoBench } from './photo-bench.ts';
import { keysOf } from './seen.ts';

const MS = 20_000;
const MAX_DELIVERIES = 12;
const FOLDER = '0123456789ab/article';
const OTHER = '7h3k9m2p4q8r5t6v';
const cardKey = (values: readonly unknown[]) => `${FOLDER}/${Buffer.from(JSON.stringify(values)).toString('base64url')}.jpg`;
const hashedKey = (digit: string) => `${FOLDER}/h-${digit.repeat(64)}.jpg`;

export interface Erasing {
  readonly id: string;
  readonly removal: string;
}

export interface Erased extends Erasing {
  /** Deliveries that failed while the fault was on, and how it stood then. */
  readonly failed: number;
  readonly dead: number;
  readonly status: string;
}

/** Stores a card that shows the photo: its key says so, or its metadata. */
export function storeCard({ pictures, shown }: PhotoBench, id: string, hashed: boolean): void {
  const key = hashed ? hashedKey('c') : cardKey(['Drawn meanwhile', photoAddress(id)]);
  if (hashed) shown.set(key, id);
  pictures.put(key);
}

function storeCards({ pictures, shown }: PhotoBench, id: string): void {
  shown.set(hashedKey('a'), id);
  shown.set(hashedKey('b'), OTHER);
  const showing = [cardKey(['One', photoAddress(id)]), cardKey(['Two', `https://photos.app.com/${id}/600x400.c2ln.jpg`])];
  const others = [cardKey(['One', photoAddress(OTHER)]), hashedKey('b'), '0123456789ab/score/1-2-3.jpg'];
  // Twice: an old version of the card is behind the new one.
  for (const key of [...showing, ...showing, hashedKey('a'), ...others]) pictures.put(key);
}
const KEPT = 3;

/** The API has removed the photo's own files, and has sent the rest to the remover. `of`: a photo of which that was tried before. */
export async function startErasing(
  bench: PhotoBench,
  { of, withRemoval = true }: { readonly of?: string; readonly withRemoval?: boolean } = {},
): Promise<Erasing> {
  const id = of ?? (await storeMarked(bench));
  if (of === undefined) {
    storeCards(bench, id);
    await bench.table.change(newUploadId(), { status: 'ready', photo: id, name: 'Ada.jpg' });
  }
  if (!withRemoval) return { id, removal: '' };
  const { status, json } = await bench.call('DELETE', `/photos/${id}`);
  if (status !== 202) throw new Error(`The removal is answered ${status}.`);
  return { id, removal: String(json['removal']) };
}

/** Delivers what was sent, with the fault until a delivery fails, or for all. The second look is for later. */
export async function erase(
  bench: PhotoBench,
  erasing: Erasing,
  { lasts, remainingMs = MS }: { readonly lasts: boolean; readonly remainingMs?: number | undefined },
): Promise<Erased> {
  const { queue } = bench.removal;
  let failed = 0;
  for (let delivery = 1; queue.waiting.length > 0 && delivery <= MAX_DELIVERIES; delivery++) {
    if (failed > 0 && !lasts) await bench.letPass();
    const isOn = failed === 0 || lasts;
    failed += (await queue.deliver(isOn ? remainingMs : MS)).length;
  }
  const status = await statusOf(bench, erasing);
  return { ...erasing, failed, dead: queue.dead.length, status };
}

async function statusOf({ call }: PhotoBench, { removal }: Erasing): Promise<string> {
  return String((await call('GET', `/removals/${removal}`)).json['status']);
}

/** When the fault is over, what waits and what is a dead letter is delivered: then nothing is left. */
export async function judgeErased(bench: PhotoBench, erased: Erased): Promise<readonly string[]> {
  const { id } = erased;
  const { queue, drain } = bench.removal;
  queue.redrive();
  await drain();
  const status = await statusOf(bench, erased);
  const cards = new Set(bench.pictures.versions().map(({ key }) => key));
  const showing = [...cards].filter((key) => bench.shown.get(key) === id || decoded(key).includes(id));
  const forgotten = bench.invalidated.map((made) => [...made.values()].filter(({ paths }) => paths.join().includes(id)).length);
  return [
    ...(status === 'done' ? [] : [`is ${status} at the end`]),
    ...(queue.waiting.length + queue.dead.length === 0 ? [] : ['messages stay']),
    ...(await filesLeft(bench, id)),
    ...showing.map((key) => `the card ${key} is left`),
    ...(bench.pictures.versions().some(({ deleteMarker }) => deleteMarker) ? ['a card is only hidden by a delete marker'] : []),
    ...(cards.size - showing.length === KEPT ? [] : [`${cards.size - showing.length} other cards are left of ${KEPT}`]),
    ...forgotten.flatMap((count, at) => (count > 0 ? [] : [`cache ${at} was not asked to forget`])),
    ...(bench.rows.items().some((row) => row['photo']?.S === id && row['name'] !== undefined) ? ['a name is left'] : []),
  ];
}

const decoded = (key: string) => Buffer.from(/\/([\w-]+)\.jpg$/.exec(key)?.[1] ?? '', 'base64url').toString();

/** Files of the photo, or of any, but for the marks of removals. */
export async function filesLeft(bench: PhotoBench, id = ''): Promise<readonly string[]> {
  const keys = await keysOf(bench, bench.bucket);
  return keys.filter((key) => key.includes(id) && !key.startsWith(removedKey(''))).map((key) => `${key} is left`);
}
