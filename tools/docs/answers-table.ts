// The table of what a viewer gets, with the cache times that the code sets.
import { CACHE_CONTROL } from '../../edge/core/answers.ts';

interface AnswerRow {
  readonly happens: string;
  readonly gets: string;
  readonly kept: keyof typeof CACHE_CONTROL;
  readonly stored: string;
}

/** "The promise" of docs/9-failures.md. */
export const ANSWER_ROWS: readonly AnswerRow[] = [
  { happens: 'S3 has the card, or it is drawn', gets: 'the card', kept: 'card', stored: 'yes' },
  {
    happens: 'the path is not a card, or its signature is wrong',
    gets: 'the default card',
    kept: 'default',
    stored: 'yes, one for all',
  },
  {
    happens: 'an image cannot be loaded, or a character has no font, and the card can do without',
    gets: 'the card without it',
    kept: 'incomplete',
    stored: 'never',
  },
  { happens: 'drawing fails or runs out of time', gets: 'the fallback picture', kept: 'fallback', stored: 'never' },
  { happens: 'S3 does not take the picture', gets: 'the card', kept: 'unstored', stored: 'the next viewer tries again' },
  {
    happens: 'drawing is switched off, and the card is not stored and needs no signature',
    gets: 'the fallback picture',
    kept: 'drawingOff',
    stored: 'never',
  },
  { happens: 'S3 answers 403 or 5xx on reading', gets: 'the fallback picture', kept: 'fallback', stored: 'never' },
  { happens: 'the default card cannot be drawn', gets: 'the fallback picture', kept: 'fallback', stored: 'never' },
  {
    happens: 'a function fails, hangs or is throttled, or S3 is out of reach: CloudFront’s own 500, 502, 503, 504',
    gets: 'the fallback picture',
    kept: 'fallbackPage',
    stored: 'never',
  },
  { happens: 'HEAD on a card that nobody has drawn', gets: 'headers only', kept: 'headMiss', stored: '–' },
];

export function answersTable(): string {
  const rows = ANSWER_ROWS.map(({ happens, gets, kept, stored }) => {
    // The last one counts for CloudFront: s-maxage, where there is one.
    const seconds = /max-?age=(\d+)$/.exec(CACHE_CONTROL[kept])?.[1] ?? 0;
    return `| ${happens} | ${gets} | ${keptFor(Number(seconds))} | ${stored} |`;
  });
  return ['| What happens | The viewer gets | Cached | Stored |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** A cache time in words. */
export function keptFor(seconds: number): string {
  return { 31536000: '1 year', 300: '5 min', 0: 'no' }[seconds] ?? `${seconds} s`;
}
