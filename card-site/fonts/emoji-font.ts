// Noto's colour emoji as the browser carries them in its system, and the studio's frame as a web font.
import { create, type Font } from 'fontkit';
import { EMOJI_FAMILY } from './font-families.ts';
import { type FontFile, fontRows, readFontFile } from './font-files.ts';

/** The font as TrueType, the same bytes every time. */
export function emojiFont(): Promise<Buffer> {
  return readFontFile(emojiFile());
}

/** The code points that it has a glyph for; sequences of them are its own affair. */
export async function emojiCodePoints(): Promise<readonly number[]> {
  return (create(await emojiFont()) as Font).characterSet; // one font per file
}

export function emojiFile(): FontFile {
  const [file] = fontRows(EMOJI_FAMILY)[0]?.files ?? [];
  if (!file) throw new Error('font-table.json has no emoji: run "npm run fonts".');
  return file;
}
