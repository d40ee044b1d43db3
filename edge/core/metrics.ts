// What CloudWatch counts. Every metric is paid by the month for each Region and each value of its dimensions, by the hours in
// which it is sent (metricMonth in cli/cost/prices.ts). So there is one set of dimensions (with one value of each in a
// deployment, and another function where cards are prerendered on AWS). Nothing is sent that did not happen, but for one zero, and nothing that
// Lambda or CloudFront measure themselves.
import type { DrawingRecord } from './drawing-record.ts';
import type { RequestLine } from './request-line.ts';

export const NAMESPACE = 'Edgecard';

/** The members of a line that are the metrics' dimensions: stages of one account are counted apart. */
export const DIMENSIONS = ['stage', 'function'] as const satisfies readonly (keyof RequestLine)[];

/** Every metric: its unit, in the words of CloudWatch's MetricDatum, and what it counts, for the docs. */
export const METRICS = {
  CardsDrawn: { unit: 'Count', description: 'cards that were drawn, the default card too' },
  CardsIncomplete: { unit: 'Count', description: 'of these, cards that lack an image or a character, and were not stored' },
  CardsFailed: { unit: 'Count', description: 'cards that could not be drawn' },
  FallbackPictures: { unit: 'Count', description: 'answers with the fallback picture: these cards, and whatever S3 refused' },
  UnsignedDrawings: {
    unit: 'Count',
    description: 'cards that were drawn, or could not be, at addresses without a signature: the brake looks at it',
  },
  DrawingsRefused: { unit: 'Count', description: 'cards that were not drawn because drawing is switched off' },
  PackMisses: { unit: 'Count', description: 'browsers that called code which is not in the zip' },
  BrowserRetries: { unit: 'Count', description: 'second attempts at cards' },
  DrawMs: {
    unit: 'Milliseconds',
    description: 'from the event to the picture, stored where it is complete, of the cards that were drawn',
  },
  ColdStarts: { unit: 'Count', description: 'first requests of a sandbox, whatever they asked for' },
} as const;

export type Metrics = Readonly<Partial<Record<keyof typeof METRICS, number>>>;

/**
 * What there is to count of a request; without anything undefined. The record says whether a card was drawn that anybody may ask for: this
 * file knows no template, for a card that S3 has is counted before they are loaded.
 */
export function metricsOf(
  { outcome, status, tries = 0, packMisses = 0, cold, ms }: RequestLine,
  record: Pick<DrawingRecord, 'times'>,
): Metrics | undefined {
  const isDrawing = outcome === 'card_drawn' || outcome === 'card_failed';
  const counted: Required<Metrics> = {
    CardsDrawn: outcome === 'card_drawn' ? 1 : 0,
    CardsIncomplete: status === 'incomplete' ? 1 : 0,
    CardsFailed: outcome === 'card_failed' ? 1 : 0,
    // Not those of the brake: an alarm looks for failures among them.
    FallbackPictures: status === 'fallback' && outcome !== 'drawing_off' ? 1 : 0,
    UnsignedDrawings: isDrawing ? record.times('unsigned drawing') : 0,
    DrawingsRefused: outcome === 'drawing_off' ? 1 : 0,
    PackMisses: packMisses,
    BrowserRetries: Math.max(0, tries - 1),
    DrawMs: outcome === 'card_drawn' ? (ms?.['total'] ?? 0) : 0,
    ColdStarts: cold ? 1 : 0,
  };
  // With drawing off the brake's metric is 0, and its alarm over within a minute. Without data CloudWatch would go on looking at the minutes of the
  // surge; and an alarm that rings already calls nobody when drawing is switched on too early (AlarmThatSendsEmail.html, "missing data").
  const isSent = (name: string, value: number) => value > 0 || (name === 'UnsignedDrawings' && outcome === 'drawing_off');
  const happened = Object.entries(counted).filter(([name, value]) => isSent(name, value));
  return happened.length > 0 ? Object.fromEntries(happened) : undefined;
}
