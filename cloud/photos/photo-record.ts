import type { Box } from '../../card-schema/photo-focus.ts';
import type { Detections } from './detections.ts';
import type { Edits } from './edits.ts';

/** photos/<id>/photo.json, put last: it is there = the photo is ready. It holds no time, so that making it again gives equal bytes. */
export interface PhotoRecord {
  readonly id: string;
  /** As the sender called the file; '' if it had no name. */
  readonly name: string;
  /** Of the master, in pixels. */
  readonly width: number;
  readonly height: number;
  /** SHA-256 of the source, in hexadecimal. */
  readonly source: string;
  readonly detections: Detections;
  /** Heads that were found for hiding, in reading order, kept ones included: `keep` counts in this list. */
  readonly hidden: readonly Box[];
  readonly edits: Edits;
  readonly recipe: string;
  /** Sizes of the variants there are, such as `1600` or `1200x630`, with their bytes and size in pixels. */
  readonly variants: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly bytes: number;
  }[];
  /** The photo it was edited from. */
  readonly from?: string;
  /** It waits for a person, and is no photo yet: its master shows what `hidden` would hide. */
  readonly review?: true;
}
