import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { CardFrame } from '../card-frame.tsx';
import { useWidth } from '../use-width.ts';
import { faultsOf, type HostileCard } from './hostile-cards.ts';
import { type Finding, measure } from './measure.ts';
import { type Outcome, verdictOn } from './verdict.ts';

export interface StressItemProps {
  readonly hostile: HostileCard;
  /** Whether it is this card's turn to be drawn, or was. */
  readonly begun: boolean;
  readonly outcome: Outcome | undefined;
  readonly onOutcome: (outcome: Outcome) => void;
}

/** One hostile card, with what is wrong with it marked on it and listed below. */
export function StressItem({ hostile, begun, outcome, onOutcome }: StressItemProps) {
  const [place, width] = useWidth<HTMLDivElement>();
  const verdict = outcome && verdictOn(hostile, outcome);
  const findings = outcome && 'findings' in outcome ? outcome.findings : [];
  const faults = faultsOf(hostile, findings);
  const notes = findings.filter((finding) => !faults.includes(finding));
  return (
    <article className="stress-item" data-fine={verdict?.fine}>
      <header>
        <h3>{hostile.name}</h3>
        <span className="stress-badge">{verdict === undefined ? 'waiting' : verdict.fine ? 'fine' : 'broken'}</span>
      </header>
      <div className="stress-place" ref={place}>
        {begun && width > 0 && (
          <CardFrame
            card={hostile.card}
            width={width}
            title={`Card: ${hostile.name}`}
            onDrawn={(stage, drawn) => onOutcome({ findings: measure(stage, drawn) })}
            onRefused={(refused) => onOutcome({ refused })}
          />
        )}
        {outcome && 'refused' in outcome && <p className="stress-refused">No card is drawn</p>}
        <Marks faults={faults} notes={notes} />
      </div>
      {verdict?.says && <p className="stress-says">{verdict.says}</p>}
      <FindingList findings={faults} />
      {notes.length > 0 && (
        <details className="stress-notes">
          <summary>{notes.length === 1 ? 'One note' : `${notes.length} notes`}</summary>
          <FindingList findings={notes} />
        </details>
      )}
    </article>
  );
}

function Marks({ faults, notes }: { readonly faults: readonly Finding[]; readonly notes: readonly Finding[] }) {
  const { width, height } = PICTURE_SIZE;
  const mark = (className: string) => (finding: Finding) => {
    const { left, top, right, bottom } = finding.rect;
    return (
      <rect
        key={keyOf(finding)}
        className={className}
        x={left - 4}
        y={top - 4}
        width={Math.max(0, right - left) + 8}
        height={Math.max(0, bottom - top) + 8}
      />
    );
  };
  return (
    <svg className="stress-marks" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {notes.map(mark('stress-note'))}
      {faults.map(mark('stress-fault'))}
    </svg>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="stress-findings">
      {findings.map((finding) => (
        <li key={keyOf(finding)}>
          <strong>{finding.kind}</strong>: <q dir="auto">{finding.text}</q> {finding.detail}
        </li>
      ))}
    </ul>
  );
}

/** The same may be said of two lines with the same words. */
function keyOf({ kind, text, rect, detail }: Finding): string {
  return [kind, text, detail, rect.left, rect.top].join('\n');
}
