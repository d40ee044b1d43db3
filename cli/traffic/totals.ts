// Adds groups up. Memory is bounded: templates and networks are few, and of cards only the most asked for are kept once there are many.
import type { Group } from './group.ts';
import { type Adding, addTo, NOTHING, type Tally } from './tally.ts';

/** A card takes some 500 bytes. */
const MAX_CARDS = 100_000;

export interface CardTally extends Tally {
  /** Requests by network, the most first. */
  readonly networks: Readonly<Record<string, number>>;
}

export interface Totals {
  readonly all: Tally;
  readonly templates: ReadonlyMap<string, Tally>;
  readonly networks: ReadonlyMap<string, Tally>;
  /** By name; all that are known of. */
  readonly cards: ReadonlyMap<string, CardTally>;
  /** How many different cards; unknown once some were dropped. */
  readonly differentCards: number | undefined;
  /** A card may have had so many more requests than its figure says: 0 where every card was counted from its first request on. */
  readonly uncertainty: number;
}

type Cards = Map<string, { readonly tally: Adding; readonly networks: Map<string, number> }>;

export function createTotals(maxCards = MAX_CARDS) {
  const all: Adding = { ...NOTHING };
  const templates = new Map<string, Adding>();
  const networks = new Map<string, Adding>();
  const cards: Cards = new Map();
  let uncertainty = 0;

  return {
    add(group: Group): void {
      addTo(all, group);
      addTo(at(templates, group.template), group);
      addTo(at(networks, group.network), group);
      if (group.card === '') return;
      addToCard(cards, group);
      if (cards.size <= maxCards) return;
      // Each time a card may be among those that go.
      uncertainty += dropRarest(cards);
    },
    totals: (): Totals => ({
      all,
      templates,
      networks,
      cards: new Map([...cards].map(([name, { tally, networks: by }]) => [name, { ...tally, networks: sorted(by) }])),
      differentCards: uncertainty === 0 ? cards.size : undefined,
      uncertainty,
    }),
  };
}

function at(tallies: Map<string, Adding>, key: string): Adding {
  const found = tallies.get(key);
  if (found) return found;
  const made = { ...NOTHING };
  tallies.set(key, made);
  return made;
}

function addToCard(cards: Cards, group: Group): void {
  const card = cards.get(group.card) ?? { tally: { ...NOTHING }, networks: new Map<string, number>() };
  cards.set(group.card, card);
  addTo(card.tally, group);
  card.networks.set(group.network, (card.networks.get(group.network) ?? 0) + group.requests);
}

/** Takes the rarer half out, and gives the most requests that one of them had. */
function dropRarest(cards: Cards): number {
  const byRequests = [...cards].sort(([, a], [, b]) => a.tally.requests - b.tally.requests);
  const rare = byRequests.slice(0, Math.ceil(cards.size / 2));
  for (const [name] of rare) cards.delete(name);
  return rare.at(-1)?.[1].tally.requests ?? 0;
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}
