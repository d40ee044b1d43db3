/// <reference path="./subset-font.d.ts" />
// What a whole font has and the subsets of the stack lack, by 256 code points: no card wants ten megabytes for one name.
import { readFile } from 'node:fs/promises';
import subsetFont from 'subset-font';
import { codePointsOf } from '../../card-site/fonts/font-coverage.ts';
import { type FontFamily, STACK_FAMILIES } from '../../card-site/fonts/font-families.ts';
import { folderOf, sourceChunks, wholeFiles } from './font-sources.ts';

/** Where extension A begins; what stands before is of other scripts. */
const FIRST_HAN = 0x3400;

export interface CutChunk {
  readonly codePoints: readonly number[];
  /** The code points of the file have this number, divided by 256. */
  readonly block: number;
  /** Weight 400 and 700, as TrueType: packing them better takes a minute. */
  readonly fonts: readonly [regular: Uint8Array, bold: Uint8Array];
}

export async function cutChunks(family: FontFamily): Promise<readonly CutChunk[]> {
  const whole = await wholeFiles(folderOf(family));
  const [regular, bold] = [await readFile(whole[0]), await readFile(whole[1])];
  const chunks: CutChunk[] = [];
  for (const [block, codePoints] of await blocksOf(family, whole[0])) {
    const cut = (font: Buffer) => subsetFont(font, String.fromCodePoint(...codePoints), { targetFormat: 'truetype' });
    chunks.push({ block, codePoints, fonts: [await cut(regular), await cut(bold)] });
  }
  return chunks;
}

async function blocksOf(family: FontFamily, file: string): Promise<ReadonlyMap<number, readonly number[]>> {
  const { only = (codePoint: number) => codePoint >= FIRST_HAN } = family;
  const inStack = new Set((await Promise.all(STACK_FAMILIES.map(sourceChunks))).flat().flatMap(({ codePoints }) => codePoints));
  const blocks = new Map<number, number[]>();
  for (const codePoint of await codePointsOf({ file, ranges: [[0, 0x10ffff]] })) {
    if (!only(codePoint) || inStack.has(codePoint)) continue;
    const block = blocks.get(codePoint >> 8) ?? [];
    blocks.set(codePoint >> 8, block);
    block.push(codePoint);
  }
  return blocks;
}
