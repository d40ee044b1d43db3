import type { CSSProperties } from 'react';
import type { Box } from '../../../card-schema/photo-focus.ts';

/** The place of a box on the photo. */
export function inPlace([left, top, width, height]: Box): CSSProperties {
  return { left: `${left * 100}%`, top: `${top * 100}%`, width: `${width * 100}%`, height: `${height * 100}%` };
}
