import type { Card } from '../../card-schema/catalogue.ts';
import { charactersIn, codePointOf } from '../../card-schema/code-point.ts';
import { PICTURE_SIZE } from '../../card-schema/picture-size.ts';
import { ComparisonPanel } from './comparison-panel.tsx';
import { BYTE_LIMITS, kilobytes } from './networks/warnings.ts';
import { NoStack } from './no-stack.tsx';
import { useStack } from './stack.tsx';
import type { PictureState } from './use-picture.ts';
import './picture-view.css';

/** Who shows no larger picture asks least of all the networks. */
const [LOWEST] = BYTE_LIMITS;

const STATUSES: Readonly<Record<string, string>> = {
  drawn: 'drawn just now',
  hit: 'found in the store',
  incomplete: 'drawn, but it lacks something: kept for five minutes, never stored',
  undrawn: 'nobody has drawn it yet',
  default: 'the default card: this address is not a card',
  fallback: 'the fallback picture: drawing failed',
};

export interface PictureViewProps {
  readonly card: Card;
  readonly state: PictureState;
}

export function PictureView({ card, state }: PictureViewProps) {
  const { stack, reachable } = useStack();
  const { picture, drawing, error, drawAgain } = state;
  if (!stack) return reachable === false ? <NoStack what="The real picture, its size and its drawing time" /> : null;
  return (
    <div className="picture">
      <header className="section-head">
        <h2>The picture that is served</h2>
        <button type="button" className="button" onClick={() => drawing || drawAgain()} aria-disabled={drawing}>
          {drawing ? 'Drawing…' : 'Draw again'}
        </button>
      </header>
      <div className="picture-place" aria-busy={drawing}>
        {picture && <img src={picture.src} alt="The card as a JPEG" width={PICTURE_SIZE.width} height={PICTURE_SIZE.height} />}
      </div>
      <div role="status">
        {error !== undefined && (
          <p className="notice" data-kind="danger">
            <strong>There is no picture:</strong> {error}
          </p>
        )}
        <Warning text={picture?.warning ?? ''} />
      </div>
      {picture && (
        <>
          <dl className="figures">
            <Figure name="Bytes" note={noteOn(picture.blob.size)}>
              {picture.blob.size.toLocaleString('en')}
            </Figure>
            <Figure name="Quality" note="JPEG, of 100">
              {picture.quality || '–'}
            </Figure>
            <Figure name="Status" note={picture.cached ? 'from CloudFront’s cache' : (STATUSES[picture.status] ?? '')}>
              {picture.status}
            </Figure>
            <Figure name="Time" note="asked to answered">
              {`${Math.round(picture.ms)} ms`}
            </Figure>
          </dl>
          <Stages stages={picture.stages} />
        </>
      )}
      <ComparisonPanel card={card} pictureSrc={picture?.src} />
    </div>
  );
}

function noteOn(bytes: number): string {
  if (!LOWEST) return '';
  const { network, maxBytes } = LOWEST;
  return bytes <= maxBytes ? `within ${network}’s ${kilobytes(maxBytes)}` : `too large for ${network}: ${kilobytes(maxBytes)}`;
}

function Figure({ name, note, children }: { readonly name: string; readonly note: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{children}</strong>
        <span className="figure-note">{note}</span>
      </dd>
    </div>
  );
}

function Stages({ stages }: { readonly stages: readonly (readonly [string, number])[] }) {
  if (stages.length === 0) return null;
  const longest = Math.max(...stages.map(([, ms]) => ms), 1);
  return (
    <section className="stages" aria-labelledby="stages-title">
      <h3 id="stages-title">Stages in milliseconds</h3>
      <ol>
        {stages.map(([name, ms]) => (
          <li key={name}>
            <span>{name}</span>
            <span className="stage-bar" aria-hidden="true">
              <span style={{ width: `${(100 * ms) / longest}%` }} />
            </span>
            <span className="stage-ms">{ms.toFixed(1)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Warning({ text }: { readonly text: string }) {
  if (text === '') return null;
  return (
    <p className="notice" data-kind="warning">
      <strong>The picture is incomplete:</strong> {text}.{' '}
      {charactersIn(text).map((character) => (
        <span className="glyph" key={character}>
          <span>{character}</span> <code>{codePointOf(character)}</code>
        </span>
      ))}
    </p>
  );
}
