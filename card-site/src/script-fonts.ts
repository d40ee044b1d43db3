// Fonts by script: their tables and files come when a text needs them. What CSS would do with 880 @font-face rules, without the rules.
import { FAMILIES } from 'virtual:script-fonts';
import type { FontFile } from './font-coverage.ts';
import { inRanges, type Ranges, readRanges } from './ranges.ts';
import { inTime, refusal } from './refusal.ts';

export interface ScriptFile {
  readonly family: string;
  readonly ranges: Ranges;
  /** The file's address for each weight. */
  readonly addresses: Readonly<Record<Weight, string>>;
}

export type Weight = 400 | 700;

/** Parsed files that a page keeps from card to card. What the card at hand does not need goes first. */
const KEPT = 150;

const blocks = new Map<string, Ranges>();
const tables = new Map<string, readonly (FontFile & { readonly script: ScriptFile })[]>();
/** By the address of its file, the one that was needed last at the end. */
const faces = new Map<string, FontFace>();

/** The files of a family that may have the character. `unknown` as long as its table is not here and may name one. */
export function scriptFiles(family: string, codePoint: number): readonly FontFile[] | 'unknown' {
  const script = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (!script) return [];
  const inBlocks = blocks.get(family) ?? readRanges(script.blocks);
  blocks.set(family, inBlocks);
  return inRanges(inBlocks, codePoint >> 8) ? (tables.get(family) ?? 'unknown') : [];
}

/** Loads the table of a family, so that scriptFiles() knows. */
export async function loadScript(family: string): Promise<void> {
  const script = FAMILIES[family];
  if (!script || tables.has(family)) return;
  const loading = script.load().catch((cause: unknown) => {
    throw refusal('font failed', family, cause);
  });
  const { FILES } = await inTime(loading, `table of ${family}`);
  const files = FILES.map(([written, regular, bold]) => {
    const ranges = readRanges(written);
    return { ranges, script: { family, ranges, addresses: { 400: regular, 700: bold } } };
  });
  tables.set(family, files);
}

/** The weight that CSS takes of the two that there are. */
export function weightFor(wanted: number): Weight {
  return wanted > 500 ? 700 : 400;
}

/** Loads a file and forgets what no card has needed for long. The same file again is there at once. */
export async function loadScriptFile({ family, ranges, addresses }: ScriptFile, weight: Weight): Promise<void> {
  const address = addresses[weight];
  const unicodeRange = ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join();
  const face = faces.get(address) ?? new FontFace(family, `url("${address}")`, { weight: String(weight), unicodeRange });
  faces.delete(address);
  faces.set(address, face);
  document.fonts.add(face);
  try {
    await inTime(face.load(), `font ${family} ${weight}`);
  } catch (cause) {
    forget(address);
    throw refusal('font failed', `${family} ${weight}`, cause);
  }
}

/** Keeps the files that were needed last, those of the card at hand in any case. */
export function forgetOldFiles(needed: number): void {
  const old = [...faces.keys()].slice(0, Math.max(0, faces.size - Math.max(needed, KEPT)));
  for (const address of old) forget(address);
}

function forget(address: string): void {
  const face = faces.get(address);
  if (face) document.fonts.delete(face);
  faces.delete(address);
}
