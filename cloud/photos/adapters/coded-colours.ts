// What a file says of its colours in numbers, where it has no ICC profile.
import type { SourceType } from '../sniff.ts';
import { type CodedColours, codedColours } from './to-srgb.ts';

/** What 1 / 2.2 is in a PNG, and how far a picture may be from it to look the same. */
const USUAL_GAMMA = 45_455;
const SAME_GAMMA = 2_000;
const MAX_CHUNKS = 1000;

/** Undefined where the picture looks right as it is, and where the file is not whole: its decoder says so. */
export function codedColoursOf(source: Uint8Array, type: SourceType): CodedColours | undefined {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  try {
    return type === 'PNG' ? ofPng(bytes) : type === 'AVIF' ? ofAvif(bytes) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Its chunk cICP, or else gAMA, unless sRGB says that the picture is ordinary. Both stand before the pixels. */
function ofPng(bytes: Buffer): CodedColours | undefined {
  const chunks = new Map<string, number>();
  for (let at = 8; chunks.size < MAX_CHUNKS; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (name === 'IDAT' || name === 'IEND') break;
    chunks.set(name, at + 8);
  }
  const [cicp, gama] = [chunks.get('cICP'), chunks.get('gAMA')];
  if (cicp !== undefined) return codedColours(bytes.readUInt8(cicp), bytes.readUInt8(cicp + 1));
  const gamma = gama === undefined || chunks.has('sRGB') ? USUAL_GAMMA : bytes.readUInt32BE(gama);
  if (gamma === 0 || Math.abs(gamma - USUAL_GAMMA) <= SAME_GAMMA) return undefined;
  return { primaries: 1, curve: { lightOf: (level) => level ** (100_000 / gamma) } };
}

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The nclx of the primary item: other items, such as a map of brightness, have others. */
function ofAvif(bytes: Buffer): CodedColours | undefined {
  const meta = boxesIn(bytes, 0, bytes.length).find(({ type }) => type === 'meta');
  const inMeta = meta ? boxesIn(bytes, meta.start + 4, meta.end) : [];
  const [pitm, iprp] = ['pitm', 'iprp'].map((name) => inMeta.find(({ type }) => type === name));
  const inIprp = iprp ? boxesIn(bytes, iprp.start, iprp.end) : [];
  const [ipco, ipma] = ['ipco', 'ipma'].map((name) => inIprp.find(({ type }) => type === name));
  if (!pitm || !ipco || !ipma) return undefined;
  const primary = bytes.readUInt8(pitm.start) === 0 ? bytes.readUInt16BE(pitm.start + 4) : bytes.readUInt32BE(pitm.start + 4);
  const properties = boxesIn(bytes, ipco.start, ipco.end);
  for (const number of propertiesOf(primary, bytes, ipma)) {
    const property = properties[number - 1];
    if (property?.type !== 'colr') continue;
    if (bytes.toString('latin1', property.start, property.start + 4) === 'nclx')
      return codedColours(bytes.readUInt16BE(property.start + 4), bytes.readUInt16BE(property.start + 6));
  }
  return undefined;
}

function boxesIn(bytes: Buffer, from: number, to: number): readonly Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to && boxes.length < MAX_CHUNKS; ) {
    const size = bytes.readUInt32BE(at);
    const end = size === 0 ? to : at + (size === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : size);
    const start = at + (size === 1 ? 16 : 8);
    if (end < start || end > to) break;
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), start, end });
    at = end;
  }
  return boxes;
}

/** Numbers from 1 of an item's properties, by the box of associations. */
function propertiesOf(item: number, bytes: Buffer, { start }: Box): readonly number[] {
  const [isLongId, isLong] = [bytes.readUInt8(start) > 0, (bytes.readUInt8(start + 3) & 1) === 1];
  let at = start + 8;
  for (let left = bytes.readUInt32BE(start + 4); left > 0; left--) {
    const id = isLongId ? bytes.readUInt32BE(at) : bytes.readUInt16BE(at);
    at += isLongId ? 4 : 2;
    const count = bytes.readUInt8(at);
    const first = at + 1;
    at = first + count * (isLong ? 2 : 1);
    if (id !== item) continue;
    return Array.from({ length: count }, (_, index) =>
      isLong ? bytes.readUInt16BE(first + 2 * index) & 0x7fff : bytes.readUInt8(first + index) & 0x7f,
    );
  }
  return [];
}
