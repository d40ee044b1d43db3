// Addresses of photos in a size of one's own, on the photo site. WebCrypto only; no Node, no DOM.
import { originOf } from './card-url.ts';
import { CardError, quoted, quotingError } from './errors.ts';
import { isPhotoId, photoIdOf } from './photo-id.ts';
import { formatPhotoSize, isPhotoSide, MAX_PHOTO_SIDE, PHOTO_TYPES, type PhotoType } from './photo-size.ts';
import { checkSigningKey, signatureOf } from './signature.ts';

export interface PhotoUrlInput {
  /** A photo's id, or what an image field holds: `photo:7h3k9m2p4q8r5t6v`. */
  readonly id: string;
  /** In pixels, 1 to 2400, whole. With a width or a height alone the photo is shown whole. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /**
   * `cover`: a crop of the ratio width : height, around the faces and what else matters. `inside`: the whole photo, not larger than
   * width and height.
   * @default 'cover' with a width and a height, 'inside' with one of them
   */
  readonly fit?: 'cover' | 'inside' | undefined;
  /** @default 'webp' */
  readonly type?: PhotoType | undefined;
}

export interface PhotoUrlOptions {
  /** Origin of the photo site, such as `https://photos.app.com`: scheme, host and perhaps a port, without a path. */
  readonly origin: string;
  /** The key that signs the addresses of cards; of several, while keys are rotated, the first. Keep it on the server. */
  readonly signingKey: string;
}

/**
 * The address of a photo in this size. Throws CardError `invalid_params` for what is no photo or no size of one, `bad_config` for a bad
 * origin or key, `no_signing_key`.
 */
export async function photoUrl(input: PhotoUrlInput, { origin, signingKey }: PhotoUrlOptions): Promise<string> {
  const site = originOf(origin);
  if (!signingKey) throw new CardError('no_signing_key', "A photo's address needs a signing key.");
  checkSigningKey(signingKey);
  const id = idIn(input.id);
  const file = formatPhotoSize(sizeOf(input));
  const cut = file.lastIndexOf('.');
  const signature = await signatureOf(`photos/${id}/${file}`, signingKey);
  return `${site}/${id}/${file.slice(0, cut)}.${signature}${file.slice(cut)}`;
}

function idIn(text: string): string {
  const id = typeof text === 'string' ? (photoIdOf(text) ?? text) : '';
  if (isPhotoId(id)) return id;
  throw quotingError(
    'invalid_params',
    (quote) => `"id" must be a photo's id, 16 characters such as 7h3k9m2p4q8r5t6v, or photo: and an id; got ${quote(text)}.`,
  );
}

function sizeOf({ width, height, fit = width && height ? 'cover' : 'inside', type = 'webp' }: PhotoUrlInput) {
  if (width === undefined && height === undefined) {
    throw new CardError('invalid_params', 'A photo needs a "width", a "height" or both, in pixels.');
  }
  if (fit !== 'inside' && (fit !== 'cover' || width === undefined || height === undefined)) {
    throw new CardError('invalid_params', '"fit" must be cover, with a width and a height, or inside.');
  }
  if (!PHOTO_TYPES.includes(type)) {
    throw new CardError('invalid_params', `"type" must be one of ${PHOTO_TYPES.join(', ')}; got ${quoted(type)}.`);
  }
  return { width: sideOf('width', width), height: sideOf('height', height), fit, type };
}

function sideOf(name: string, pixels: number | undefined): number {
  if (pixels === undefined) return MAX_PHOTO_SIDE; // as good as none
  if (isPhotoSide(pixels)) return pixels;
  throw new CardError('invalid_params', `"${name}" must be a whole number from 1 to ${MAX_PHOTO_SIDE}; got ${quoted(pixels)}.`);
}
