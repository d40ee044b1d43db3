import { formatRefusal, type Refusal } from '../../../card-schema/card-page.ts';
import { faultsOf, type HostileCard } from './hostile-cards.ts';
import type { Finding } from './measure.ts';

/** What came of drawing a hostile card. */
export type Outcome = { readonly findings: readonly Finding[] } | { readonly refused: Refusal };

export interface Verdict {
  readonly fine: boolean;
  /** In a sentence, where the findings do not say it. */
  readonly says?: string;
}

export function verdictOn(hostile: HostileCard, outcome: Outcome): Verdict {
  if ('findings' in outcome) return { fine: faultsOf(hostile, outcome.findings).length === 0 };
  const mayBeRefused = hostile.mayLackGlyphs === true && outcome.refused.reason === 'text lost';
  return { fine: mayBeRefused, says: `Refused${mayBeRefused ? ', as it may be' : ''}: ${formatRefusal(outcome.refused)}` };
}
