import type { Box, Point } from '../../card-schema/photo-focus.ts';
import { PhotoError } from './photo-error.ts';

/** What a person decided about a photo. All of it is part of the photo's id. */
export interface Edits {
  /** What every crop keeps. */
  readonly focus?: Point;
  /** Hides every face that is found, but those in `keep`. */
  readonly blur?: 'faces';
  /** Numbers of faces that stay, in the order of the record's `hidden`, from 1. */
  readonly keep?: readonly number[];
  /** Heads that were missed, which are hidden too. */
  readonly add?: readonly Box[];
  /** A person looked: it is published though no face was surely found. */
  readonly seen?: true;
}

/** Edits of a photo that is there: `null` takes its focal point away. */
export interface MoreEdits extends Omit<Edits, 'focus'> {
  readonly focus?: Point | null;
}

/** More heads than people mark by hand. */
const MAX_ADDED = 200;
const MAX_FACE_NUMBER = 1000;
/** A tenth of a thousandth: a quarter of a pixel of the largest master. Who types .3333 and who sends 1/3 mean the same. */
const ROUNDING = 10_000;
const ALLOWED = '"focus", "blur", "keep", "add", "seen"';

/** Edits as they come in JSON; nothing at all for none. Throws PhotoError `bad_edits`. */
export function parseEdits(given: unknown): Edits {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given)) throw badEdits(`Edits are an object of ${ALLOWED}.`);
  const { focus, blur, keep, add, seen, ...others } = given as Readonly<Record<string, unknown>>; // unknown in every property
  const [other] = Object.keys(others);
  if (other !== undefined) throw badEdits(`Edits have no ${JSON.stringify(other.slice(0, 40))}; they have ${ALLOWED}.`);
  return canonicalEdits({
    ...(isGiven(focus) && { focus: pointOf(focus) }),
    ...(isGiven(blur) && { blur: blurOf(blur) }),
    ...(isGiven(keep) && { keep: numbersOf(keep) }),
    ...(isGiven(add) && { add: boxesOf(add) }),
    ...(isGiven(seen) && { seen: seenOf(seen) }),
  });
}

/** As parseEdits, of a photo that is there. Throws PhotoError `bad_edits`. */
export function parseMoreEdits(given: unknown): MoreEdits {
  const edits = parseEdits(given);
  const isTaken = typeof given === 'object' && given !== null && 'focus' in given && given.focus === null;
  return isTaken ? { ...edits, focus: null } : edits;
}

/** Equal edits in one way of writing: properties in one order, fractions rounded, lists sorted, nothing twice, no empty list. */
export function canonicalEdits({ focus, blur, keep = [], add = [], seen }: MoreEdits): Edits {
  const numbers = [...new Set(keep)].sort((one, other) => one - other);
  const boxes = new Map(add.map((box) => box.map(round)).map((box) => [box.join(), box] as const));
  const sorted = [...boxes.values()].sort((one, other) => firstDifference(one, other));
  return {
    ...(focus && { focus: [round(focus[0]), round(focus[1])] }),
    ...(blur && { blur }),
    ...(numbers.length > 0 && { keep: numbers }),
    ...(sorted.length > 0 && { add: sorted as unknown as readonly Box[] }), // each of four numbers, as they came
    ...(seen && { seen }),
  };
}

/**
 * Edits of an edited photo. Hidden heads stay hidden, because the pixels under them are gone: a face that is to be seen again is kept in
 * an edit of the photo before. Only in a review nothing is hidden for good. Throws PhotoError `bad_edits`.
 */
export function addEdits(former: Edits, more: MoreEdits, isReview = false): Edits {
  const [shown] = former.blur && !isReview ? (more.keep ?? []).filter((number) => !former.keep?.includes(number)) : [];
  if (shown !== undefined) {
    throw badEdits(`Face ${shown} is hidden in this photo, and what was there is gone. Keep it in an edit of the photo before.`);
  }
  const keep = more.blur || more.keep ? more.keep : former.keep;
  const sum = canonicalEdits({ ...former, ...more, keep: keep ?? [], add: [...(former.add ?? []), ...(more.add ?? [])] });
  if ((sum.add?.length ?? 0) > MAX_ADDED)
    throw badEdits(`"add" has more than ${MAX_ADDED} boxes, those of former edits included.`);
  return sum;
}

const isGiven = (value: unknown) => value !== undefined && value !== null;

function pointOf(value: unknown): Point {
  const isPoint = isFractions(value, 2) && value.every((fraction) => fraction >= 0 && fraction <= 1);
  if (!isPoint) throw badEdits('"focus" is [left, top], both as fractions from 0 to 1, such as [0.5, 0.3].');
  return value as unknown as Point; // two fractions, as was just seen
}

function blurOf(value: unknown): 'faces' {
  if (value !== 'faces') throw badEdits('"blur" can only be "faces".');
  return value;
}

function seenOf(value: unknown): true {
  if (value !== true) throw badEdits('"seen" can only be true.');
  return value;
}

function numbersOf(value: unknown): readonly number[] {
  const isNumber = (one: unknown) => Number.isInteger(one) && Number(one) >= 1 && Number(one) <= MAX_FACE_NUMBER;
  if (!(Array.isArray(value) && value.every(isNumber)))
    throw badEdits('"keep" is a list of numbers of faces, from 1, such as [2].');
  return value;
}

function boxesOf(value: unknown): readonly Box[] {
  const shape = 'each [left, top, width, height] as fractions of the photo, such as [0.4, 0.1, 0.2, 0.25], and in it';
  if (!(Array.isArray(value) && value.every(isBoxInPhoto))) throw badEdits(`"add" is a list of boxes, ${shape}.`);
  if (value.length > MAX_ADDED) throw badEdits(`"add" has ${value.length} boxes, more than ${MAX_ADDED}.`);
  return value as readonly Box[]; // each was just seen
}

/** It may reach beyond the photo, as a head at its edge does. */
function isBoxInPhoto(value: unknown): boolean {
  if (!isFractions(value, 4)) return false;
  const [left = 0, top = 0, width = 0, height = 0] = value.map(round);
  const isOfSize = width > 0 && height > 0 && width <= 4 && height <= 4;
  return isOfSize && left < 1 && top < 1 && left + width > 0 && top + height > 0;
}

function isFractions(value: unknown, length: number): value is readonly number[] {
  return Array.isArray(value) && value.length === length && value.every((one) => typeof one === 'number' && Number.isFinite(one));
}

const round = (fraction: number) => Math.round(fraction * ROUNDING) / ROUNDING + 0; // no -0, which JSON writes as 0

function firstDifference(one: readonly number[], other: readonly number[]): number {
  return one.map((value, index) => value - (other[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

function badEdits(message: string): PhotoError {
  return new PhotoError('bad_edits', message);
}
