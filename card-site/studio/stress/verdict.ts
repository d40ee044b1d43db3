import { faultsOf, type HostileCard } from './hostile-cards.ts';
import type { Finding } from './measure.ts';

/** What came of drawing a hostile card. */
export type Outcome = { readonly findings: readonly Finding[] } | { readonly refused: string };

export interface Verdict {
  readonly fine: boolean;
  /** In a sentence, where the findings do not say it. */
  readonly says?: string;
}

export function verdictOn(hostile: HostileCard, outcome: Outcome): Verdict {
  const { refusal } = hostile;
  if ('refused' in outcome) {
    if (refusal !== undefined && outcome.refused.startsWith(`${refusal}: `)) {
      return { fine: true, says: `Refused, as it must be: ${outcome.refused}` };
    }
    return { fine: false, says: `Refused: ${outcome.refused}` };
  }
  if (refusal !== undefined) return { fine: false, says: `Drawn, though it should have been refused: ${refusal}.` };
  return { fine: faultsOf(hostile, outcome.findings).length === 0 };
}
