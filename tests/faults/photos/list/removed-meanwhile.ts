// A photo that is removed while a size of it is made.
import { removedKey } from '../../../../cloud/photos/photo-keys.ts';
import { doing, later, s3Refusal, where } from '../../meddling.ts';
import { ask, isFile, type Opened, open, site } from '../asking-sizes.ts';
import type { PhotoBench } from '../photo-bench.ts';
import type { PhotoFault, PhotoFaultParts } from '../photo-fault.ts';
import { keysOf } from '../seen.ts';
import { isPhotoFile } from './switches.ts';

const record = isPhotoFile('GET', /photo\.json/);
const source = isPhotoFile('GET', /1600\.jpg/);
const slowDown = s3Refusal(503, 'SlowDown');

const remove = async (bench: PhotoBench, id: string) => {
  const { status } = await bench.call('DELETE', `/photos/${id}`);
  if (status !== 202) throw new Error(`The removal is answered ${status}.`);
};

/** Of a photo that is removed while a size of it is made nothing is left, and nobody gets it any more. */
function removedWhile(name: string, on: (bench: PhotoBench, opened: Opened) => void, more: Partial<PhotoFaultParts> = {}) {
  const seen = new WeakMap<PhotoBench, Opened>();
  return {
    ...site,
    ...more,
    name,
    async deliver(bench: PhotoBench) {
      const opened = await open(bench);
      seen.set(bench, opened);
      on(bench, opened);
      await ask(opened.address);
    },
    async after(bench: PhotoBench) {
      const opened = seen.get(bench);
      if (!opened) return ['nobody has asked'];
      await bench.removal.drain();
      opened.at.clearCache();
      const { status } = await ask(opened.address);
      const left = (await keysOf(bench, bench.bucket)).filter((key) => key.includes(opened.id) && key !== removedKey(opened.id));
      return [...left.map((key) => `${key} is left`), ...(status === 404 ? [] : [`answers ${status} afterwards`])];
    },
    meddled: 1,
  } as const satisfies PhotoFault;
}

/** S3's times are whole seconds: what is put this much later is later. */
const A_SECOND_MS = 1100;

export const REMOVED_MEANWHILE_FAULTS: readonly PhotoFault[] = [
  removedWhile('the photo is removed before a size is made', (bench, { id }) =>
    bench.s3.meddle(
      where(
        source,
        doing(() => remove(bench, id)),
      ),
    ),
  ),
  removedWhile('the photo is removed before a size is put', (bench, { id }) =>
    bench.s3.meddle(
      where(
        isFile('PUT'),
        doing(() => remove(bench, id)),
      ),
    ),
  ),
  removedWhile(
    'the photo is removed when a size was put',
    (bench, { id }) =>
      bench.s3.meddle(
        where(isFile('PUT'), async ({ forward, response }) => {
          const { status, headers, body } = await forward();
          await remove(bench, id);
          response.writeHead(status, headers).end(body);
        }),
      ),
    { quick: true },
  ),
  removedWhile('the photo is removed, and S3 does not say so to the function that has put a size', (bench, { id }) => {
    let isPut = false;
    bench.s3.meddle(
      where(
        (asked) => isFile('PUT')(asked) || (isPut && record(asked)),
        async (exchange) => {
          if (isPut) return slowDown(exchange);
          await remove(bench, id);
          isPut = true;
          await later(A_SECOND_MS)(exchange);
        },
      ),
    );
  }),
  removedWhile(
    'the photo is removed, and the function is killed when it has put a size',
    (bench, { id, at }) => {
      at.endAfterPut();
      bench.s3.meddle(
        where(
          isFile('PUT'),
          doing(async () => {
            await remove(bench, id);
            await new Promise((resolve) => setTimeout(resolve, A_SECOND_MS));
          }),
        ),
      );
    },
    { claimStays: true },
  ),
];
