import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { attribution, type Source } from '../../networks/network.ts';
import { NETWORKS } from '../../networks/networks.ts';
import type { Rect } from '../stress/text-lines.ts';
import { MissingPicture } from './missing-picture.tsx';
import type { PreviewedCard } from './previewed-card.ts';
import { safeArea, shownArea } from './safe-area.ts';
import { BYTE_LIMITS, keyOf, kilobytes, type NetworkWarning, type PlacedText } from './warnings.ts';

const { width, height } = PICTURE_SIZE;

/** What every large preview shows; the small ones are shown apart, because no text can be read on them. */
const SAFE = safeArea(NETWORKS.filter(({ form }) => form === 'large'));
const SMALL = NETWORKS.filter(({ form }) => form === 'small').map(shownArea);
const COVERS = NETWORKS.flatMap(({ name, over }) => (over ? [{ name, over }] : []));

export interface SafeAreaViewProps {
  readonly card: PreviewedCard;
  readonly texts: readonly PlacedText[];
  readonly warnings: readonly NetworkWarning[];
  /** Whether there was a live card to measure. */
  readonly measured: boolean;
}

export function SafeAreaView({ card, texts, warnings, measured }: SafeAreaViewProps) {
  const real = warnings.filter(({ kind }) => kind === 'warning');
  const marked = [...new Set(real.flatMap(({ rect }) => (rect ? [boxOf(rect)] : [])))]; // several networks may lose one text
  return (
    <section className="networks-safe" aria-labelledby="networks-safe-title">
      <h2 id="networks-safe-title">Safe area</h2>
      <div className="networks-safe-columns">
        <div className="networks-safe-picture">
          {card.picture ? <img src={card.picture.src} alt={card.alt} /> : <MissingPicture error={card.pictureError} />}
          <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
            <path className="networks-unsafe" fillRule="evenodd" d={`${box(0, 0, width, height)} ${boxOf(SAFE)}`} />
            {SMALL.map((rect) => (
              <path key={boxOf(rect)} className="networks-square" d={boxOf(rect)} />
            ))}
            <path className="networks-inner" d={boxOf(SAFE)} />
            {marked.map((path) => (
              <path key={path} className="networks-lost" d={path} />
            ))}
          </svg>
        </div>
        <div className="networks-safe-words">
          <ul className="networks-legend">
            <li data-key="inner">Shown by every large preview: {sizeOf(SAFE)} pixels</li>
            <li data-key="unsafe">
              Cut off, rounded off, or taken by{' '}
              {COVERS.map(({ name, over }) => `${over.what} that ${name} lays over it`).join(', ')}
            </li>
            <li data-key="square">WhatsApp’s small square</li>
            {marked.length > 0 && <li data-key="lost">A text that a network cuts or covers</li>}
          </ul>
          <div role="status">
            <Verdict warnings={real} texts={texts} measured={measured} bytes={card.picture?.bytes} />
          </div>
        </div>
      </div>
    </section>
  );
}

interface VerdictProps {
  readonly warnings: readonly NetworkWarning[];
  readonly texts: readonly PlacedText[];
  readonly measured: boolean;
  readonly bytes: number | undefined;
}

function Verdict({ warnings, texts, measured, bytes }: VerdictProps) {
  const lowest = BYTE_LIMITS[0];
  if (!measured && bytes === undefined) return null;
  if (warnings.length > 0) {
    return (
      <div className="notice" data-kind="warning">
        <strong>{warnings.length === 1 ? 'One warning' : `${warnings.length} warnings`}</strong>
        <ul className="networks-warnings">
          {warnings.map((warning) => (
            <li key={keyOf(warning)}>
              {warning.network} {warning.says}
              {warning.source && <WarningSource source={warning.source} />}
            </li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <p className="notice">
      {measured && texts.length > 0 && 'Every text stands where all large previews show it. '}
      {bytes !== undefined &&
        lowest &&
        `${kilobytes(bytes)} are below every limit; the lowest is ${lowest.network}’s ${kilobytes(lowest.maxBytes)}.`}
    </p>
  );
}

function WarningSource({ source }: { readonly source: Source }) {
  return (
    <span className="networks-warning-source">
      {source.url === undefined ? (
        attribution(source)
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer">
          {attribution(source)}
        </a>
      )}
    </span>
  );
}

function boxOf({ left, top, right, bottom }: Rect): string {
  return box(left, top, right, bottom);
}

function box(left: number, top: number, right: number, bottom: number): string {
  return `M${left} ${top}H${right}V${bottom}H${left}Z`;
}

function sizeOf({ left, top, right, bottom }: Rect): string {
  return `${Math.round(right - left)} × ${Math.round(bottom - top)}`;
}
