// Whether a renderer has drawn the card or something else: nothing, boxes for letters, half of it.
import sharp from 'sharp';

/** Pictures are compared at this size, where a text is a grey stripe: each renderer has its own way with edges. */
const WIDTH = 120;
const HEIGHT = 63;

/** Of 255, on average over all pixels. The pictures of one card by different renderers differ by 0 to 5, a blank one by 20 and more. */
const SAME_CARD = 8;

/**
 * Names whose picture is unlike those of most others, with a reason. No renderer is the measure of the others.
 * @param pictures any encoded pictures of one card, by name
 */
export async function oddOnesOut<Name extends string>(
  pictures: ReadonlyMap<Name, Uint8Array>,
): Promise<ReadonlyMap<Name, string>> {
  const small = new Map<Name, Buffer>();
  for (const [name, picture] of pictures) small.set(name, await shrunk(picture));
  const odd = new Map<Name, string>();
  for (const [name, pixels] of small) {
    const others = [...small].filter(([other]) => other !== name).map(([, other]) => meanDifference(pixels, other));
    const unlike = others.filter((difference) => difference > SAME_CARD);
    if (unlike.length * 2 > others.length)
      odd.set(name, `its picture is unlike the others’ (${Math.round(Math.min(...others))} of 255)`);
  }
  return odd;
}

async function shrunk(picture: Uint8Array): Promise<Buffer> {
  return sharp(picture).flatten().resize(WIDTH, HEIGHT, { fit: 'fill', fastShrinkOnLoad: false }).raw().toBuffer();
}

function meanDifference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
  return sum / a.length;
}
