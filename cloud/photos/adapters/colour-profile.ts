import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';

/** The 8 bytes of the signature and the 25 of the header come first, and a profile right after them. */
const AFTER_HEADER = 33;
/** Of a profile's chunk: any name, which a zero ends, and the number of the one way of packing. */
const NAME_AND_METHOD = 'icc\0\0';

/**
 * Pixels that an ICC profile describes. sharp takes no profile with raw pixels, so they are put, not compressed, into a PNG with it.
 * libvips leaves out a profile that it cannot read.
 */
export async function withProfile(picture: Sharp, profile: Uint8Array): Promise<Sharp> {
  const png = await picture.png({ compressionLevel: 0 }).toBuffer();
  const chunk = pngChunk('iCCP', Buffer.concat([Buffer.from(NAME_AND_METHOD, 'latin1'), deflateSync(profile)]));
  return sharp(Buffer.concat([png.subarray(0, AFTER_HEADER), chunk, png.subarray(AFTER_HEADER)]));
}

export function pngChunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}
