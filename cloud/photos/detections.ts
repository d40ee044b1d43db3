// What was found in a photo.
import type { Box } from '../../card-schema/photo-focus.ts';

export interface FoundFace {
  readonly box: Box;
  /** 0..1. */
  readonly score: number;
}

export interface FoundObject extends FoundFace {
  /** One of COCO's 80 in plain words, such as `person` or `dining table`, or a label of Rekognition's in lower case. */
  readonly label: string;
}

/** Each list begins with the highest score; equal scores in reading order. */
export interface Detections {
  readonly faces: readonly FoundFace[];
  readonly objects: readonly FoundObject[];
}
