import { cropOf } from '../../card-schema/photo-crop.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import type { PhotoSize } from '../../card-schema/photo-size.ts';
import type { JpegSize } from './pictures.ts';
import type { Pixels } from './ports.ts';

/**
 * Which part of a photo a size shows, and in how many pixels. Nothing is enlarged: where the photo has fewer pixels than were asked for,
 * a crop has as many as the photo has there, in the ratio that was asked for, and the whole photo is as large as it is.
 */
export function plannedSize(photo: Pick<Pixels, 'width' | 'height'>, focus: Focus, asked: PhotoSize): JpegSize {
  const { fit, width, height } = asked;
  if (fit === 'inside') return scaled(photo, Math.min(width / photo.width, height / photo.height));
  const crop = cropOf(focus, asked);
  const [, , wide, high] = crop;
  const zoom = Math.max(width / (wide * photo.width), height / (high * photo.height));
  return { ...scaled(asked, zoom > 1 ? 1 / zoom : 1), crop };
}

function scaled({ width, height }: Pick<Pixels, 'width' | 'height'>, by: number): Pick<Pixels, 'width' | 'height'> {
  const scale = Math.min(1, by);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
