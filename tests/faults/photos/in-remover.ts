// A removal, with a fault that is on when the remover has it.
import type { Asked, Meddle } from '../fault-proxy.ts';
import { where } from '../meddling.ts';
import { type Erased, erase, judgeErased, startErasing } from './erasing.ts';
import { calls } from './list/switches.ts';
import type { PhotoBench } from './photo-bench.ts';
import type { PhotoFault, PhotoFaultParts } from './photo-fault.ts';

export const removal = { seam: 'removal', story: 'nothing', ends: 'nothing' } as const;
export const forgetting = ({ path }: Asked) => path.endsWith('/invalidation');
export const saying = calls('UpdateItem', /removal:/);
export const sending = calls('SendMessage', /removal/);

interface Parts extends Partial<Pick<PhotoFaultParts, 'lasts' | 'quick' | 'claimStays'>> {
  readonly logged?: RegExp;
  readonly remainingMs?: number;
  /** Deliveries that fail while the fault is on; by default one. */
  readonly fails?: number;
  /** What GET /removals says while the fault is on, for good. */
  readonly says?: 'failed' | 'working';
}

/** The photo is removed, and the fault is on when the remover gets the first message of it. */
export function inRemover(
  name: string,
  on: (bench: PhotoBench, id: string) => Promise<void> | void,
  parts: Parts = {},
): PhotoFault {
  const { fails = parts.lasts ? 3 : 1, says = 'failed', remainingMs, ...more } = parts;
  const seen = new WeakMap<PhotoBench, Erased>();
  return {
    ...removal,
    ...more,
    name,
    async deliver(bench) {
      const erased = await startErasing(bench);
      await on(bench, erased.id);
      seen.set(bench, await erase(bench, erased, { lasts: parts.lasts !== undefined, remainingMs }));
    },
    async after(bench) {
      const erased = seen.get(bench);
      if (!erased) return ['nothing was removed'];
      const { failed, status, dead } = erased;
      return [
        ...(failed === fails ? [] : [`${failed} deliveries fail, and not ${fails}`]),
        ...(parts.lasts && (status !== says || dead !== 1) ? [`is ${status}, with ${dead} dead letters`] : []),
        ...(await judgeErased(bench, erased)),
      ];
    },
    ...(parts.logged ? { logged: parts.logged } : {}),
    meddled: 1,
  };
}

export const aws = (applies: (asked: Asked) => boolean, meddle: Meddle) => (bench: PhotoBench) =>
  bench.aws.meddle(where(applies, meddle));
export const s3 = (applies: (asked: Asked) => boolean, meddle: Meddle) => (bench: PhotoBench) =>
  bench.s3.meddle(where(applies, meddle));
