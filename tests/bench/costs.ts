// @examples article event quote
// The bench's times as money, by the formula of `cards cost`. Time is billed as a sum, so means count here, not medians.
import { type Cost, type CostInput, costPerMillion, costPerMillionStored } from '../../cli/cost/formula.ts';
import { CARD_NAMES } from './cards/samples.ts';
import type { Cold, ColdMeasured } from './cold.ts';
import type { RendererName } from './renderers/renderer.ts';
import { COLD_NAMES, type ColdName } from './sandboxes.ts';
import { meanOf } from './statistics.ts';
import type { Measured, Outcome, Warm } from './warm.ts';

export interface CostAccount extends Cost {
  readonly input: CostInput;
}

export type StartCosts = Readonly<Record<ColdName, number>>;

const MEMORY_GB = 2;
const COLD_SHARE = 0.05;

/** A million requests, of which some meet an empty sandbox; `stored` are those whose card S3 has, all others draw a new one. */
export function costAccounts(warm: Warm, cold: Cold): Readonly<Record<string, CostAccount>> {
  const account = (renderer: RendererName, start: ColdMeasured, formula = costPerMillion): CostAccount | undefined => {
    const outcomes = CARD_NAMES.flatMap((card) => measuredOnly(warm[card][renderer]));
    if (outcomes.length < CARD_NAMES.length) return undefined;
    const input = {
      memoryGb: MEMORY_GB,
      warmSeconds: meanOf(outcomes.map(({ mean }) => mean)) / 1000,
      coldSeconds: start.mean / 1000,
      storedColdSeconds: cold.stored.mean / 1000,
      coldShare: COLD_SHARE,
      pictureKb: meanOf(outcomes.map(({ bytes }) => bytes)) / 1000,
    };
    return { ...formula(input), input };
  };
  const accounts = {
    ours: account('oursWhole', cold.ours),
    stored: account('oursWhole', cold.stored, costPerMillionStored),
    complete: account('oursWhole', cold.complete),
    usual: account('article', cold.package),
  };
  return Object.fromEntries(Object.entries(accounts).flatMap(([name, found]) => (found ? [[name, found]] : [])));
}

/** USD that both functions cost for a million requests, each of which meets an empty sandbox. */
export function startCosts(cold: Cold): StartCosts {
  const ofAll = { memoryGb: MEMORY_GB, warmSeconds: 0, coldShare: 1, pictureKb: 0 };
  const usd = (name: ColdName) => {
    const seconds = cold[name].mean / 1000;
    const formula = name === 'stored' ? costPerMillionStored : costPerMillion;
    return formula({ ...ofAll, coldSeconds: seconds, storedColdSeconds: seconds }).edge;
  };
  return Object.fromEntries(COLD_NAMES.map((name) => [name, usd(name)])) as StartCosts; // one entry per name
}

function measuredOnly(outcome: Outcome): readonly Measured[] {
  return 'cannotDraw' in outcome ? [] : [outcome];
}
