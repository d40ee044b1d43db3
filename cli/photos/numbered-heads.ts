import type { Box } from '../../card-schema/photo-focus.ts';
import type { ShownPhoto } from './answers.ts';

export interface NumberedHead {
  /** As `--keep` counts, from 1. */
  readonly number: number;
  readonly box: Box;
  readonly kept: boolean;
}

/** Each head that blurring found, and whether it was to stay. */
export function numberedHeads({ hidden, edits: { keep = [] } }: Pick<ShownPhoto, 'hidden' | 'edits'>): readonly NumberedHead[] {
  return hidden.map((box, index) => ({ number: index + 1, box, kept: keep.includes(index + 1) }));
}
