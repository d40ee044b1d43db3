// What CloudWatch counts. Every metric costs 0.30 USD a month for each Region and each set of dimensions that it is sent with
// (https://aws.amazon.com/cloudwatch/pricing), charged by the hour and only for hours in which it is sent. So there is one
// dimension, nothing is sent that did not happen, and nothing that Lambda or CloudFront measure themselves.
import type { RequestLine } from './request-line.ts';

export const NAMESPACE = 'Edgecard';

/** The member of a line that is the metrics' only dimension. */
export const DIMENSION = 'function' satisfies keyof RequestLine;

/** Every metric and its unit, in the words of CloudWatch's MetricDatum. */
export const METRICS = {
  CardsDrawn: 'Count',
  CardsFailed: 'Count',
  FallbackPictures: 'Count',
  PackMisses: 'Count',
  BrowserRetries: 'Count',
  /** From the event to the stored picture, for cards that were drawn. */
  DrawMs: 'Milliseconds',
  /** First requests of a sandbox, whatever they asked for. */
  ColdStarts: 'Count',
} as const;

export type Metrics = Readonly<Partial<Record<keyof typeof METRICS, number>>>;

/** What there is to count of a request; without anything undefined. */
export function metricsOf({ outcome, status, tries = 0, packMisses = 0, cold, ms }: RequestLine): Metrics | undefined {
  const counted: Required<Metrics> = {
    CardsDrawn: outcome === 'card_drawn' ? 1 : 0,
    CardsFailed: outcome === 'card_failed' ? 1 : 0,
    FallbackPictures: status === 'fallback' ? 1 : 0,
    PackMisses: packMisses,
    BrowserRetries: Math.max(0, tries - 1),
    DrawMs: outcome === 'card_drawn' ? (ms?.['total'] ?? 0) : 0,
    ColdStarts: cold ? 1 : 0,
  };
  const happened = Object.entries(counted).filter(([, value]) => value > 0);
  return happened.length > 0 ? Object.fromEntries(happened) : undefined;
}
