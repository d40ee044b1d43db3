// The one wiring of the browser for functions on AWS: its pack, its images, its scratch folder.
import { makeOnce } from '../core/memo.ts';
import type { DrawJob, FetchPhoto, Log } from '../core/ports.ts';
import { type CardBrowser, createCardBrowser } from './browser/card-browser.ts';
import { createImageFetcher } from './images/image-fetcher.ts';
import { LAMBDA_SCRATCH } from './lambda-scratch.ts';
import type { FetchRange } from './pack/fetch-chunks.ts';
import type { Pack } from './pack/pack.ts';
import { keepYoungGenerationSmall } from './young-generation.ts';

export interface PackedBrowserParts {
  readonly pack: Pack;
  /** Reads what is in S3. It outlives the job: the next one joins an unpacking that this one could not wait for. */
  readonly fetchRangeFor: (job: DrawJob) => FetchRange;
  readonly fetchPhotoFor: (job: DrawJob) => FetchPhoto;
  readonly whileStarting?: (job: DrawJob) => void;
  readonly log: Log;
}

/** What cards leave behind stays at the end of the heap until then: after 50 cards it was 20 MB. */
const CARDS_PER_RETURN = 25;

export function openPackedBrowser({ pack, fetchRangeFor, ...parts }: PackedBrowserParts): CardBrowser {
  const browser = createCardBrowser({
    source: { files: (job) => pack.files(fetchRangeFor(job)), ended: pack.ended },
    fetchImageFor: (hosts, contact) => createImageFetcher({ hosts, contact }),
    scratch: LAMBDA_SCRATCH,
    ...parts,
  });
  let drawn = 0;
  const afterFirstCard = makeOnce(keepYoungGenerationSmall);
  return {
    ...browser,
    // Not before there is a card: at the size that it has until then, each card would pay for a collection of its own.
    async draw(job) {
      const drawing = await browser.draw(job);
      afterFirstCard();
      if (++drawn % CARDS_PER_RETURN === 0) pack.returnFreeMemory();
      return drawing;
    },
  };
}
