// One line of the log for each photo, with what CloudWatch counts embedded in it.
import { embedded } from '../../edge/adapters/aws/embedded-metrics.ts';
import { errorFields } from '../../edge/core/error-fields.ts';
import { PhotoError } from './photo-error.ts';
import type { MeasureStage } from './photo-order.ts';

/** In the log and, as a dimension, of the metrics. */
export const FUNCTION_NAME = 'photo-worker';

/** Every metric of photos: its unit, in the words of CloudWatch's MetricDatum, and what it counts, for the docs. */
export const PHOTO_METRICS = {
  PhotosMade: { unit: 'Count', description: 'photos that were made; those that were there already are not counted' },
  PhotosRefused: { unit: 'Count', description: 'uploads and edits that were refused' },
  PhotosFailed: { unit: 'Count', description: 'uploads and edits that failed for the last time, and are among the dead letters' },
  PhotoMs: { unit: 'Milliseconds', description: 'from the message to the last file in the bucket, of the photos that were made' },
} as const;
export type PhotoMetrics = Readonly<Partial<Record<keyof typeof PHOTO_METRICS, number>>>;

/** The same of the photo site's function. */
export const SIZE_METRICS = {
  PhotoSizesMade: { unit: 'Count', description: 'files that the photo site made, because nobody had asked for the size before' },
  PhotoSizeMs: { unit: 'Milliseconds', description: 'from the photo site’s call to its answer, of the sizes that were made' },
} as const;

export interface StageClock {
  readonly measure: MeasureStage;
  /** Milliseconds by stage, and in all. */
  ms(): Readonly<Record<string, number>> & { readonly total: number };
}

export function startStageClock(now: () => number = () => performance.now()): StageClock {
  const start = now();
  const spent: Record<string, number> = {};
  return {
    async measure(name, work) {
      const from = now();
      try {
        return await work();
      } finally {
        spent[name] = (spent[name] ?? 0) + now() - from;
      }
    },
    ms: () => ({ ...mapValues(spent, Math.round), total: Math.round(now() - start) }),
  };
}

function mapValues(values: Readonly<Record<string, number>>, change: (value: number) => number) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}

export function countedIn(metrics: PhotoMetrics): Readonly<Record<string, unknown>> {
  return embedded(metrics, PHOTO_METRICS, Date.now());
}

export function countedOfSizes(
  metrics: Readonly<Partial<Record<keyof typeof SIZE_METRICS, number>>>,
): Readonly<Record<string, unknown>> {
  return embedded(metrics, SIZE_METRICS, Date.now());
}

/** An error for the log: our own have their code, and no stack. */
export function photoErrorFields(error: unknown): Readonly<Record<string, unknown>> {
  const { stack, ...fields } = errorFields(error);
  if (!(error instanceof PhotoError)) return { ...fields, ...(stack === undefined ? {} : { stack }) };
  const { cause } = error;
  return { ...fields, code: error.code, ...(cause instanceof Error ? { cause: errorFields(cause).reason } : {}) };
}
