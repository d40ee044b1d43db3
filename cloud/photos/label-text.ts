// Text as pixels. Drawn by ourselves: where this runs there is no font, and libvips may not read SVG (allowOnlyPhotoTypes).
import { inflateSync } from 'node:zlib';
import { GLYPHS } from './label-glyphs.ts';

export interface TextPixels {
  /** Coverage of each pixel, 0..255, row by row. */
  readonly alpha: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Glyph {
  readonly left: number;
  readonly width: number;
}

let opened: { readonly strip: Uint8Array; readonly stripWidth: number; readonly glyphs: ReadonlyMap<string, Glyph> } | undefined;

/** A line of text, so many pixels high. Capital letters are drawn small, and what is no letter of labels as a question mark. */
export function textPixels(text: string, height: number): TextPixels {
  const { strip, stripWidth, glyphs } = open();
  const unknown = glyphs.get('?');
  const line = [...text.toLowerCase()].flatMap((character) => glyphs.get(character) ?? unknown ?? []);
  const columns = line.flatMap(({ left, width }) => Array.from({ length: width }, (_, column) => left + column));
  const scale = GLYPHS.height / height;
  const width = Math.max(1, Math.round(columns.length / scale));
  const alpha = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      alpha[y * width + x] = meanOf(strip, stripWidth, columns.slice(Math.floor(x * scale), Math.ceil((x + 1) * scale)), [
        Math.floor(y * scale),
        Math.min(GLYPHS.height, Math.ceil((y + 1) * scale)),
      ]);
    }
  }
  return { alpha, width, height };
}

function meanOf(
  strip: Uint8Array,
  stripWidth: number,
  columns: readonly number[],
  [from, to]: readonly [number, number],
): number {
  let sum = 0;
  for (let row = from; row < to; row++) for (const column of columns) sum += strip[row * stripWidth + column] ?? 0;
  return sum / Math.max(1, columns.length * (to - from));
}

function open() {
  if (opened) return opened;
  const glyphs = new Map<string, Glyph>();
  let left = 0;
  for (const [index, character] of [...GLYPHS.characters].entries()) {
    const width = GLYPHS.widths[index] ?? 0;
    glyphs.set(character, { left, width });
    left += width;
  }
  opened = { strip: inflateSync(Buffer.from(GLYPHS.strip, 'base64')), stripWidth: left, glyphs };
  return opened;
}
