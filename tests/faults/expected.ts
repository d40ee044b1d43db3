// What docs/9-failures.md promises. Written out, so that it is held against the code and not by it.
import type { Shown } from '../../tools/docs/fault-results.ts';

export interface Promised {
  readonly shown: Shown;
  readonly statuses: readonly number[];
  readonly cardStatuses: readonly (string | undefined)[];
  readonly cacheControl: string | undefined;
  /** How long CloudFront keeps it. */
  readonly keptSeconds: number;
  /** Whether S3 has afterwards what was asked for: the card, or the default card for an address that is not a card. */
  readonly stored: boolean;
}

const YEAR_SECONDS = 31_536_000;

export const PROMISES = {
  card: {
    shown: 'card',
    statuses: [200],
    cardStatuses: ['drawn', 'hit'],
    cacheControl: 'public, max-age=31536000',
    keptSeconds: YEAR_SECONDS,
    stored: true,
  },
  unstored: {
    shown: 'card',
    statuses: [200],
    cardStatuses: ['drawn'],
    cacheControl: 'public, max-age=60',
    keptSeconds: 60,
    stored: false,
  },
  incomplete: {
    shown: 'card without it',
    statuses: [200],
    cardStatuses: ['incomplete'],
    cacheControl: 'public, max-age=300',
    keptSeconds: 300,
    stored: false,
  },
  fallback: {
    shown: 'fallback picture',
    statuses: [200],
    cardStatuses: ['fallback'],
    cacheControl: 'public, max-age=30',
    keptSeconds: 30,
    stored: false,
  },
  default: {
    shown: 'default card',
    statuses: [200],
    cardStatuses: ['default'],
    cacheControl: 'public, max-age=300',
    keptSeconds: 300,
    stored: true,
  },
  headers: {
    shown: 'nothing',
    statuses: [200],
    cardStatuses: ['undrawn'],
    cacheControl: 'no-store',
    keptSeconds: 0,
    stored: false,
  },
  /** CloudFront's own answer: no function is asked, or it has ended with its sandbox, and nobody is left who has a picture. */
  cloudfront: {
    shown: 'nothing',
    statuses: [502, 503],
    cardStatuses: [undefined],
    cacheControl: undefined,
    keptSeconds: 2,
    stored: false,
  },
} as const satisfies Readonly<Record<string, Promised>>;

export type Expected = keyof typeof PROMISES;
