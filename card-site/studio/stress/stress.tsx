import { useMemo, useState } from 'react';
import type { TemplateName } from '../../../card-schema/catalogue.ts';
import { MeasuredByOwnEngine } from '../own-engine.tsx';
import { useStack } from '../stack.tsx';
import { faultsOf, type HostileCard, hostileCards, showsImages } from './hostile-cards.ts';
import { StressItem } from './stress-item.tsx';
import { type Outcome, verdictOn } from './verdict.ts';
import './stress.css';

/** Every frame loads the card page's code; more at a time would only make each of them late. */
const MAX_AT_A_TIME = 3;

/** The template under content that wants to break it; what breaks is found by measuring. */
export function Stress({ template }: { readonly template: TemplateName }) {
  const [runs, setRuns] = useState(0);
  const { reachable } = useStack();
  const all = useMemo(() => hostileCards(template), [template]);
  const cards = useMemo(() => (reachable === false ? all.filter((hostile) => !showsImages(hostile)) : all), [all, reachable]);
  const count = cards.length;
  const left = all.length - count;
  return (
    <div className="stress">
      <header className="section-head">
        <div className="stress-head">
          <h2>Hostile content</h2>
          <p className="lead">
            The shortest and the longest texts, one endless word, every script and direction, emoji, zalgo, missing and huge
            images. What is cut, hidden, too small or on top of another text is found by measuring.
          </p>
        </div>
        <button type="button" className="button" onClick={() => setRuns(runs + 1)}>
          {runs === 0 ? `Draw ${count} ${count === 1 ? 'card' : 'cards'}` : 'Draw again'}
        </button>
      </header>
      <MeasuredByOwnEngine />
      {left > 0 && (
        <p className="notice" data-kind="plain">
          {left === 1 ? 'One card' : `${left} cards`} with images {left === 1 ? 'is' : 'are'} left out: they need the studio’s
          server, which this page is without.
        </p>
      )}
      {runs > 0 && <Run key={`${template} ${runs}`} cards={cards} />}
    </div>
  );
}

function Run({ cards }: { readonly cards: readonly HostileCard[] }) {
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const judged = cards.flatMap((hostile) => {
    const outcome = outcomes[hostile.name];
    return outcome ? [{ ...verdictOn(hostile, outcome), kinds: kindsOf(hostile, outcome) }] : [];
  });
  const broken = judged.filter(({ fine }) => !fine);
  const done = judged.length === cards.length;
  return (
    <>
      <div className="stress-summary">
        <p role="status">
          {done ? (
            <strong data-fine={broken.length === 0}>
              {judged.length - broken.length} of {cards.length} fine
            </strong>
          ) : (
            `Drawing ${cards.length} cards…`
          )}
          {done && broken.length > 0 && `: ${inWords(broken.flatMap(({ kinds }) => kinds))}`}
        </p>
        {!done && <progress value={judged.length} max={cards.length} aria-label="Cards drawn" />}
      </div>
      <ul className="stress-list">
        {cards.map((hostile, at) => (
          <li key={hostile.name}>
            <StressItem
              hostile={hostile}
              begun={at < judged.length + MAX_AT_A_TIME}
              outcome={outcomes[hostile.name]}
              onOutcome={(outcome) => setOutcomes((before) => ({ ...before, [hostile.name]: outcome }))}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is wrong with a card, each thing once however often it is found. */
function kindsOf(hostile: HostileCard, outcome: Outcome): readonly string[] {
  if ('refused' in outcome) return ['refused'];
  const kinds = new Set(faultsOf(hostile, outcome.findings).map(({ kind }) => kind));
  return kinds.size > 0 ? [...kinds] : ['drawn and not refused'];
}

function inWords(kinds: readonly string[]): string {
  return [...new Set(kinds)]
    .map((kind) => ({ kind, count: kinds.filter((each) => each === kind).length }))
    .sort((a, b) => b.count - a.count)
    .map(({ kind, count }) => `${kind} on ${count}`)
    .join(', ');
}
