// AVIF: boxes in boxes (ISO/IEC 14496-12). What is needed of them lies in `meta` for stills, in `moov` for sequences.
import { av1FrameSize } from './av1-frame-size.ts';
import { exifOrientation } from './exif.ts';
import { endsEarly, type ImageFacts } from './image-facts.ts';
import { type ItemLocation, readItemLocations } from './item-locations.ts';

interface Box {
  readonly type: string;
  /** Of its content. */
  readonly start: number;
  readonly end: number;
}

/** Boxes whose content is boxes, and what of their own comes before them. */
const CONTAINERS: Readonly<Record<string, number>> = {
  meta: 4,
  iprp: 0,
  ipco: 0,
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
};
/** Boxes that hold the picture: one of these that is cut short is never taken for something that only follows the picture. */
const OF_PICTURE = new Set(['ftyp', 'meta', 'moov', 'moof', 'mdat']);
/** As many boxes may lie within each other; none of those that are looked into lies deeper. */
const MAX_DEPTH = 5;
/** Boxes of a sequence with thousands of pictures, and more than enough for a still. */
const MAX_BOXES = 20_000;
/** Of a still one, of a sequence one for each track at most. In 10 MB there would be room for millions of pieces. */
const MAX_LOCATION_TABLES = 4;
/** Pieces of coded data. A picture of 50 megapixels in tiles of 512 × 512 has 200. */
const MAX_STREAMS = 4096;

const NO_SIZE = { width: 0, height: 0 };

/** Whether the file type box names AVIF. HEIC has the same boxes and other brands. */
export function isAvif(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return false;
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 512);
  for (let at = 8; at + 4 <= end; at += 4) {
    if (at !== 12 && /^avi[fs]$/.test(bytes.toString('latin1', at, at + 4))) return true; // at 12 is a version
  }
  return false;
}

/**
 * Walks from box to box to the file's end, or to what is not a box behind the picture, and holds every item against the file's length.
 * The size is that of the largest image in it, by the boxes or by the coded data: tiles, thumbnails and transparency are never larger
 * than the picture that they belong to.
 */
export function readAvif(bytes: Buffer): ImageFacts {
  const boxes = listed(boxesOf(bytes, 0, endOfBoxes(bytes)));
  const items = new Map(boxes.filter(({ type }) => type === 'iinf').flatMap((box) => itemTypes(bytes, box)));
  if (!boxes.some(({ type }) => type === 'moov') && ![...items.values()].includes('av01'))
    throw new Error('it holds no AV1 picture');
  const idat = boxes.find(({ type }) => type === 'idat');
  const tables = boxes.filter(({ type }) => type === 'iloc');
  if (tables.length > MAX_LOCATION_TABLES) throw new Error('it has too many tables of pieces');
  const locations = tables.flatMap(({ start, end }) => readItemLocations(bytes.subarray(start, end), idat?.start));
  if (locations.some(({ end }) => end > bytes.length)) endsEarly();
  const streams = [
    ...locations.filter(({ id }) => items.get(id) === 'av01').map(({ start }) => start),
    ...boxes.flatMap((box) => firstSample(bytes, box)),
  ];
  if (streams.length > MAX_STREAMS) throw new Error('it has too many pieces');
  const sizes = [
    ...boxes.flatMap((box) => sizeOf(bytes, box)),
    ...streams.map((at) => av1FrameSize(bytes.subarray(at)) ?? NO_SIZE),
  ];
  const largest = sizes.sort((one, other) => other.width * other.height - one.width * one.height)[0] ?? NO_SIZE;
  const isTurned = boxes.some(({ type }) => type === 'irot' || type === 'imir');
  // The format has turning of its own, which browsers follow. A file with EXIF alone was written by something that knows no better.
  const orientation = isTurned ? 1 : exifOf(bytes, items, locations);
  return { ...largest, orientation };
}

/**
 * Where the last box ends. Servers and editors leave bytes of their own behind a picture, such as a line break, and browsers do not
 * look at them.
 */
function endOfBoxes(bytes: Buffer): number {
  const seen = new Set<string>();
  for (let at = 0; at < bytes.length; ) {
    try {
      const { type, end } = boxAt(bytes, at, bytes.length);
      seen.add(type);
      at = end;
    } catch (error) {
      const isBehind = seen.has('mdat') && (seen.has('meta') || seen.has('moov'));
      if (isBehind && !OF_PICTURE.has(bytes.toString('latin1', at + 4, at + 8))) return at;
      throw error;
    }
  }
  return bytes.length;
}

/** Throws RangeError for a box that reaches beyond `to`. */
function boxAt(bytes: Buffer, at: number, to: number): Box {
  const size = bytes.readUInt32BE(at);
  const isLong = size === 1;
  const end = size === 0 ? to : at + (isLong ? Number(bytes.readBigUInt64BE(at + 8)) : size);
  const start = at + (isLong ? 16 : 8);
  if (end > to || start > end) endsEarly();
  return { type: bytes.toString('latin1', at + 4, at + 8), start, end };
}

function* boxesOf(bytes: Buffer, from: number, to: number, depth = 0): Generator<Box> {
  for (let at = from; at < to; ) {
    const box = boxAt(bytes, at, to);
    yield box;
    const { type, start, end } = box;
    const own = Object.hasOwn(CONTAINERS, type) ? CONTAINERS[type] : undefined;
    if (own !== undefined && depth < MAX_DEPTH) yield* boxesOf(bytes, start + own, end, depth + 1);
    at = end;
  }
}

function listed(boxes: Iterable<Box>): readonly Box[] {
  const list: Box[] = [];
  for (const box of boxes) {
    if (list.length === MAX_BOXES) throw new Error('it has too many boxes');
    list.push(box);
  }
  return list;
}

/** Item → its type, such as av01, grid or Exif. */
function itemTypes(bytes: Buffer, { start, end }: Box): (readonly [id: number, type: string])[] {
  const entries = listed(boxesOf(bytes, start + (bytes.readUInt8(start) === 0 ? 6 : 8), end, MAX_DEPTH));
  return entries.map(({ start: at }) => {
    const isWide = bytes.readUInt8(at) >= 3;
    const id = isWide ? bytes.readUInt32BE(at + 4) : bytes.readUInt16BE(at + 4);
    const type = at + (isWide ? 10 : 8); // after the id comes the number of a protection
    return [id, bytes.toString('latin1', type, type + 4)];
  });
}

function sizeOf(bytes: Buffer, { type, start, end }: Box): { width: number; height: number }[] {
  if (type === 'ispe') return [{ width: bytes.readUInt32BE(start + 4), height: bytes.readUInt32BE(start + 8) }];
  if (type === 'tkhd') return [{ width: bytes.readUInt16BE(end - 8), height: bytes.readUInt16BE(end - 4) }]; // 16.16
  return [];
}

/** Where the first picture of a sequence lies. */
function firstSample(bytes: Buffer, { type, start }: Box): number[] {
  if (type === 'stco' && bytes.readUInt32BE(start + 4) > 0) return [bytes.readUInt32BE(start + 8)];
  if (type === 'co64' && bytes.readUInt32BE(start + 4) > 0) return [Number(bytes.readBigUInt64BE(start + 8))];
  return [];
}

function exifOf(bytes: Buffer, items: ReadonlyMap<number, string>, locations: readonly ItemLocation[]): number {
  const item = locations.find(({ id }) => items.get(id) === 'Exif');
  if (!item || item.end - item.start < 4) return 1;
  const { start, end } = item;
  return exifOrientation(bytes.subarray(Math.min(end, start + 4 + bytes.readUInt32BE(start)), end));
}
