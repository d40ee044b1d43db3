// A photo as the worker makes it, of a picture whose head stands at the end: the middle of it shows no head.
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import { idOfPhoto } from '../../cloud/photos/id-of-photo.ts';
import { makePhoto } from '../../cloud/photos/make-photo.ts';
import type { MadePhoto } from '../../cloud/photos/photo-order.ts';
import { recipeOf } from '../../cloud/photos/recipe.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';
import { embeddedDetector } from './test-photos.ts';

/** The astronaut is 512 pixels wide; so many are added behind her, of the colours at the edge. */
const ADDED_PX = 700;
const MAX_MAKING_MS = 30_000;

export async function makeAstronaut(): Promise<MadePhoto> {
  const bytes = await sharp(projectPath('tests/photos/pictures/astronaut.png'))
    .extend({ right: ADDED_PX, extendWith: 'copy' })
    .png()
    .toBuffer();
  const detector = embeddedDetector();
  const source = createHash('sha256').update(bytes).digest('hex');
  const recipe = recipeOf(detector.name);
  const order = {
    id: idOfPhoto({ source, edits: {}, recipe }),
    ...{ name: 'astronaut.png', source, edits: {}, recipe, bytes },
    deadline: createDeadline(MAX_MAKING_MS),
    stage: <T>(_: string, work: () => Promise<T>) => work(),
  };
  return makePhoto(order, { pictures: createPictures({ heic: undefined }), detector, masters: true });
}
