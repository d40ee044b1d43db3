// An AVIF of two tiles next to each other, as encoders write large pictures. No tool here does, so its boxes are put together by hand.
import sharp from 'sharp';

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (...values: number[]) => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => u16(value >>> 16, value & 0xffff)));
const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type), body]);
};
const full = (type: string, version: number, flags: number, ...content: Buffer[]) =>
  box(type, u32((version << 24) | flags), ...content);
const item = (id: number, type: string) => full('infe', 2, 0, u16(id, 0), Buffer.from(`${type}\0`));
const ispe = (width: number, height: number) => full('ispe', 0, 0, u32(width, height));

/** Red at the left, blue at the right; each half is `side` pixels wide and high. */
export async function avifOfTiles(side = 64): Promise<Buffer> {
  const tile = (background: string) =>
    sharp({ create: { width: side, height: side, channels: 3, background } })
      .avif({ effort: 0 })
      .toBuffer();
  const [left, right] = [await tile('#e00000'), await tile('#0000e0')];
  const coded = [left, right].map((avif) => avif.subarray(avif.indexOf('mdat') + 4));
  const at = left.indexOf('av1C') - 4;
  const av1C = left.subarray(at, at + left.readUInt32BE(at));
  const grid = Buffer.concat([u8(0, 0, 0, 1), u16(2 * side, side)]); // one row, two columns
  const ftyp = box('ftyp', Buffer.from('avif'), u32(0), Buffer.from('avifmif1miaf'));
  const pieces = [grid, ...coded];
  const metaAt = (start: number) => {
    const starts = pieces.map((_, piece) => start + Buffer.concat(pieces.slice(0, piece)).length);
    const places = pieces.map((piece, index) => Buffer.concat([u16(index + 1, 0, 1), u32(starts[index] ?? 0, piece.length)]));
    return full(
      'meta',
      0,
      0,
      full('hdlr', 0, 0, u32(0), Buffer.from('pict'), Buffer.alloc(13)),
      full('pitm', 0, 0, u16(1)),
      full('iloc', 0, 0, u8(0x44, 0), u16(3), ...places),
      full('iinf', 0, 0, u16(3), item(1, 'grid'), item(2, 'av01'), item(3, 'av01')),
      full('iref', 0, 0, box('dimg', u16(1, 2, 2, 3))),
      box(
        'iprp',
        box('ipco', ispe(2 * side, side), ispe(side, side), full('pixi', 0, 0, u8(3, 8, 8, 8)), av1C),
        full('ipma', 0, 0, u32(3), u16(1), u8(2, 1, 3), u16(2), u8(3, 2, 3, 0x84), u16(3), u8(3, 2, 3, 0x84)),
      ),
    );
  };
  const start = ftyp.length + metaAt(0).length + 8;
  return Buffer.concat([ftyp, metaAt(start), box('mdat', ...pieces)]);
}
