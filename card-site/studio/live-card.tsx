import { useRef } from 'react';
import { formatRefusal, type Refusal } from '../../card-schema/card-page.ts';
import type { Card } from '../../card-schema/catalogue.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { codePointOf } from '../../card-schema/code-point.ts';
import { isMeantAsPhoto } from '../../card-schema/photo-id.ts';
import { CardFrame } from './card-frame.tsx';
import { DrawnByOwnEngine } from './own-engine.tsx';
import { PHOTO_REMEDY, remedyFor } from './remedies.ts';
import { useWidth } from './use-width.ts';

export interface LiveState {
  /** The element with the card, once it is drawn. */
  readonly stage?: HTMLElement;
  /** Counts the drawings: the same stage may hold another card. */
  readonly drawings?: number;
  readonly missingGlyphs?: readonly string[];
  /** Addresses of images without which the card is drawn. */
  readonly missingImages?: readonly string[];
  /** Why the card is not drawn as it stands in the form. */
  readonly refusal?: Refusal;
}

export interface LiveCardProps {
  readonly card: Card;
  readonly state: LiveState;
  readonly onState: (state: LiveState) => void;
}

export function LiveCard({ card, state, onState }: LiveCardProps) {
  const [place, width] = useWidth<HTMLDivElement>();
  const drawings = useRef(0);
  const alt = templateNamed(card.template).alt(card.params);
  const { refusal } = state;
  return (
    <div className="live">
      <div className="live-place" ref={place} data-stale={refusal !== undefined}>
        {width > 0 && (
          <CardFrame
            card={card}
            width={width}
            title={`Live card: ${alt}`}
            onDrawn={(stage, drawn) => {
              drawings.current += 1;
              onState({ stage, drawings: drawings.current, ...drawn });
            }}
            onRefused={(refused) => onState({ ...state, refusal: refused })}
          />
        )}
      </div>
      <p className="live-alt">
        <span>Said to those who do not see it:</span> {alt}
      </p>
      <DrawnByOwnEngine />
      <LiveNotices state={state} />
    </div>
  );
}

/** What is wrong with the live card, and what can be done. */
export function LiveNotices({ state }: Pick<LiveCardProps, 'state'>) {
  const { refusal, missingGlyphs = [], missingImages = [] } = state;
  return (
    <div className="live-notices" role="status">
      {refusal !== undefined && (
        <p className="notice" data-kind="danger">
          <strong>This card cannot be drawn: {formatRefusal(refusal)}.</strong> {remedyFor(refusal.reason)}
        </p>
      )}
      {missingGlyphs.length > 0 && (
        <p className="notice" data-kind="warning">
          <strong>No font has a glyph for</strong>{' '}
          {missingGlyphs.map((character) => (
            <span className="glyph" key={character}>
              <span>{character}</span> <code>{codePointOf(character)}</code>
            </span>
          ))}{' '}
          It is left out of the card, and such a card is not stored: use another character, or add a font that has it.
        </p>
      )}
      {missingImages.map((address) => (
        <p className="notice" data-kind="warning" key={address}>
          <strong>This image cannot be had: {address}.</strong> The card is drawn without it, and such a card is not stored.{' '}
          {isMeantAsPhoto(address) ? PHOTO_REMEDY : remedyFor('image failed')}
        </p>
      ))}
    </div>
  );
}
