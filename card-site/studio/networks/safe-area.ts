// What of a card can be seen on the networks, computed from their facts.
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import type { Network } from '../../networks/network.ts';
import { type Rect, within } from '../stress/text-lines.ts';

const { width, height } = PICTURE_SIZE;

/** What a network shows of the picture: as much as its shape holds, from the middle. */
export function shownArea({ aspect }: Pick<Network, 'aspect'>): Rect {
  const shownWidth = Math.min(width, height * aspect);
  const shownHeight = Math.min(height, width / aspect);
  const [left, top] = [(width - shownWidth) / 2, (height - shownHeight) / 2];
  return { left, top, right: left + shownWidth, bottom: top + shownHeight };
}

/** The rectangle that all of these networks show, whatever they cut off, round off or lay over it. */
export function safeArea(networks: readonly Network[]): Rect {
  const shown = networks.map(withoutCorners).reduce(within, { left: 0, top: 0, right: width, bottom: height });
  return networks.flatMap(({ over }) => (over ? [over.rect] : [])).reduce(without, shown);
}

/** The largest upright rectangle whose own corners lie within the round ones. */
function withoutCorners(network: Network): Rect {
  const { left, top, right, bottom } = shownArea(network);
  const inset = network.corner * (1 - Math.SQRT1_2);
  return {
    left: left + inset,
    top: top + inset,
    right: right - inset,
    bottom: network.corners === 'top' ? bottom : bottom - inset,
  };
}

/** What is left of an area next to, above or below what covers a part of it: the largest rectangle. */
function without(area: Rect, cover: Rect): Rect {
  if (!overlap(area, cover)) return area;
  const rests = [
    { ...area, bottom: cover.top },
    { ...area, top: cover.bottom },
    { ...area, right: cover.left },
    { ...area, left: cover.right },
  ];
  return rests.reduce((largest, rest) => (sizeOf(rest) > sizeOf(largest) ? rest : largest));
}

export function overlap(a: Rect, b: Rect): boolean {
  return Math.min(a.right, b.right) > Math.max(a.left, b.left) && Math.min(a.bottom, b.bottom) > Math.max(a.top, b.top);
}

function sizeOf({ left, top, right, bottom }: Rect): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}
