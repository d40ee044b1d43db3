import { describe, expect, test } from '@jest/globals';
import { CardError } from '../../../../../card-schema/errors.ts';
import { readImage } from '../../../../../edge/adapters/images/judge-image.ts';
import { avifOfTiles } from '../../../../support/avif-of-tiles.ts';
import { heldAs, picture, SIZE } from '../../../../support/image-files.ts';

const read = (bytes: Buffer) => readImage(bytes, 'a.example');
const refusal = (message: RegExp) => expect.objectContaining({ code: 'image_refused', message: expect.stringMatching(message) });

function outcomeOf(bytes: Buffer): string {
  try {
    return `taken with ${read(bytes).width} columns`;
  } catch (error) {
    return error instanceof CardError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('an AVIF', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('without boxes that turn it has orientation %d of its EXIF', async (orientation) => {
    expect(read(await heldAs(orientation, 'avif')).orientation).toBe(orientation);
  });

  test('with boxes that turn it has none: browsers follow them', async () => {
    expect(read(await picture().withMetadata({ orientation: 6 }).avif().toBuffer()).orientation).toBe(1);
  });

  test('may have another brand first', async () => {
    const avif = await picture().avif().toBuffer();
    avif.write('mif1', 8);
    expect(read(avif)).toMatchObject({ name: 'AVIF', ...SIZE });
  });

  test('of tiles is as large as all of them, and refused without the last', async () => {
    const avif = await avifOfTiles();
    expect(read(avif)).toMatchObject({ name: 'AVIF', width: 128, height: 64 });
    for (let cut = 0; cut < avif.length; cut++) expect(outcomeOf(avif.subarray(0, cut))).toMatch(/^image_refused: /);
  });

  test('is as large as its coded data says, if its boxes say less', async () => {
    const avif = await picture({ width: 6000, height: 5000 }).avif({ effort: 0 }).toBuffer();
    const at = avif.indexOf('ispe') + 8;
    avif.writeUInt32BE(64, at);
    avif.writeUInt32BE(64, at + 4);
    expect(() => read(avif)).toThrow(refusal(/AVIF of 6000 × 5000 pixels, more than 25000000/));
  });

  test('is refused when it has many tables of pieces, each of which may be long', async () => {
    const avif = await picture().avif().toBuffer();
    const table = Buffer.from('00000010696c6f630000000000000000', 'hex'); // an iloc without items
    expect(read(Buffer.concat([avif, ...Array(3).fill(table)]))).toMatchObject(SIZE);
    expect(() => read(Buffer.concat([avif, ...Array(4).fill(table)]))).toThrow(refusal(/too many tables of pieces/));
  });

  test('is refused when an item of it lies beyond its end', async () => {
    const avif = await picture().avif().toBuffer();
    const mdat = avif.indexOf('mdat') - 4;
    avif.writeUInt32BE(avif.readUInt32BE(mdat) - 4, mdat);
    expect(() => read(avif.subarray(0, -4))).toThrow(refusal(/AVIF that is not whole or not right: it ends early/));
  });
});
