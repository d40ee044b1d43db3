// What photos cost, by what one of them takes: `cards cost --photos` prints it, docs/12-photos.md quotes it.
import { PRICES } from './prices.ts';

/** Memory of the function that makes photos, of infra/photos.yml. */
const WORKER_GB = 2;
/**
 * Of one photo of 12 megapixels. `npm run bench:photos` measures half of it on two cores; a function of 2,048 MB has 1.16 (AWS: one per
 * 1,769 MB). Amazon Rekognition takes the part of the detector over.
 */
const SECONDS = { embedded: 2.5, rekognition: 1.6 } as const;

/** The source, seven variants, the record and the master. */
const PUTS = 10;
/** The source, whether the photo is there already, and whether it was removed. */
const GETS = 3;
/** Rows written: from `waiting` to `ready`, with the counter of starts and the claim. Each has less than a kB. */
const TABLE_WRITES = 7;
const TABLE_READS = 2;
/** Sent, received, deleted. */
const QUEUE_CALLS = 3;
/** Faces, and objects. */
const REKOGNITION_CALLS = 2;
/** All variants, the record and the master of a photo of 12 megapixels. */
const KEPT_MB = 1.3;

export type PhotoDetector = keyof typeof SECONDS;

export interface PhotoCost {
  readonly compute: number;
  /** S3, the table, the queue and the event. */
  readonly calls: number;
  readonly detection: number;
  readonly total: number;
  /** A month, for as long as the photos are there. */
  readonly kept: number;
}

/** USD for so many photos, each uploaded once. Sending them to Amazon is free. */
export function photoCost(detector: PhotoDetector, photos: number): PhotoCost {
  const compute = photos * (PRICES.regionalInvocation + SECONDS[detector] * WORKER_GB * PRICES.regionalGbSecond);
  const table = TABLE_WRITES * PRICES.tableWrite + TABLE_READS * PRICES.tableRead;
  const calls = photos * (PUTS * PRICES.s3Put + GETS * PRICES.s3Get + table + QUEUE_CALLS * PRICES.queueCall + PRICES.s3Event);
  const detection = detector === 'rekognition' ? photos * REKOGNITION_CALLS * PRICES.rekognitionCall : 0;
  const total = compute + calls + detection;
  return { compute, calls, detection, total, kept: (photos * KEPT_MB * PRICES.s3GbMonth) / 1000 };
}

/** A table of both detectors, its head first: rows for what is paid once, and for what is paid by the month. */
export function photoCostRows(photos: number): readonly (readonly string[])[] {
  const costs = (['embedded', 'rekognition'] as const).map((detector) => photoCost(detector, photos));
  const row = (what: string, part: keyof PhotoCost) => [what, ...costs.map((cost) => cost[part].toFixed(2))];
  return [
    ['', 'embedded', 'Rekognition'],
    row('the function', 'compute'),
    row('S3, table, queue, events', 'calls'),
    row('detection', 'detection'),
    row('in all', 'total'),
    row('kept, a month', 'kept'),
  ];
}
