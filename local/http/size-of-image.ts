import { imageSize } from 'image-size';

/** Pixels; 0 × 0 of what is not an image, whatever its type says. */
export function sizeOfImage(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  try {
    return imageSize(bytes);
  } catch {
    return { width: 0, height: 0 };
  }
}
