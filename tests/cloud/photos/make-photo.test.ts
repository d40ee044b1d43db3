import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { parseFocus } from '../../../card-schema/photo-focus.ts';
import { createPictures } from '../../../cloud/photos/adapters/sharp-pictures.ts';
import type { Detections } from '../../../cloud/photos/detections.ts';
import { addEdits, canonicalEdits, type Edits } from '../../../cloud/photos/edits.ts';
import { idOfEdit, idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../../cloud/photos/make-photo.ts';
import type { MadePhoto, PhotoOrder } from '../../../cloud/photos/photo-order.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { projectPath } from '../../../project-path.ts';

const bytes = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
const source = createHash('sha256').update(bytes).digest('hex');
const recipe = 'recipe of tests';
const pictures = createPictures({});

const FACE = { box: [0.35, 0.11, 0.18, 0.22], score: 0.9 } as const;
const SECOND_FACE = { box: [0.7, 0.6, 0.1, 0.1], score: 0.6 } as const;
const NOTHING: Detections = { faces: [], objects: [] };

/** `hide` finds a second face, of which `focus` is not sure. */
const faces = detectorOf({ faces: [FACE], objects: [] }, { faces: [FACE, SECOND_FACE], objects: [] });
const noFaces = detectorOf(NOTHING, NOTHING);

function detectorOf(forFocus: Detections, forHiding: Detections) {
  const asked: string[] = [];
  return {
    name: 'faces of tests',
    asked,
    detect: (_: unknown, wanted: 'focus' | 'hide') => {
      asked.push(wanted);
      return Promise.resolve(wanted === 'focus' ? forFocus : forHiding);
    },
  };
}

const SHARED = {
  name: 'astronaut.png',
  source,
  recipe,
  stage: <T>(_: string, work: () => Promise<T>) => work(),
};

function uploaded(given: Edits = {}, detector = faces, masters = true): Promise<MadePhoto> {
  const edits = canonicalEdits(given);
  const order: PhotoOrder = {
    ...SHARED,
    id: idOfPhoto({ source, edits, recipe }),
    edits,
    bytes,
    deadline: createDeadline(30_000),
  };
  return makePhoto(order, { pictures, detector, masters });
}

function edited(from: MadePhoto, more: Edits, detector = faces): Promise<MadePhoto> {
  const edits = addEdits(from.record.edits, more);
  const master = from.files.find(({ key }) => /master/.test(key));
  const order: PhotoOrder = {
    ...SHARED,
    id: idOfEdit(from.record, edits, recipe),
    edits,
    bytes: master?.bytes ?? Buffer.alloc(0),
    from: from.record,
    ...(from.kind === 'photo' && { fromId: from.record.id }),
    deadline: createDeadline(30_000),
  };
  return makePhoto(order, { pictures, detector, masters: true });
}

/** The bytes of each file but the record, which names where a photo comes from. */
function picturesOf({ files }: MadePhoto): Readonly<Record<string, string>> {
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  return Object.fromEntries(files.filter(({ type }) => type !== 'application/json').map((file) => [file.key, hash(file.bytes)]));
}

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

describe('an edit', () => {
  test.each<[string, Edits]>([
    ['a focal point', { focus: [0.9, 0.9] }],
    ['a blur', { blur: 'faces' }],
    ['a blur that keeps one face', { blur: 'faces', keep: [1] }],
    ['a box', { add: [[0.1, 0.1, 0.2, 0.2]] }],
  ])('with %s gives the bytes of an upload with it, under the same id', async (_, edits) => {
    const [later, atOnce] = [await edited(plain, edits), await uploaded(edits)];
    expect(later.record.id).toBe(atOnce.record.id);
    expect(picturesOf(later)).toEqual(picturesOf(atOnce));
    expect(later.record).toEqual({ ...atOnce.record, from: plain.record.id });
  });

  test('that hides nothing keeps the master as it is', async () => {
    const moved = await edited(plain, { focus: [0.9, 0.9] });
    const masterOf = (photo: MadePhoto) => Object.entries(picturesOf(photo)).find(([key]) => key.startsWith('masters/'))?.[1];
    expect(masterOf(moved)).toBe(masterOf(plain));
    expect(masterOf(blurred)).not.toBe(masterOf(plain));
  });

  test('does not look again for what was found', async () => {
    const detector = detectorOf(NOTHING, NOTHING);
    const moved = await edited(blurred, { focus: [0.1, 0.1] }, detector);
    expect(detector.asked).toEqual([]);
    expect(moved.record).toMatchObject({ detections: blurred.record.detections, hidden: blurred.record.hidden });
  });

  test('of an edit hides what is new, and leaves what is hidden', async () => {
    const more = await edited(blurred, { add: [[0.05, 0.7, 0.15, 0.2]] });
    expect(more.record.edits).toEqual({ blur: 'faces', add: [[0.05, 0.7, 0.15, 0.2]] });
    const again = await edited(blurred, { add: [[0.05, 0.7, 0.15, 0.2]] });
    expect(again.files).toEqual(more.files);
  });
});

describe('a blur', () => {
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

describe('a review', () => {
  test('is what a blur ends in that finds no face: nothing is published', async () => {
    const review = await uploaded({ blur: 'faces' }, noFaces);
    expect(review.kind).toBe('review');
    expect(review.files.map(({ key }) => key)).toEqual(
      ['master.webp', '1000.jpg', 'photo.json'].map((file) => `reviews/${review.record.id}/${file}`),
    );
  });

  test('is not needed where a person has marked a head, or has looked', async () => {
    expect((await uploaded({ blur: 'faces', add: [[0.3, 0.1, 0.2, 0.3]] }, noFaces)).kind).toBe('photo');
    expect((await uploaded({ blur: 'faces', seen: true }, noFaces)).kind).toBe('photo');
  });

  test.each<[string, Edits]>([
    ['that nothing is to be hidden', { seen: true }],
    ['where a head is', { add: [[0.3, 0.1, 0.2, 0.3]] }],
  ])('ends when a person says %s, with the bytes of an upload that said so', async (_, answer) => {
    const review = await uploaded({ blur: 'faces' }, noFaces);
    const [answered, atOnce] = [await edited(review, answer, noFaces), await uploaded({ blur: 'faces', ...answer }, noFaces)];
    expect(answered.kind).toBe('photo');
    expect(answered.files).toEqual(atOnce.files);
  });
});

test('what the detector fails at, makePhoto fails at', async () => {
  const failing = { ...faces, detect: () => Promise.reject(new Error('no weights')) };
  await expect(uploaded({}, failing)).rejects.toThrow('no weights');
});
