import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench, Fault, FaultParts, SwitchedOn } from '../fault.ts';
import { type Asked, type Meddle, pass } from '../fault-proxy.ts';
import { changedBody, half, hang, s3Refusal, times, where, withOneBitChanged } from '../meddling.ts';
import { shippedIn } from '../sandbox.ts';
import { signalTo } from '../signals.ts';

const pack = { seam: 'pack', shipped: true, budgetMs: 8000 } as const;

/** Changes or removes a file of the pack in the zip, starts a sandbox on it, and puts it back afterwards. */
function spoilt(
  name: string,
  change: (bytes: Buffer) => Buffer | undefined,
): SwitchedOn<'logged'> & Pick<FaultParts, 'switchOff'> {
  let good: Buffer | undefined;
  const fileOf = ({ sandbox }: Bench) => join(shippedIn(sandbox).packFolder, name);
  return {
    logged: /pack_failed/,
    async switchOn(bench) {
      good = await readFile(fileOf(bench));
      const bad = change(good);
      if (bad) await writeFile(fileOf(bench), bad);
      else await rm(fileOf(bench));
      await bench.sandbox.renew();
    },
    async switchOff(bench) {
      if (good) await writeFile(fileOf(bench), good);
    },
  };
}

const isPack = ({ path }: Asked) => path.includes('/packs/');

/** The browser traps as at code that is not in the zip, which S3 is asked for then. */
const missed = (meddle: Meddle): SwitchedOn<'logged' | 'meddled'> & Pick<FaultParts, 'from'> => ({
  from: 'new, warm',
  meddled: 1,
  logged: /pack_miss/,
  async switchOn({ s3, sandbox }) {
    s3.meddle(where(isPack, meddle));
    signalTo(sandbox.browserPids(), 'SIGTRAP');
    await sleep(50);
  },
});

export const PACK_FAULTS: readonly Fault[] = [
  {
    ...pack,
    name: 'a chunk is missing in the zip',
    expected: 'fallback',
    ...spoilt('05.zst', () => undefined),
  },
  {
    ...pack,
    name: 'a chunk is cut in half',
    expected: 'fallback',
    ...spoilt('05.zst', (bytes) => bytes.subarray(0, bytes.length >> 1)),
  },
  {
    ...pack,
    name: 'a chunk has a wrong header',
    expected: 'fallback',
    ...spoilt('05.zst', (bytes) => Buffer.concat([Buffer.alloc(16), bytes.subarray(16)])),
  },
  // One in which a changed bit unpacks without an error, were it not for its checksum.
  { ...pack, name: 'a chunk has one bit changed in its middle', expected: 'fallback', ...spoilt('03.zst', withOneBitChanged) },
  {
    ...pack,
    name: 'the manifest is missing',
    expected: 'fallback',
    ...spoilt('manifest.json', () => undefined),
  },
  {
    ...pack,
    name: 'the manifest is cut in half',
    expected: 'fallback',
    ...spoilt('manifest.json', (bytes) => bytes.subarray(0, bytes.length >> 1)),
  },
  { ...pack, name: 'code is missing, and S3 completes it', expected: 'card', ...missed(pass) },
  { ...pack, name: 'code is missing, and S3 lacks it', expected: 'card', ...missed(s3Refusal(404, 'NoSuchKey')) },
  { ...pack, name: 'code is missing, and S3 answers 403', expected: 'card', ...missed(s3Refusal(403, 'AccessDenied')) },
  { ...pack, name: 'code is missing, and S3 has other bytes', expected: 'card', ...missed(changedBody(withOneBitChanged)) },
  { ...pack, name: 'code is missing, and S3 breaks off once', expected: 'card', ...missed(times(1, half)) },
  {
    ...pack,
    name: 'code is missing, and S3 answers 503 in bursts',
    expected: 'card',
    ...missed(times(4, s3Refusal(503, 'SlowDown'))),
  },
  { ...pack, name: 'code is missing, and S3 never answers', expected: 'fallback', ...missed(hang) },
];
