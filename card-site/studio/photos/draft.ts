// What a person has changed in a photo and not saved yet, and the edits that it comes to.
import type { Box, Point } from '../../../card-schema/photo-focus.ts';
import type { FoundHead } from './found-heads.ts';
import type { Edits, ShownPhoto } from './photo-calls.ts';

export interface Draft {
  /** Undefined for none. */
  readonly point?: Point;
  /** Every face is hidden, also those that may be one: they are looked for when it is saved. */
  readonly every: boolean;
  /** Numbers of found heads that are to be hidden, in their order. */
  readonly hide: readonly number[];
  /** Boxes over heads that were missed. */
  readonly drawn: readonly Box[];
}

/** The API takes no more. */
export const MAX_DRAWN = 200;
/** What a box must have at least, as a part of the photo's width and of its height: less than 4 pixels of the smallest photo. */
const MIN_SIDE = 0.01;
/** The API rounds to ten-thousandths. */
const PARTS = 10_000;

/** `proposed` are the heads that a review would hide. */
export function savedDraft({ focus }: Edits, proposed: readonly FoundHead[] = []): Draft {
  return { ...(focus ? { point: focus } : {}), every: false, hide: proposed.map(({ number }) => number), drawn: [] };
}

/** Nothing for a draft that changes nothing. */
export function editsOf(
  { point, every, hide, drawn }: Draft,
  photo: Pick<ShownPhoto, 'edits'>,
  heads: readonly FoundHead[],
): Edits {
  const isMoved = String(point) !== String(photo.edits.focus);
  // Those of which every one is hidden are found again, and need no box.
  const chosen = every ? [] : heads.filter(({ number }) => hide.includes(number)).map(({ box }) => box);
  const add = [...chosen, ...drawn];
  return {
    ...(isMoved ? { focus: point ?? null } : {}),
    ...(every ? { blur: 'faces' as const } : {}),
    ...(add.length > 0 ? { add } : {}),
  };
}

/** What a person answers to a review who has looked: all that was proposed is hidden, but what is to be seen. */
export function answerOf({ point, hide, drawn }: Draft, heads: readonly FoundHead[]): Edits {
  const keep = heads.map(({ number }) => number).filter((number) => !hide.includes(number));
  return {
    seen: true,
    ...(point ? { focus: point } : {}),
    ...(keep.length > 0 ? { keep } : {}),
    ...(drawn.length > 0 ? { add: drawn } : {}),
  };
}

export function isChanged(edits: Edits): boolean {
  return Object.keys(edits).length > 0;
}

/** Heads that the draft hides and the photo does not. */
export function newlyHidden({ every, hide, drawn }: Draft, heads: readonly FoundHead[]): readonly Box[] {
  const chosen = heads.filter(({ number, isHidden }) => !isHidden && (every || hide.includes(number)));
  return [...chosen.map(({ box }) => box), ...drawn];
}

/** Hides a head, or shows it again. */
export function withHead(draft: Draft, number: number, heads: readonly FoundHead[]): Draft {
  const free = heads.filter(({ isHidden }) => !isHidden).map((head) => head.number);
  if (!free.includes(number)) return draft;
  const hidden = draft.every ? free : draft.hide;
  const hide = hidden.includes(number) ? hidden.filter((each) => each !== number) : [...hidden, number].sort((a, b) => a - b);
  return { ...draft, every: false, hide };
}

export function pointAt(left: number, top: number): Point {
  return [rounded(within(left)), rounded(within(top))];
}

/** A box in the photo, from two of its corners, or of its place and size. */
export function boxBetween([left, top]: Point, [right, bottom]: Point): Box {
  const [width, height] = [Math.abs(right - left), Math.abs(bottom - top)].map((side) => Math.max(MIN_SIDE, Math.min(1, side)));
  return boxAt(Math.min(left, right), Math.min(top, bottom), width ?? MIN_SIDE, height ?? MIN_SIDE);
}

/** Moved into the photo if it would reach beyond it. */
export function boxAt(left: number, top: number, width: number, height: number): Box {
  const sides = [Math.min(1, Math.max(MIN_SIDE, width)), Math.min(1, Math.max(MIN_SIDE, height))] as const;
  const [x, y] = [Math.min(1 - sides[0], Math.max(0, left)), Math.min(1 - sides[1], Math.max(0, top))];
  return [rounded(x), rounded(y), rounded(sides[0]), rounded(sides[1])];
}

/** As the address of the page has it, so that what is not saved is there after a reload, and on the way back. */
export function formatDraft({ point, every, hide, drawn }: Draft): string {
  return JSON.stringify({ point: point ?? null, every, hide, drawn });
}

/** Undefined for what `formatDraft` would not have written: addresses are cut and typed. */
export function parseDraft(text: string, heads: readonly FoundHead[]): Draft | undefined {
  try {
    const { point, every, hide, drawn } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!(Array.isArray(hide) && Array.isArray(drawn))) return undefined;
    const free = heads.filter(({ isHidden }) => !isHidden).map(({ number }) => number);
    return {
      ...(isFractions(point, 2) ? { point: pointAt(point[0] ?? 0, point[1] ?? 0) } : {}),
      every: every === true,
      hide: free.filter((number) => hide.includes(number)),
      drawn: drawn
        .filter((box) => isFractions(box, 4))
        .slice(0, MAX_DRAWN)
        .map(([left = 0, top = 0, width = 0, height = 0]) => boxAt(left, top, width, height)),
    };
  } catch {
    return undefined;
  }
}

function isFractions(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every((one) => typeof one === 'number' && Number.isFinite(one));
}

const within = (fraction: number) => Math.min(1, Math.max(0, fraction));
const rounded = (fraction: number) => Math.round(fraction * PARTS) / PARTS;
