// At which of our qualities a JPEG was encoded. Own code, because the tools for it (ImageMagick's identify, exiftool) guess any
// quality of any encoder, and are programs to install; here the question is only which of seven known tables is in the file.
import { QUALITIES } from '../../edge/core/drawing-settings.ts';

/** Table K.1 of the JPEG standard (ITU-T T.81), luminance, in the zigzag order of the file. */
const LUMINANCE = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61, 60, 57, 51,
  56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92,
  101, 103, 99,
] as const;

const DQT = 0xdb;
const START_OF_SCAN = 0xda;

export function qualityOf(jpeg: Uint8Array): number | undefined {
  const table = luminanceTableOf(jpeg)?.join();
  return QUALITIES.find((quality) => tableAt(quality).join() === table);
}

/** As libjpeg scales the standard's table (jpeg_quality_scaling, jpeg_add_quant_table with force_baseline). */
function tableAt(quality: number): readonly number[] {
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2;
  return LUMINANCE.map((value) => Math.min(255, Math.max(1, Math.floor((value * scale + 50) / 100))));
}

/** The first 8-bit table with the number 0, which stands before the picture's data. */
function luminanceTableOf(jpeg: Uint8Array): readonly number[] | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 4 <= jpeg.length && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    if (marker === START_OF_SCAN) return undefined;
    if (marker !== DQT) continue;
    const end = at + 2 + view.getUint16(at + 2);
    // One segment may hold several tables, each behind a byte with its precision and number; ours are of 8 bits.
    for (let table = at + 4; table + 65 <= end; table += 65)
      if (jpeg[table] === 0) return [...jpeg.subarray(table + 1, table + 65)];
  }
  return undefined;
}
