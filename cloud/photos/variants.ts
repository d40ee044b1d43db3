import { cropOf } from '../../card-schema/photo-crop.ts';
import type { Focus } from '../../card-schema/photo-focus.ts';
import type { JpegSize } from './pictures.ts';
import type { Pixels } from './ports.ts';

/** Whole, by the longer side. Each photo has all four: a photo that is smaller has its own size in them, because nothing is enlarged. */
const WHOLE = [1600, 1000, 500, 250] as const;

/** Of seed programs and networks: a card, a cover, a thumbnail. They have this very size; a smaller photo is enlarged, as `cover` does. */
const CROPS = [
  { width: 1200, height: 630 },
  { width: 800, height: 800 },
  { width: 300, height: 300 },
] as const;

/** The variant that shows a photo in review, where nothing else of it is stored but its master. */
export const REVIEW_VARIANT = '1000';

export type PlannedVariant = JpegSize & { readonly name: string };

/** What a photo is encoded as. */
export function plannedVariants({ width, height }: Pick<Pixels, 'width' | 'height'>, focus: Focus): readonly PlannedVariant[] {
  const whole = WHOLE.map((side) => ({ name: String(side), ...fitted({ width, height }, side) }));
  const crops = CROPS.map((slot) => ({ name: `${slot.width}x${slot.height}`, ...slot, crop: cropOf(focus, slot) }));
  return [...whole, ...crops];
}

/** The size of a photo whose longer side is at most so long. */
export function fitted({ width, height }: Pick<Pixels, 'width' | 'height'>, longest: number): Pick<Pixels, 'width' | 'height'> {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
