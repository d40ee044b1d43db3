// The one wiring of the browser for functions on AWS: its pack, its images, its scratch folder.
import type { DrawJob, FetchPhoto, Log } from '../core/ports.ts';
import { type CardBrowser, createCardBrowser } from './browser/card-browser.ts';
import { createImageFetcher } from './images/image-fetcher.ts';
import type { FetchRange } from './pack/fetch-chunks.ts';
import { openPack } from './pack/pack.ts';

/** The only folder that Lambda lets a function write to. */
export const LAMBDA_SCRATCH = '/tmp';

export interface PackedBrowserParts {
  /** Where the manifest and the chunks of the zip lie. */
  readonly packFolder: string;
  /** The script of the threads that unpack. */
  readonly worker: URL;
  /** Reads what is in S3. It outlives the job: the next one joins an unpacking that this one could not wait for. */
  readonly fetchRangeFor: (job: DrawJob) => FetchRange;
  readonly fetchPhotoFor: (job: DrawJob) => FetchPhoto;
  readonly whileStarting?: (job: DrawJob) => void;
  readonly log: Log;
}

export function openPackedBrowser({ packFolder, worker, fetchRangeFor, ...parts }: PackedBrowserParts): CardBrowser {
  const scratch = LAMBDA_SCRATCH;
  const pack = openPack({ packFolder, worker, scratch, log: parts.log });
  return createCardBrowser({
    source: { files: (job) => pack.files(fetchRangeFor(job)), ended: pack.ended },
    fetchImageFor: (hosts, contact) => createImageFetcher({ hosts, contact }),
    scratch,
    ...parts,
  });
}
