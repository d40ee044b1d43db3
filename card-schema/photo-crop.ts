// The part of a photo that a slot shows. Worker, card page and studio crop by this one function, so that all show the same.
import type { Box, Focus } from './photo-focus.ts';

/** Shown whole, a head counts its weight; the other cases are parts or multiples of it. Hair that is cut off takes from its face's. */
const FACE_ALONE = 0.4;
const CUT_THROUGH = -2;
/** Whichever heads it costs: one whole head is better than none. It is more than all heads can differ by. */
const ANY_WHOLE = 4;
/** Objects decide only where heads leave a choice. */
const OBJECT = 0.15;
/** The focal point of a person outweighs all that was found. */
const POINT = 10;
/** As wide as this part of the photo's shorter side: so much around the focal point is kept with it. */
const POINT_SIDE = 0.2;
/** For balance alone: a crop that is off by its whole length loses this part of the weight of all heads. */
const BALANCE = 0.05;
/** What matters stands in the middle across, and a little above it down. */
const MIDDLE = [0.5, 0.42] as const;
/** More heads than this are a crowd, and the largest of them decide. */
const MAX_HEADS = 30;
const MAX_OBJECTS = 20;
const STEPS = 40;
/** Sums of fractions are not exact. */
const NEARLY = 1e-6;
/** A later offset has to be better by so much, so that rounding decides nothing. */
const TINY = 1e-9;

/** Along the axis on which the crop slides, as fractions of the photo. */
type Span = readonly [start: number, end: number];

interface SpanOfHead {
  readonly head: Span;
  readonly face: Span;
  readonly weight: number;
}

interface Subjects {
  readonly heads: readonly SpanOfHead[];
  readonly objects: readonly { readonly span: Span; readonly weight: number }[];
  readonly point?: { readonly at: number; readonly around: Span };
  /** Of all heads. */
  readonly weight: number;
}

/**
 * The window of a `cover` fit, as fractions of the photo: it has the slot's ratio, is as large as the photo allows, and slides along one
 * axis. All offsets that may be best are tried: heads whole, then faces whole, then nothing cut through, then objects, then balance.
 * Where nothing was found, it is the middle. The whole photo for a slot or a photo without a size.
 */
export function cropOf(focus: Focus, slot: { readonly width: number; readonly height: number }): Box {
  const ratio = slot.width / slot.height / (focus.width / focus.height);
  if (!(ratio > 0 && Number.isFinite(ratio))) return [0, 0, 1, 1];
  const axis = ratio < 1 ? 0 : 1;
  const side = ratio < 1 ? ratio : 1 / ratio;
  const start = bestOffset(subjectsOn(axis, focus), side, MIDDLE[axis]);
  return axis === 0 ? [start, 0, side, 1] : [0, start, 1, side];
}

function bestOffset(subjects: Subjects, side: number, middle: number): number {
  const room = 1 - side;
  const { best } = offsetsToTry(subjects, side, middle).reduce(
    (found, offset) => {
      const start = Math.min(room, Math.max(0, offset));
      const value = valueAt(start, subjects, side, middle);
      return value > found.value + TINY ? { best: start, value } : found;
    },
    { best: room / 2, value: valueAt(room / 2, subjects, side, middle) },
  );
  return best;
}

function subjectsOn(axis: 0 | 1, focus: Focus): Subjects {
  const spanOf = (box: Box): Span => [box[axis], box[axis] + (axis === 0 ? box[2] : box[3])];
  const heads = focus.heads
    .filter(({ head, face }) => isInPhoto(face) && isInPhoto(head))
    .map(({ head, face }) => ({ head: within(spanOf(head)), face: within(spanOf(face)), weight: Math.sqrt(face[2] * face[3]) }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MAX_HEADS);
  const objects = focus.objects
    .filter(({ box, score }) => isInPhoto(box) && score > 0)
    .map(({ box, score }) => ({ span: within(spanOf(box)), weight: Math.sqrt(box[2] * box[3]) * Math.min(1, score) * OBJECT }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MAX_OBJECTS);
  const weight = heads.reduce((sum, head) => sum + head.weight, 0) || 1;
  const at = focus.point?.[axis];
  if (at === undefined || !Number.isFinite(at)) return { heads, objects, weight };
  const radius = (POINT_SIDE / 2) * Math.min(1, axis === 0 ? focus.height / focus.width : focus.width / focus.height);
  return { heads, objects, weight, point: { at: within([at, at])[0], around: within([at - radius, at + radius]) } };
}

/** A box that shows something of the photo; one of Infinity or NaN does not. */
function isInPhoto([left, top, width, height]: Box): boolean {
  const inside = left < 1 && top < 1 && left + width > 0 && top + height > 0;
  return inside && width > 0 && height > 0 && Number.isFinite(width * height * left * top);
}

/** What reaches beyond the photo cannot be shown, so no crop is worse for it. */
function within([start, end]: Span): Span {
  const inPhoto = (value: number) => Math.min(1, Math.max(0, value));
  return [inPhoto(start), inPhoto(end)];
}

/** Where a value may change: a span begins or ends at the window's edge, or stands in its middle. */
function offsetsToTry({ heads, objects, point }: Subjects, side: number, middle: number): number[] {
  const atEdges = ([start, end]: Span) => [start, end - side, start - side, end];
  const centred = (start: number, end: number) => (start + end) / 2 - side * middle;
  const pairs = heads.flatMap((one, index) =>
    heads.slice(index).map((other) => centred(Math.min(one.head[0], other.head[0]), Math.max(one.head[1], other.head[1]))),
  );
  return [
    ...heads.flatMap(({ head, face }) => [...atEdges(head), ...atEdges(face), centred(...face)]),
    ...pairs,
    ...objects.map(({ span }) => centred(...span)),
    ...(point ? [centred(point.at, point.at), ...atEdges(point.around), point.at - side, point.at] : []),
    ...Array.from({ length: STEPS + 1 }, (_, step) => ((1 - side) * step) / STEPS),
  ];
}

function valueAt(start: number, { heads, objects, point, weight }: Subjects, side: number, middle: number): number {
  const window: Span = [start, start + side];
  let value = 0;
  let wholeHeads = 0;
  let centre = 0;
  let centreWeight = 0;
  for (const subject of heads) {
    const { worth, isWhole } = worthOf(subject, window);
    value += worth * subject.weight;
    if (isWhole) wholeHeads++;
    if (worth <= 0) continue;
    centre += ((subject.head[0] + subject.head[1]) / 2) * subject.weight;
    centreWeight += subject.weight;
  }
  if (wholeHeads > 0) value += ANY_WHOLE * weight;
  for (const { span, weight: ofObject } of objects) value += ofObject * shown(span, window);
  if (point) {
    value += POINT * weight * pointWorth(point, window);
    centre += point.at * POINT * weight;
    centreWeight += POINT * weight;
  }
  if (centreWeight === 0) return value - (BALANCE / 5) * weight * Math.abs(start - (1 - side) / 2);
  return value - BALANCE * weight * Math.abs((centre / centreWeight - start) / side - middle);
}

/** Of a head, from -2 (cut through) to 1 (whole). A face that is too large for the window is worth the more the more it shows. */
function worthOf({ head, face }: SpanOfHead, window: Span): { worth: number; isWhole: boolean } {
  const headShown = shown(head, window);
  if (headShown > 1 - NEARLY) return { worth: 1, isWhole: true };
  const faceShown = shown(face, window);
  if (faceShown > 1 - NEARLY) return { worth: FACE_ALONE - (1 - headShown), isWhole: false };
  const mostShown = (window[1] - window[0]) / (face[1] - face[0]);
  if (mostShown < 1) return { worth: (FACE_ALONE * faceShown) / mostShown, isWhole: false };
  if (headShown < NEARLY) return { worth: 0, isWhole: false };
  return { worth: CUT_THROUGH * Math.min(1, 4 * headShown + 0.5), isWhole: false };
}

function pointWorth({ at, around }: NonNullable<Subjects['point']>, window: Span): number {
  if (at < window[0] - NEARLY || at > window[1] + NEARLY) return 0;
  return 1 + shown(around, window);
}

/** The part of a span that a window shows, 0..1. */
function shown([start, end]: Span, window: Span): number {
  const length = Math.min(end, window[1]) - Math.max(start, window[0]);
  return Math.max(0, length) / (end - start || 1);
}
