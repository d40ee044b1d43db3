// Noto's colour font with the few emoji that occur. subset-font drops the colours (its HarfBuzz is built without COLR), so the
// outlines are thinned out here: every glyph keeps its number, and all but the wanted ones and their layers become empty.
import { create, type Font } from 'fontkit';

/** A font of some emoji, as TrueType with COLR version 1, from one with COLR. */
export function thinnedEmojiFont(font: Buffer, emoji: readonly string[]): Buffer {
  const tables = tablesOf(font);
  const parsed = create(font) as Font; // one font per file
  const wanted = new Set(emoji.map((character) => parsed.glyphForCodePoint(character.codePointAt(0) ?? 0).id));
  const drawn = new Set([0, ...wanted, ...layersOf(table(tables, 'COLR'), wanted)]);
  const { glyf, loca } = thinnedOutlines(tables, drawn);
  return fontOf(new Map([...tables, ['glyf', glyf], ['loca', loca]]));
}

type Tables = Map<string, Buffer>;

function tablesOf(font: Buffer): Tables {
  const tables: Tables = new Map();
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    const start = font.readUInt32BE(at + 8);
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + font.readUInt32BE(at + 12)));
  }
  return tables;
}

function table(tables: Tables, tag: string): Buffer {
  const found = tables.get(tag);
  if (!found) throw new Error(`The emoji font has no table ${tag}.`);
  return found;
}

/**
 * The glyphs whose outlines a colour glyph fills, by walking its paints.
 * Formats and offsets: "COLR" in the OpenType specification 1.9.
 */
function layersOf(colr: Buffer, wanted: ReadonlySet<number>): ReadonlySet<number> {
  const baseGlyphs = colr.readUInt32BE(14);
  const layerList = colr.readUInt32BE(18);
  const roots = new Map<number, number>();
  for (let index = 0; index < colr.readUInt32BE(baseGlyphs); index++) {
    const record = baseGlyphs + 4 + 6 * index;
    roots.set(colr.readUInt16BE(record), baseGlyphs + colr.readUInt32BE(record + 2));
  }
  const glyphs = new Set<number>();
  const open = [...wanted].map((glyph) => roots.get(glyph));
  const seen = new Set<number>();
  for (const at of open) {
    if (at === undefined || seen.has(at)) continue;
    seen.add(at);
    const format = colr.readUInt8(at);
    const child = (offsetAt: number) => open.push(at + colr.readUIntBE(at + offsetAt, 3));
    if (format === 1) {
      const first = colr.readUInt32BE(at + 2);
      for (let layer = first; layer < first + colr.readUInt8(at + 1); layer++)
        open.push(layerList + colr.readUInt32BE(layerList + 4 + 4 * layer));
    } else if (format === 10) {
      glyphs.add(colr.readUInt16BE(at + 4));
      child(1);
    } else if (format === 11) open.push(roots.get(colr.readUInt16BE(at + 1)));
    else if (format >= 12 && format <= 31) child(1);
    else if (format === 32) {
      child(1);
      child(5);
    }
  }
  return glyphs;
}

/** `glyf` and `loca` with the outlines of these glyphs and of the parts that they are put together from. */
function thinnedOutlines(tables: Tables, drawn: ReadonlySet<number>) {
  const [glyf, loca, head] = [table(tables, 'glyf'), table(tables, 'loca'), table(tables, 'head')];
  const long = head.readInt16BE(50) === 1;
  const startOf = (glyph: number) => (long ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph));
  const outlineOf = (glyph: number) => glyf.subarray(startOf(glyph), startOf(glyph + 1));
  const kept = [...drawn];
  const keptSet = new Set(kept);
  for (const glyph of kept) {
    for (const part of partsOf(outlineOf(glyph))) {
      if (keptSet.has(part)) continue;
      keptSet.add(part);
      kept.push(part);
    }
  }
  const count = loca.length / (long ? 4 : 2) - 1;
  const outlines = Array.from({ length: count }, (_, glyph) => (keptSet.has(glyph) ? outlineOf(glyph) : Buffer.alloc(0)));
  const newLoca = Buffer.alloc(loca.length);
  let at = 0;
  for (let glyph = 0; glyph <= count; glyph++) {
    if (long) newLoca.writeUInt32BE(at, 4 * glyph);
    else newLoca.writeUInt16BE(at / 2, 2 * glyph);
    at += outlines[glyph]?.length ?? 0;
  }
  return { glyf: Buffer.concat(outlines), loca: newLoca };
}

/** The glyphs that a composite glyph places. Flags: "glyf" in the OpenType specification. */
function partsOf(outline: Buffer): readonly number[] {
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10, more = true; more; ) {
    const flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    const scale = flags & 0x8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
    at += 4 + (flags & 0x1 ? 4 : 2) + scale;
    more = (flags & 0x20) !== 0;
  }
  return parts;
}

function fontOf(tables: Tables): Buffer {
  const sorted = [...tables].sort(([a], [b]) => (a < b ? -1 : 1));
  const power = 2 ** Math.floor(Math.log2(sorted.length));
  const head = Buffer.alloc(12 + 16 * sorted.length);
  head.writeUInt32BE(0x00010000, 0);
  [sorted.length, power * 16, Math.log2(power), sorted.length * 16 - power * 16].forEach((value, at) => {
    head.writeUInt16BE(value, 4 + 2 * at);
  });
  const parts: Buffer[] = [head];
  let start = head.length;
  sorted.forEach(([tag, bytes], index) => {
    const at = 12 + 16 * index;
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum(padded), at + 4);
    head.writeUInt32BE(start, at + 8);
    head.writeUInt32BE(bytes.length, at + 12);
    parts.push(padded);
    start += padded.length;
  });
  return Buffer.concat(parts);
}

function checksum(padded: Buffer): number {
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}
