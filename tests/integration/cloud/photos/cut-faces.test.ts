import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import { partSeen } from '../../../photos/count-heads.ts';
import { embeddedDetector, photoFile, pixelsOf } from '../../../photos/test-photos.ts';

const MINUTE = 60_000;
jest.setTimeout(MINUTE);

/** Of the four women in the upright middle of the photo, the edges cut the faces of the first and the last in half. */
const CUT_FACES = [
  [0, 0.36, 0.07, 0.12],
  [0.945, 0.215, 0.055, 0.12],
] as const;

test('hiding finds the faces that the edges of a photo cut in half, once each', async () => {
  const middle = await sharp(photoFile('sample6.jpg'))
    .resize(900, 1200, { fit: 'cover' })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const { faces } = await embeddedDetector().detect(await pixelsOf(sharp(middle)), 'hide', createDeadline(MINUTE));
  expect(faces).toHaveLength(4);
  for (const cut of CUT_FACES) expect(faces.filter(({ box }) => partSeen(cut, box) > 0.8)).toHaveLength(1);
});
