import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { parseFocus } from '../../../card-schema/photo-focus.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { bytes, detectorOf, FACE, faces, pictures, SECOND_FACE, source, uploaded } from '../../support/made-photos.ts';

const plain = await uploaded();
const blurred = await uploaded({ blur: 'faces' });

describe('an upload', () => {
  const folder = `photos/${plain.record.id}`;

  test('is seven variants, a master, and the record last', () => {
    expect(plain.kind).toBe('photo');
    expect(plain.files.map(({ key }) => key)).toEqual([
      ...['1600', '1000', '500', '250', '1200x630', '800x800', '300x300'].map((name) => `${folder}/${name}.jpg`),
      `masters/${plain.record.id}.webp`,
      `${folder}/photo.json`,
    ]);
    expect(plain.record).toMatchObject({ width: 512, height: 512, name: 'astronaut.png', source, edits: {}, hidden: [] });
    expect(plain.record).not.toHaveProperty('from');
    expect(JSON.parse(Buffer.from(plain.files.at(-1)?.bytes ?? []).toString())).toEqual(plain.record);
  });

  test('has in its record what its files are', async () => {
    for (const variant of plain.record.variants) {
      const file = plain.files.find(({ key }) => key === `${folder}/${variant.name}.jpg`);
      const { format, width, height } = await sharp(file?.bytes).metadata();
      const { name: _, ...size } = variant;
      expect({ format, width, height, bytes: file?.bytes.length }).toEqual({ format: 'jpeg', ...size });
    }
  });

  test('is never enlarged but in crops, whose size is what they are', () => {
    const sizes = Object.fromEntries(plain.record.variants.map(({ name, width, height }) => [name, [width, height]]));
    expect(sizes).toEqual({
      '1600': [512, 512],
      '1000': [512, 512],
      '500': [500, 500],
      '250': [250, 250],
      '1200x630': [1200, 630],
      '800x800': [800, 800],
      '300x300': [300, 300],
    });
  });

  test('has what was found with each whole variant', () => {
    const metadata = plain.files.map((file) => file.metadata?.['focus']);
    expect(metadata.map((focus) => focus !== undefined)).toEqual([true, true, true, true, false, false, false, false, false]);
    expect(parseFocus(metadata[0] ?? '')).toMatchObject({ width: 512, height: 512, heads: [{ face: FACE.box }] });
  });

  test('gives equal bytes each time, the record too', async () => {
    expect((await uploaded()).files).toEqual(plain.files);
  });

  test('keeps no master where none is wanted', async () => {
    const { files } = await uploaded({}, faces, false);
    expect(files.filter(({ key }) => key.startsWith('masters/'))).toEqual([]);
    expect(files).toHaveLength(8);
  });
});

describe('a blur', () => {
  test('hides each face that the record shows, though the search for hiding did not find it', async () => {
    const unsteady = detectorOf({ faces: [FACE, SECOND_FACE], objects: [] }, { faces: [FACE], objects: [] });
    const { kind, record } = await uploaded({ blur: 'faces' }, unsteady);
    expect([kind, record.hidden.length]).toEqual(['photo', 2]);
  });

  test('hides the faces of which the focus was not sure, and counts them in reading order', () => {
    expect(blurred.record.hidden).toHaveLength(2);
    expect(blurred.record.hidden[0]?.[1]).toBeLessThan(FACE.box[1]);
    expect(blurred.record.detections.faces).toHaveLength(1);
  });

  test('that keeps a face which is not there is refused', async () => {
    await expect(uploaded({ blur: 'faces', keep: [3] })).rejects.toMatchObject({
      code: 'bad_edits',
      message: expect.stringContaining('2 faces'),
    });
  });

  test('leaves no pixel of the head in any file', async () => {
    const original = await pictures.decode(bytes, createDeadline(5000));
    for (const { key, bytes: file } of blurred.files.filter(({ type }) => type !== 'application/json')) {
      if (/\d+x\d+/.test(key)) continue;
      const { data, info } = await sharp(file).resize(512, 512, { fit: 'fill' }).raw().toBuffer({ resolveWithObject: true });
      // A line through both eyes: the blur has no edge in it, the photo many.
      const edges = (pixels: Uint8Array, channels: number) =>
        Array.from({ length: 70 }, (_, step) => {
          const at = (112 * 512 + 185 + step) * channels;
          return Math.abs((pixels[at] ?? 0) - (pixels[at + channels] ?? 0));
        }).reduce((sum, edge) => sum + edge, 0);
      expect(edges(data, info.channels)).toBeLessThan(edges(original.data, 3) / 2);
    }
  });
});

test('what the detector fails at, makePhoto fails at', async () => {
  const failing = { ...faces, detect: () => Promise.reject(new Error('no weights')) };
  await expect(uploaded({}, failing)).rejects.toThrow('no weights');
});
