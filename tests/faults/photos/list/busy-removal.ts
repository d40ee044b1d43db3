// A removal that cannot be asked for, or while others work with the photo.
import { type Asked, pass } from '../../fault-proxy.ts';
import { doing, s3Refusal, where } from '../../meddling.ts';
import { type Erasing, erase, filesLeft, judgeErased, startErasing, storeCard } from '../erasing.ts';
import { aws, forgetting, inRemover, removal, s3, saying, sending } from '../in-remover.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault } from '../photo-fault.ts';
import { makeNow, PICTURE } from '../stories.ts';
import { awsRefusal, isPhotoFile } from './switches.ts';

const denied = s3Refusal(403, 'AccessDenied');
const throttled = awsRefusal(400, 'ThrottlingException');
const MS = 20_000;

/** Asked of the API while the fault is on, and again when it is over. */
function inApi(name: string, on: (bench: PhotoBench) => void): PhotoFault {
  const seen = new WeakMap<PhotoBench, { readonly erased: Erasing; readonly answered: number }>();
  return {
    ...removal,
    name,
    async deliver(bench) {
      const erased = await startErasing(bench, { withRemoval: false });
      on(bench);
      const { status } = await bench.call('DELETE', `/photos/${erased.id}`);
      seen.set(bench, { erased, answered: status });
    },
    async after(bench) {
      const { erased, answered } = seen.get(bench) ?? {};
      if (!erased) return ['nothing was removed'];
      const again = await startErasing(bench, { of: erased.id });
      const ended = await erase(bench, again, { lasts: false });
      return [...(answered === 503 ? [] : [`the API answers ${answered}`]), ...(await judgeErased(bench, ended))];
    },
    meddled: 1,
  };
}

const API: readonly PhotoFault[] = [
  inApi('the mark of a removal is not taken', s3(isPhotoFile('PUT', /removed/), denied)),
  inApi('the table does not take that a removal was asked for', aws(saying, throttled)),
  inApi('the queue does not take that a removal was asked for', aws(sending, awsRefusal(500, 'InternalError'))),
];

/** A drawing had the photo before, and stores its card when the fault says so. */
const drawnAt = (
  name: string,
  hashed: boolean,
  on: (draw: (bench: PhotoBench, id: string) => void) => Parameters<typeof inRemover>[1],
) =>
  inRemover(
    name,
    on((bench, id) => storeCard(bench, id, hashed)),
    { fails: 0 },
  );

const onceAt =
  (applies: (asked: Asked) => boolean) => (draw: (bench: PhotoBench, id: string) => void) => (bench: PhotoBench, id: string) => {
    let isDrawn = false;
    bench.aws.meddle(
      where(
        applies,
        doing(() => {
          if (!isDrawn) draw(bench, id);
          isDrawn = true;
        }),
      ),
    );
  };

const BUSY: readonly PhotoFault[] = [
  drawnAt('a card that was being drawn is stored when the cards were looked through', false, onceAt(forgetting)),
  drawnAt('a prerender job stores a card when the first look is over', true, onceAt(sending)),
  inRemover(
    'the message comes twice',
    ({ removal, s3 }) => {
      s3.meddle(pass);
      removal.queue.send(removal.queue.waiting[0]?.body ?? '');
    },
    { fails: 0 },
  ),
  {
    ...removal,
    name: 'a worker makes another version of the photo meanwhile',
    story: 'hiding',
    ends: 'refused removed',
    async deliver(bench) {
      const id = await makeNow(bench, PICTURE);
      bench.s3.meddle(
        where(
          isPhotoFile('PUT', /photo\.json/),
          doing(async () => {
            const { status } = await bench.call('DELETE', `/photos/${id}?versions=all`);
            if (status !== 202) throw new Error(`The removal is answered ${status}.`);
          }),
        ),
      );
      await bench.queue.deliver(MS);
    },
    async after(bench) {
      await bench.removal.drain();
      return filesLeft(bench);
    },
    meddled: 1,
  },
];

export const BUSY_REMOVAL_FAULTS: readonly PhotoFault[] = [...API, ...BUSY];
