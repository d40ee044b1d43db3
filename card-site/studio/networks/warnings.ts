// What a card loses on the networks.

import type { Network, Source } from '../../networks/network.ts';
import { NETWORKS, SIGNAL } from '../../networks/networks.ts';
import { shortened } from '../shortened.ts';
import type { Rect } from '../stress/text-lines.ts';
import { overlap, shownArea } from './safe-area.ts';

/** A line of text on the card, in pixels of the card. */
export interface PlacedText {
  readonly text: string;
  readonly rect: Rect;
}

export interface NetworkWarning {
  readonly network: string;
  /** A note is worth knowing and nothing to mend: nobody reads a thumbnail. */
  readonly kind: 'warning' | 'note';
  readonly says: string;
  /** Where on the card, if it is about a text. */
  readonly rect?: Rect;
  /** Who says so, if it is about a limit. */
  readonly source?: Source;
}

/** Letters at an edge look cut before they are. */
const TOLERANCE_PX = 1;

export function textWarnings(texts: readonly PlacedText[], networks: readonly Network[] = NETWORKS): readonly NetworkWarning[] {
  return networks.flatMap((network) =>
    texts.flatMap((placed) => {
      const says = lossOf(placed, network);
      if (says === undefined) return [];
      const kind = network.form === 'small' ? ('note' as const) : ('warning' as const);
      return [{ network: network.name, kind, says, rect: placed.rect }];
    }),
  );
}

function lossOf({ text, rect }: PlacedText, network: Network): string | undefined {
  const shown = shownArea(network);
  const edges = (['left', 'top', 'right', 'bottom'] as const).filter((edge) => {
    const beyond = edge === 'left' || edge === 'top' ? shown[edge] - rect[edge] : rect[edge] - shown[edge];
    return beyond > TOLERANCE_PX;
  });
  const name = `“${shortened(text)}”`;
  if (!overlap(rect, shown)) return `leaves ${name} out`;
  if (edges.length > 0) return `cuts ${name} off at the ${edges.join(' and ')}`;
  if (network.over && overlap(rect, network.over.rect)) return `lays ${network.over.what} over ${name}`;
  return inCorner(rect, shown, network) ? `rounds a corner off ${name}` : undefined;
}

/** Whether one of the rectangle's corners lies where a round corner is cut off. */
function inCorner(rect: Rect, shown: Rect, { corner: radius, corners }: Network): boolean {
  const ends = corners === 'top' ? (['top'] as const) : (['top', 'bottom'] as const);
  return (['left', 'right'] as const).some((x) =>
    ends.some((y) => {
      const fromX = radius - Math.abs(rect[x] - shown[x]);
      const fromY = radius - Math.abs(rect[y] - shown[y]);
      return fromX > 0 && fromY > 0 && Math.hypot(fromX, fromY) > radius;
    }),
  );
}

export interface ByteLimit {
  readonly network: string;
  readonly maxBytes: number;
  readonly source: Source;
}

/** Lowest first; networks of one limit and one family once. */
export const BYTE_LIMITS: readonly ByteLimit[] = [
  ...NETWORKS.filter(({ form }) => form === 'large').flatMap(({ name, max }) =>
    max === undefined ? [] : [{ network: name, maxBytes: max.bytes, source: max.source }],
  ),
  { network: SIGNAL.name, maxBytes: SIGNAL.maxBytes, source: SIGNAL.source },
].sort((a, b) => a.maxBytes - b.maxBytes);

export function byteWarnings(bytes: number): readonly NetworkWarning[] {
  return BYTE_LIMITS.filter(({ maxBytes }) => bytes > maxBytes).map(({ network, maxBytes, source }) => ({
    network,
    kind: 'warning',
    source,
    says: `takes at most ${kilobytes(maxBytes)}; the picture has ${kilobytes(bytes)}`,
  }));
}

/** Two lines of a card may say the same, and lose the same. */
export function keyOf({ network, says, rect }: NetworkWarning): string {
  return [network, says, rect?.left, rect?.top].join('\n');
}

export function kilobytes(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.ceil(bytes / 1000)} KB`
    : `${(bytes / 1_000_000).toFixed(bytes % 1_000_000 === 0 ? 0 : 2)} MB`;
}
