import type { CSSProperties } from 'react';
import { cutText } from '../../networks/cut-text.ts';
import type { Cut, Network, Piece } from '../../networks/network.ts';
import { pictureShape } from '../../networks/picture-shape.ts';
import { FactList } from './fact-list.tsx';
import { MissingPicture } from './missing-picture.tsx';
import type { PreviewedCard, Scheme } from './previewed-card.ts';
import { keyOf, type NetworkWarning } from './warnings.ts';

export interface PreviewProps {
  readonly network: Network;
  readonly card: PreviewedCard;
  readonly scheme: Scheme;
  readonly warnings: readonly NetworkWarning[];
}

/** One network's drawing, what it loses of the card, and what we know of it. */
export function Preview({ network, card, scheme, warnings }: PreviewProps) {
  const { order } = network;
  const at = order.indexOf('picture');
  const heading = `networks-${network.id}-name`;
  return (
    <article className="networks-item" aria-labelledby={heading}>
      <h3 id={heading}>{network.name}</h3>
      <div className="networks-ground" data-network={network.id} data-scheme={scheme}>
        <div className="networks-card">
          <Words pieces={order.slice(0, at)} className="networks-above" network={network} card={card} />
          <Picture network={network} card={card} />
          <Words pieces={order.slice(at + 1)} className="networks-below" network={network} card={card} />
        </div>
      </div>
      <Losses warnings={warnings} />
      <FactList facts={network.facts} of={network.name} />
    </article>
  );
}

function Losses({ warnings }: Pick<PreviewProps, 'warnings'>) {
  const notes = warnings.filter(({ kind }) => kind === 'note').length;
  if (warnings.length === 0) return null;
  return (
    <ul className="networks-losses">
      {warnings.map((warning) => warning.kind === 'warning' && <li key={keyOf(warning)}>{capitalised(warning.says)}</li>)}
      {notes > 0 && <li data-kind="note">{`Cuts or leaves out ${notes === 1 ? 'one line' : `${notes} lines`} of text`}</li>}
    </ul>
  );
}

interface WordsProps {
  readonly pieces: readonly Piece[];
  readonly className: string;
  readonly network: Network;
  readonly card: PreviewedCard;
}

function Words({ pieces, className, network, card: { page } }: WordsProps) {
  if (pieces.length === 0) return null;
  return (
    <div className={className}>
      {pieces.map((piece) => {
        const cut = piece === 'title' || piece === 'description' ? network[piece] : undefined;
        return (
          piece !== 'picture' && (
            <div key={piece} className={`networks-${piece}`} style={cut && clamp(cut)} dir="auto">
              {cut ? cutText(page[piece], cut) : page[piece]}
            </div>
          )
        );
      })}
    </div>
  );
}

function Picture({ network, card }: { readonly network: Network; readonly card: PreviewedCard }) {
  const { over } = network;
  return (
    <div className="networks-picture" style={pictureShape(network)}>
      {card.picture ? <img src={card.picture.src} alt={card.alt} /> : <MissingPicture error={card.pictureError} />}
      {over && (
        <div className="networks-over" dir="auto">
          {card.page.title}
        </div>
      )}
    </div>
  );
}

function clamp(cut: Cut): CSSProperties {
  return 'lines' in cut ? { WebkitLineClamp: cut.lines } : { WebkitLineClamp: 'none', display: 'block' };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
