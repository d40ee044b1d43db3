// What a crop of a photo must keep.
import * as z from 'zod/mini';

/** Left, top, width and height, as fractions of the photo's width and height. A head may reach beyond the photo. */
export type Box = readonly [left: number, top: number, width: number, height: number];

/** From the left and from the top, as fractions of the photo's width and height. */
export type Point = readonly [left: number, top: number];

/** A face with the hair around it. */
export interface Head {
  readonly head: Box;
  readonly face: Box;
}

export interface Focus {
  /** Of the photo, upright, in pixels; only their relation matters to a crop. */
  readonly width: number;
  readonly height: number;
  readonly heads: readonly Head[];
  /** Everything else that was found. */
  readonly objects: readonly { readonly box: Box; readonly score: number }[];
  /** The focal point that a person has set, which outweighs all that was found. */
  readonly point?: Point;
}

/** S3 takes 2 KB of metadata for an object, names included. */
const MAX_FOCUS_BYTES = 2000;

/** A focus in text has ten-thousandths of the photo: a sixth of a pixel in the largest variant. */
const PARTS = 10_000;

const SIDE = z.int().check(z.positive());
const PART = z.int().check(z.minimum(0), z.maximum(PARTS));
const PARSED = z.strictObject({
  size: z.tuple([SIDE, SIDE]),
  point: z.optional(z.tuple([PART, PART])),
  /** Head, then face. */
  heads: z.array(z.array(z.int()).check(z.length(8))),
  /** Box, then score. */
  objects: z.array(z.array(z.int()).check(z.length(5))),
});

/**
 * As text for an object's metadata: ASCII, at most 2,000 bytes. Where there is more than fits, the largest heads stay, then the
 * surest objects: who is small in the photo may be cut first.
 */
export function formatFocus({ width, height, heads, objects, point }: Focus): string {
  const start = { size: [Math.round(width), Math.round(height)], ...(point && { point: point.map(partsOf) }) };
  const fixed = JSON.stringify({ ...start, heads: [], objects: [] }).length;
  const largestFirst = [...heads].sort((one, other) => areaOf(other.face) - areaOf(one.face));
  const headRows = rowsThatFit(
    largestFirst.map(({ head, face }) => [...head, ...face].map(partsOf)),
    MAX_FOCUS_BYTES - fixed,
  );
  const surestFirst = [...objects].sort((one, other) => other.score - one.score);
  const objectRows = rowsThatFit(
    surestFirst.map(({ box, score }) => [...box, score].map(partsOf)),
    MAX_FOCUS_BYTES - fixed - JSON.stringify(headRows).length,
  );
  return JSON.stringify({ ...start, heads: headRows, objects: objectRows });
}

/** What `formatFocus` wrote; undefined for any other text, because metadata may come from others. */
export function parseFocus(text: string): Focus | undefined {
  const { data } = PARSED.safeParse(jsonOf(text));
  if (!data) return undefined;
  return {
    width: data.size[0],
    height: data.size[1],
    heads: data.heads.map((parts) => ({ head: boxOf(parts), face: boxOf(parts.slice(4)) })),
    objects: data.objects.map((parts) => ({ box: boxOf(parts), score: (parts[4] ?? 0) / PARTS })),
    ...(data.point && { point: [data.point[0] / PARTS, data.point[1] / PARTS] }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The first rows, as many as have room as JSON. */
function rowsThatFit(rows: readonly number[][], maxBytes: number): number[][] {
  let bytes = 0;
  return rows.filter((row) => {
    bytes += JSON.stringify(row).length + 1;
    return bytes <= maxBytes;
  });
}

function partsOf(fraction: number): number {
  return Math.round(fraction * PARTS) || 0;
}

function boxOf(parts: readonly number[]): Box {
  const [left = 0, top = 0, width = 0, height = 0] = parts.slice(0, 4).map((part) => part / PARTS);
  return [left, top, width, height];
}

function areaOf(box: Box): number {
  return box[2] * box[3];
}
