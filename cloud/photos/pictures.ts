import type { Box } from '../../card-schema/photo-focus.ts';
import type { PhotoType } from '../../card-schema/photo-size.ts';
import type { Deadline } from '../../edge/core/deadline.ts';
import type { Pixels } from './ports.ts';

/** The longest side of a master, in pixels: twice the width of a card. */
export const MAX_MASTER_PIXELS = 2400;

export interface JpegSize {
  /** Pixels of the JPEG, exactly. */
  readonly width: number;
  readonly height: number;
  /** @default the whole photo */
  readonly crop?: Box;
}

/** Reads and writes pictures. */
export interface Pictures {
  /**
   * The first picture of a file: upright, sRGB, on white where it is transparent, its longer side at most MAX_MASTER_PIXELS.
   * Throws PhotoError, each code of a refusal that is about bytes, and CardError `out_of_time`.
   */
  decode(source: Uint8Array, deadline: Deadline): Promise<Pixels>;
  /** A file of our own, which `masterOf` or `jpegOf` has written. */
  decodeMaster(master: Uint8Array, deadline: Deadline): Promise<Pixels>;
  /** WebP. Equal pixels give equal bytes. */
  masterOf(pixels: Pixels): Promise<Uint8Array>;
  /** Progressive, without any metadata. Equal pixels give equal bytes. */
  jpegOf(pixels: Pixels, size: JpegSize): Promise<Uint8Array>;
}

/** A part of a photo, or all of it, in this size and type, without any metadata. Equal pixels give equal bytes. */
export type EncodeSize = (pixels: Pixels, size: JpegSize, type: PhotoType) => Promise<Uint8Array>;
