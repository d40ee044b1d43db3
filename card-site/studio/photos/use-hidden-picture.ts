import { useEffect, useRef, useState } from 'react';
import { blurHeads } from '../../../card-schema/photo-blur.ts';
import type { Box } from '../../../card-schema/photo-focus.ts';

/** While a box is being moved, its blur follows after a pause. */
const AFTER_CHANGES_MS = 120;
const QUALITY = 0.92;
/** Cards that are being drawn may still ask for the picture before. */
const KEPT_PICTURES = 3;

/** The photo's picture with these heads blurred as saving will blur them. Undefined without heads, and until the first is there. */
export function useHiddenPicture(src: string, heads: readonly Box[]): string | undefined {
  const [made, setMade] = useState<string>();
  const pictures = useRef<string[]>([]);
  const written = JSON.stringify(heads);

  useEffect(() => {
    if (written === '[]') return setMade(undefined);
    let isOver = false;
    const timer = setTimeout(async () => {
      const blob = await hiddenIn(src, JSON.parse(written) as readonly Box[]).catch(() => undefined); // without it the boxes show what is hidden
      if (isOver || !blob) return;
      const address = URL.createObjectURL(blob);
      pictures.current.push(address);
      while (pictures.current.length > KEPT_PICTURES) URL.revokeObjectURL(pictures.current.shift() ?? '');
      setMade(address);
    }, AFTER_CHANGES_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [src, written]);

  useEffect(
    () => () => {
      for (const address of pictures.current.splice(0)) URL.revokeObjectURL(address);
    },
    [],
  );
  return written === '[]' ? undefined : made;
}

async function hiddenIn(src: string, heads: readonly Box[]): Promise<Blob> {
  const image = new Image();
  image.src = src;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no pixels of a canvas.');
  context.drawImage(image, 0, 0);
  const shown = context.getImageData(0, 0, width, height);
  const { data } = blurHeads({ data: withoutAlpha(shown.data), width, height }, heads);
  copyColours(data, 3, shown.data, 4);
  context.putImageData(shown, 0, 0);
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
}

/** A canvas has an alpha channel, which no photo has. */
function withoutAlpha(pixels: Uint8ClampedArray): Uint8Array {
  const data = new Uint8Array((pixels.length / 4) * 3);
  copyColours(pixels, 4, data, 3);
  return data;
}

type Bytes = Uint8Array | Uint8ClampedArray;

/** Red, green and blue of each pixel. One by one: a view of each pixel would take longer than the blur. */
function copyColours(source: Bytes, channels: number, target: Bytes, targetChannels: number): void {
  for (let from = 0, to = 0; from < source.length; from += channels, to += targetChannels) {
    target[to] = source[from] ?? 0;
    target[to + 1] = source[from + 1] ?? 0;
    target[to + 2] = source[from + 2] ?? 0;
  }
}
