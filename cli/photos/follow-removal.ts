// What becomes of a removal after the photo's own files are gone.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Removal } from '../../cloud/photos/removal/removal.ts';
import { plural } from '../terminal/plural.ts';
import { step } from '../terminal/steps.ts';
import { count } from '../terminal/table.ts';
import type { PhotoApi } from './api.ts';

/** As far as was waited for. */
export type RemovalEnd = Removal;

const PAUSES_MS = [200, 300, 500, 1000];
const PAUSE_MS = 2000;
/** A hundred thousand cards take half a minute. Who waits for more can look later. */
const MAX_WAIT_MS = 10 * 60_000;

export interface FollowOptions {
  /** Until the second look too. */
  readonly wait: boolean;
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly now?: () => number;
}

/** Waits for the first look through the cards. Throws ExpectedError. */
export async function followRemoval(
  removal: string,
  ask: PhotoApi['ask'],
  { wait, pause = (ms: number) => sleep(ms), now = () => performance.now() }: FollowOptions,
): Promise<RemovalEnd> {
  const began = now();
  let state: Removal | undefined;
  return step(
    () =>
      state?.status === 'again'
        ? `Waiting for the second look, ${state.again}`
        : `Looking through ${count(state?.looked ?? 0)} cards`,
    async () => {
      for (let asked = 0; ; asked++) {
        await pause(PAUSES_MS[asked] ?? PAUSE_MS);
        state = (await ask({ path: `/removals/${removal}` })) as Removal;
        const isOver = state.status === 'done' || state.status === 'failed' || (state.status === 'again' && !wait);
        if (isOver || now() - began > MAX_WAIT_MS) return state;
      }
    },
  );
}

export function removalInWords(end: RemovalEnd | undefined, place: string): readonly string[] {
  if (!end) return [];
  const { status, photos, cards, looked, objects, removal, again, message } = end;
  const others =
    photos.length > 1 ? [`With it ${plural(photos.length - 1, 'photo')} of the same file: ${plural(objects, 'object')}.`] : [];
  const found = `${plural(cards, 'stored card')} that showed it ${cards === 1 ? 'is' : 'are'} gone, of ${count(looked)}; the caches of ${place} were asked to forget.`;
  switch (status) {
    case 'done':
      return [...others, `${found} The second look has ended.`];
    case 'again':
      return [
        ...others,
        `${found} A second look, for cards that were just being drawn, follows at ${again} (removal ${removal}).`,
      ];
    case 'failed':
      return [...others, `${found} ${message ?? ''}`];
    default:
      return [...others, `It still looks through the stored cards (removal ${removal}).`];
  }
}
