// A file that is larger than a photo may be is made smaller here, as far as this browser can read it.
import type { PhotoLimits } from '../api.ts';
import { createTurns } from './at-once.ts';

/** A file that cannot be sent, in a sentence that is fit to be shown. */
class FileRefusal extends Error {
  override readonly name = 'FileRefusal';
}

/** The largest canvas that phones have, and much more than any card shows. */
const MAX_CANVAS_PIXELS = 4096 * 4096;
const MAX_CANVAS_SIDE = 16_384;
/** Decoded, more takes over 1 GB, and a page may end of it. */
const MAX_READ_PIXELS = MAX_CANVAS_SIDE * MAX_CANVAS_SIDE;
const JPEG_QUALITY = 0.92;
/** Pixels that are decoded take 4 bytes each, and there may be hundreds of megapixels. */
const decoding = createTurns(1);
const NEVER = new AbortController().signal;

/** The file itself, or a smaller JPEG of it. Throws FileRefusal. */
export async function fitting(file: File, limits: PhotoLimits, onShrinking: () => void): Promise<File> {
  if (file.size === 0) throw new FileRefusal('The file is empty. Choose one with a photo.');
  return decoding.use(NEVER, async () => {
    const image = await opened(file);
    try {
      const isTooLarge = file.size > limits.maxBytes;
      if (!isTooLarge && (!image || pixelsOf(image) <= maxPixelsOf(file, limits))) return file;
      if (!image) throw unreadable(file, limits);
      if (pixelsOf(image) > MAX_READ_PIXELS) throw notShrunk();
      onShrinking();
      const fits = await smaller(image, file);
      if (fits.size > limits.maxBytes) throw notShrunk();
      return fits;
    } finally {
      if (image) URL.revokeObjectURL(image.src);
    }
  });
}

function maxPixelsOf({ type }: File, { maxPixels }: PhotoLimits): number {
  return Object.hasOwn(maxPixels, type) ? (maxPixels[type] ?? maxPixels.other) : maxPixels.other;
}

const pixelsOf = ({ naturalWidth, naturalHeight }: HTMLImageElement) => naturalWidth * naturalHeight;

/** Undefined for what this browser cannot read. Only its head is read until it is drawn. */
async function opened(file: File): Promise<HTMLImageElement | undefined> {
  const image = new Image();
  // A browser looks at the bytes of a picture and not at this type, except for an SVG, which is no photo.
  image.src = URL.createObjectURL(new Blob([file], { type: 'image/jpeg' }));
  return new Promise((resolve) => {
    image.onload = () => resolve(image);
    image.onerror = () => {
      URL.revokeObjectURL(image.src);
      resolve(undefined);
    };
  });
}

/** Upright, because a browser draws a picture as its EXIF says. */
async function smaller(image: HTMLImageElement, file: File): Promise<File> {
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(
    1,
    Math.sqrt(MAX_CANVAS_PIXELS / pixelsOf(image)),
    MAX_CANVAS_SIDE / Math.max(naturalWidth, naturalHeight),
  );
  // What cannot be decoded would be drawn as nothing, without an error.
  await image.decode().catch(() => {
    throw notShrunk();
  });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(naturalWidth * scale);
  canvas.height = Math.floor(naturalHeight * scale);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw notShrunk();
  context.fillStyle = '#fff'; // as the photo worker lays what is transparent
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
  if (!blob) throw notShrunk();
  return new File([blob], file.name, { type: 'image/jpeg' });
}

function unreadable(file: File, { maxBytes }: PhotoLimits): FileRefusal {
  const what = `The file has ${inMegabytes(file.size)}, and a photo has at most ${inMegabytes(maxBytes)}.`;
  const isHeic = /\.hei[cf]$/i.test(file.name) || /^image\/hei[cf]/.test(file.type);
  return new FileRefusal(
    isHeic
      ? `${what} This browser cannot read HEIC, so it cannot make it smaller: open it in the program of your photos and export it as a JPEG.`
      : `${what} This browser cannot read it as a picture, so it cannot make it smaller. Save it as a JPEG, and send that.`,
  );
}

function notShrunk(): FileRefusal {
  return new FileRefusal(
    'The photo is too large, and this browser cannot make it smaller. Save it with fewer pixels, and send that.',
  );
}

export function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })} MB`;
}
