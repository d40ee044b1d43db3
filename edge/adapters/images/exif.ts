const ORIENTATION = 0x0112;
const SHORT = 3;

/** The orientation that a block of EXIF data names, 1 to 8; 1 where it names none that makes sense. */
export function exifOrientation(exif: Buffer): number {
  try {
    return readOrientation(exif);
  } catch {
    return 1; // its first directory lies beyond its end
  }
}

function readOrientation(exif: Buffer): number {
  // Of WebP's EXIF chunks, many begin as those of JPEG do.
  const tiff = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return 1;
  const u16 = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = u16(directory);
  for (let entry = 0; entry < entries; entry++) {
    const at = directory + 2 + 12 * entry;
    if (u16(at) !== ORIENTATION) continue;
    const value = u16(at + 2) === SHORT ? u16(at + 8) : 1;
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
