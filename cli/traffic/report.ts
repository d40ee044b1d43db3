// What `cards traffic` says, as data. Both ways to read a log end here.
import { templateNamed } from '../../card-schema/catalogue.ts';
import { isSigned } from '../../card-schema/template.ts';
import { cardInWords } from '../../cloud/picture-events/card-in-words.ts';
import { ADDRESSED } from './card-names.ts';
import { costOfTraffic } from './cost-of-traffic.ts';
import type { Tally } from './tally.ts';
import type { CardTally, Totals } from './totals.ts';

export interface OddLines {
  readonly count: number;
  /** The first few: file, line and what is wrong. */
  readonly examples: readonly string[];
}

/** Where the figures come from. */
export interface Source {
  /** First and last day of the requests, UTC; absent where there were none. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly differentCards: number | undefined;
  readonly odd: OddLines;
}

export interface TrafficReport extends Source {
  readonly total: Tally;
  readonly usd: number;
  readonly networks: readonly ({ readonly network: string } & Tally)[];
  readonly templates: readonly ({ readonly template: string; readonly signed: boolean } & Tally)[];
  /** The most asked for. */
  readonly cards: readonly ({ readonly card: string; readonly words: string } & CardTally)[];
  /** So many more requests than counted may be a card's, see Totals. */
  readonly uncertainty: number;
}

export function trafficReport(totals: Totals, source: Source, topCards: number): TrafficReport {
  const cards = byRequests(totals.cards).slice(0, topCards);
  return {
    ...source,
    total: totals.all,
    usd: costOfTraffic(totals.all),
    networks: byRequests(totals.networks).map(([network, tally]) => ({ network, ...tally })),
    templates: byRequests(totals.templates).map(([template, tally]) => ({
      template,
      signed: isSignedTemplate(template),
      ...tally,
    })),
    // Any design version will do: the key is only read.
    cards: cards.map(([card, tally]) => ({ card, words: cardInWords(`000000000000/${card}.jpg`).words, ...tally })),
    uncertainty: totals.uncertainty,
  };
}

/** The most first, and in the order of their names where there are equally many. */
function byRequests<T extends Tally>(tallies: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...tallies].sort(([a, one], [b, other]) => other.requests - one.requests || (a < b ? -1 : 1));
}

function isSignedTemplate(name: string): boolean {
  return Object.values(ADDRESSED).flat().includes(name) && isSigned(templateNamed(name));
}
