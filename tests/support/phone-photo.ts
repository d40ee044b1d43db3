// A photo as a phone saves it: lying on its side, with a note of how to turn it, of the place, the time and the camera.
import sharp from 'sharp';
import { projectPath } from '../../project-path.ts';

/** A word of the camera's that is in the bytes and must be in nothing that is made of them. */
export const CAMERA = 'Tattletale 5000';

export interface PhonePhotoOptions {
  /** Of its longer side, in pixels. @default 1600 */
  readonly side?: number;
}

export async function phonePhoto({ side = 1600 }: PhonePhotoOptions = {}): Promise<Buffer> {
  return sharp(projectPath('tests/photos/pictures/astronaut.png'))
    .resize(side, side, { fit: 'inside' })
    .rotate(270) // as orientation 6 wants it: a viewer turns it by 90 degrees
    .keepIccProfile()
    .withExif({
      IFD0: { Make: 'Edgecard', Model: CAMERA, DateTime: '2026:05:01 12:00:00' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '59/1 54/1 50/1', GPSLongitudeRef: 'E', GPSLongitude: '10/1 45/1 8/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 92 })
    .toBuffer();
}
