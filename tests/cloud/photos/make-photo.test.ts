import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import sharp from 'sharp';
import { createPictures } from '../../../cloud/photos/adapters/sharp-pictures.ts';
import type { Edits } from '../../../cloud/photos/edits.ts';
import { idOfPhoto } from '../../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../../cloud/photos/make-photo.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { projectPath } from '../../../project-path.ts';

const pictures = createPictures({});
const detector = {
  name: 'one face',
  detect: () => Promise.resolve({ faces: [{ box: [0.35, 0.11, 0.18, 0.22] as const, score: 0.9 }], objects: [] }),
};

async function orderOf(edits: Edits) {
  const bytes = await readFile(projectPath('tests/photos/pictures/astronaut.png'));
  const source = createHash('sha256').update(bytes).digest('hex');
  const recipe = 'recipe of tests';
  return {
    id: idOfPhoto({ source, edits, recipe }),
    name: 'astronaut.png',
    source,
    edits,
    recipe,
    bytes,
    deadline: createDeadline(20_000),
    stage: <T>(_: string, work: () => Promise<T>) => work(),
  };
}

test('makes seven variants, a master, and the record last', async () => {
  const order = await orderOf({});
  const { kind, files, record } = await makePhoto(order, { pictures, detector, masters: true });
  expect(kind).toBe('photo');
  const folder = `photos/${order.id}`;
  expect(files.map(({ key }) => key)).toEqual([
    ...['1600', '1000', '500', '250', '1200x630', '800x800', '300x300'].map((name) => `${folder}/${name}.jpg`),
    `masters/${order.id}.webp`,
    `${folder}/photo.json`,
  ]);
  expect(record).toMatchObject({ width: 512, height: 512, name: 'astronaut.png' });
  for (const variant of record.variants) {
    const file = files.find(({ key }) => key.endsWith(`/${variant.name}.jpg`));
    const { format, width, height } = await sharp(file?.bytes).metadata();
    expect({ format, width, height, bytes: file?.bytes.length }).toEqual({
      format: 'jpeg',
      width: variant.width,
      height: variant.height,
      bytes: variant.bytes,
    });
  }
});
