import type { CSSProperties } from 'react';
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { cutText } from './cut-text.ts';
import { FactList } from './fact-list.tsx';
import type { PreviewedCard, Scheme } from './network-previews.tsx';
import type { Cut, Network, Piece } from './networks.ts';
import type { NetworkWarning } from './warnings.ts';

export interface PreviewProps {
  readonly network: Network;
  readonly card: PreviewedCard;
  readonly scheme: Scheme;
  readonly warnings: readonly NetworkWarning[];
}

/** One network's drawing, what it loses of the card, and what we know of it. */
export function Preview({ network, card, scheme, warnings }: PreviewProps) {
  const heading = `networks-${network.id}-name`;
  return (
    <article className="networks-item" aria-labelledby={heading}>
      <h3 id={heading}>{network.name}</h3>
      <div className="networks-ground" data-network={network.id} data-scheme={scheme}>
        <div className="networks-card">
          {network.order.map((piece) =>
            piece === 'picture' ? (
              <Picture key={piece} network={network} card={card} />
            ) : (
              <Words key={piece} piece={piece} network={network} card={card} />
            ),
          )}
        </div>
      </div>
      {warnings.length > 0 && (
        <ul className="networks-losses">
          {warnings.map(({ kind, says }) => (
            <li key={says} data-kind={kind}>
              {capitalised(says)}
            </li>
          ))}
        </ul>
      )}
      <FactList facts={network.facts} of={network.name} />
    </article>
  );
}

function Words({ piece, network, card }: { piece: Exclude<Piece, 'picture'>; network: Network; card: PreviewedCard }) {
  if (piece === 'host') return <div className="networks-host">{card.page.host}</div>;
  const cut = network[piece];
  if (!cut) return null;
  return (
    <div className={`networks-${piece}`} style={clamp(cut)} dir="auto">
      {cutText(card.page[piece], cut)}
    </div>
  );
}

function Picture({ network, card }: { readonly network: Network; readonly card: PreviewedCard }) {
  const { aspect, corner, corners, over } = network;
  const [x, y] = [percent(corner, PICTURE_SIZE.width), percent(corner, PICTURE_SIZE.width / aspect)];
  const below = corners === 'top' ? '0 0' : '';
  const shape = { aspectRatio: aspect, borderRadius: `${x} ${x} ${below} / ${y} ${y} ${below}` };
  return (
    <div className="networks-picture" style={shape}>
      {card.picture ? (
        <img src={card.picture.src} alt={card.alt} />
      ) : (
        <span className="networks-missing">No picture yet: it comes from the local stack.</span>
      )}
      {over && (
        <div className="networks-over" dir="auto">
          {card.page.title}
        </div>
      )}
    </div>
  );
}

function percent(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}

function clamp(cut: Cut): CSSProperties {
  return 'lines' in cut ? { WebkitLineClamp: cut.lines } : { WebkitLineClamp: 'none', display: 'block' };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
