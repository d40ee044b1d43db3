// What people read, and what screen readers say, of places in a photo.
import type { Box, Point } from '../../../card-schema/photo-focus.ts';

/** `40 %` */
export function percent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}

export function pointInWords([left, top]: Point): string {
  return `${percent(left)} from left, ${percent(top)} from top`;
}

export function boxInWords([left, top, width, height]: Box): string {
  return `${pointInWords([left, top])}, ${percent(width)} wide, ${percent(height)} high`;
}

export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}
