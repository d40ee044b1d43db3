// The faults of photos in a process of their own while cards are drawn in another: its memory is then that of photos alone.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { inspect } from 'node:util';
import type { PhotoFaultResult } from '../../../tools/docs/fault-results.ts';
import { PHOTO_FAULTS } from './list/all-photo-faults.ts';
import { runPhotoFaults } from './photo-faults.ts';

export interface PhotoRun {
  readonly results: readonly PhotoFaultResult[];
  /** Faults of which the bench itself saw no end, each with its error. */
  readonly broken: readonly string[];
  readonly peakMB: number;
}

/** @param only those whose seam and name hold the text */
export async function runPhotos(only: string, atOnce?: number): Promise<PhotoRun> {
  const broken: string[] = [];
  const chosen = PHOTO_FAULTS.filter(({ seam, name }) => `${seam}: ${name}`.includes(only));
  const fail = ({ seam, name }: { readonly seam: string; readonly name: string }, error: unknown) =>
    void broken.push(`${seam}: ${name} ${inspect(error)}`);
  const results = await runPhotoFaults(chosen, fail, atOnce);
  return { results, broken, peakMB: Math.round(process.resourceUsage().maxRSS / 1024) };
}

export async function runPhotosApart(only: string, atOnce: number): Promise<PhotoRun> {
  const child = fork(import.meta.filename, [only, String(atOnce)]);
  const exited = once(child, 'exit');
  let run: PhotoRun | undefined;
  child.once('message', (message) => {
    run = message as PhotoRun; // sent below, and nothing else is
  });
  const [code] = (await exited) as [number | null];
  return run ?? { results: [], broken: [`The faults of photos ended early (${code}).`], peakMB: 0 };
}

if (process.argv[1] === import.meta.filename) {
  const [, , only = '', atOnce = '1'] = process.argv;
  process.once('disconnect', () => process.exit()); // its parent has ended, or has what it wanted
  process.send?.(await runPhotos(only, Number(atOnce)), () => process.disconnect());
}
