import { setTimeout as sleep } from 'node:timers/promises';
import { CardError } from '../../card-schema/errors.ts';
import type { Delivery, MakeOnceParts } from './make-once.ts';
import type { PhotoRecord } from './photo-record.ts';

const POLL_MS = 500;

/** The record of a photo that a worker is just making; undefined if nobody does. Throws CardError `out_of_time`. */
export async function waitWhileMade(
  id: string,
  { owner, deadline }: Delivery,
  { store, table }: MakeOnceParts,
): Promise<PhotoRecord | undefined> {
  // The worker that makes it has the claim, so one that can be had says that nobody does.
  while (!(await table.claim(id, owner, Date.now()))) {
    if (deadline.remainingMs() === 0) throw new CardError('out_of_time', 'The photo to be edited is still being made.');
    await sleep(Math.min(POLL_MS, deadline.remainingMs()));
  }
  await table.release(id, owner);
  return store.readRecord(id, deadline);
}
