// An AVIF of two tiles next to each other, as encoders write large pictures. No tool here does, so its boxes are put together by hand.
import sharp from 'sharp';
import { boxIn, full, heifOf, ispe, u8, u16 } from './heif-boxes.ts';

/** Red at the left, blue at the right; each half is `side` pixels wide and high. */
export async function avifOfTiles(side = 64): Promise<Buffer> {
  const tile = (background: string) =>
    sharp({ create: { width: side, height: side, channels: 3, background } })
      .avif({ effort: 0 })
      .toBuffer();
  const [left, right] = [await tile('#e00000'), await tile('#0000e0')];
  const coded = [left, right].map((avif) => avif.subarray(avif.indexOf('mdat') + 4));
  const grid = Buffer.concat([u8(0, 0, 0, 1), u16(2 * side, side)]); // one row, two columns
  const tiles = coded.map((data) => ({ type: 'av01', data, properties: [2, 3, 0x84] }));
  return heifOf(
    'avifmif1miaf',
    [{ type: 'grid', data: grid, properties: [1, 3], madeOf: [2, 3] }, ...tiles],
    [ispe(2 * side, side), ispe(side, side), full('pixi', 0, 0, u8(3, 8, 8, 8)), boxIn(left, 'av1C')],
  );
}
