// Fonts by script: their tables and files come when a text needs them. What CSS would do with 1,000 @font-face rules, without the rules.
import { FAMILIES, loadMore, type ScriptFamily } from 'virtual:script-fonts';
import type { FILES } from 'virtual:script-fonts/family';
import type { FontFile, ScriptFile, Weight } from './font-file.ts';
import { inRanges, type Ranges, readRanges } from './ranges.ts';
import { inTime, refusal } from './refusal.ts';

/** Stands for the table of all families that are not in the style sheet's stack. */
export const MORE_FAMILIES = 'more families';

/** Parsed files that a page keeps from card to card. What the card at hand does not need goes first. */
const MAX_KEPT = 150;

type ScriptFiles = readonly (FontFile & { readonly script: ScriptFile })[];

let more: Awaited<ReturnType<typeof loadMore>> | undefined;
const blocks = new Map<string, Ranges>();
const tables = new Map<string, ScriptFiles>();
/** By the address of its file and its weight, the one that was needed last at the end. */
const faces = new Map<string, FontFace>();

/** The families that are not in the style sheet's stack, in order. `unknown` until loadScript(MORE_FAMILIES). */
export function moreFamilies(): readonly string[] | 'unknown' {
  return more ? Object.keys(more.MORE) : 'unknown';
}

/** Those of them that stand right behind a family of the style sheet. */
export function familiesBehind(family: string): readonly string[] | 'unknown' {
  return more ? (more.BEHIND[family] ?? []) : 'unknown';
}

/** The files of a family that may have the character. `unknown` as long as its table is not here and may name one. */
export function scriptFiles(family: string, codePoint: number): readonly FontFile[] | 'unknown' {
  const known = tables.get(family);
  if (known) return known;
  const script = entryOf(family);
  if (!script) return [];
  if (isTable(script)) {
    tables.set(family, readTable(family, script));
    return scriptFiles(family, codePoint);
  }
  const inBlocks = blocks.get(family) ?? readRanges(script.blocks);
  blocks.set(family, inBlocks);
  return inRanges(inBlocks, codePoint >> 8) ? 'unknown' : [];
}

function entryOf(family: string): ScriptFamily | typeof FILES | undefined {
  if (Object.hasOwn(FAMILIES, family)) return FAMILIES[family];
  return more && Object.hasOwn(more.MORE, family) ? more.MORE[family] : undefined;
}

/** Loads the table of a family, so that scriptFiles() knows. */
export async function loadScript(family: string): Promise<void> {
  if (family === MORE_FAMILIES) {
    more = await loaded(family, loadMore());
    return;
  }
  const script = entryOf(family);
  if (!script || isTable(script) || tables.has(family)) return;
  tables.set(family, readTable(family, (await loaded(family, script.load())).FILES));
}

async function loaded<T>(family: string, loading: Promise<T>): Promise<T> {
  const failing = loading.catch((cause: unknown) => {
    throw refusal('font failed', family, cause);
  });
  return inTime(failing, `table of ${family}`);
}

function isTable(script: ScriptFamily | typeof FILES): script is typeof FILES {
  return Array.isArray(script);
}

function readTable(family: string, files: typeof FILES): ScriptFiles {
  return files.map(([written, regular, bold = regular]) => {
    const ranges = readRanges(written);
    return { ranges, script: { family, ranges, addresses: { 400: regular, 700: bold } } };
  });
}

/** The weight that CSS takes of the two that there are. */
export function weightFor(wanted: number): Weight {
  return wanted > 500 ? 700 : 400;
}

/** Loads a file and forgets what no card has needed for long. The same file again is there at once. */
export async function loadScriptFile({ family, ranges, addresses }: ScriptFile, weight: Weight): Promise<void> {
  const address = addresses[weight];
  const unicodeRange = ranges.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join();
  // One file for both is variable, or all that there is: it serves every weight.
  const weights = addresses[400] === addresses[700] ? '1 1000' : String(weight);
  const face = faces.get(address) ?? new FontFace(family, `url("${address}")`, { weight: weights, unicodeRange });
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
  const old = [...faces.keys()].slice(0, Math.max(0, faces.size - Math.max(needed, MAX_KEPT)));
  for (const address of old) forget(address);
}

function forget(address: string): void {
  const face = faces.get(address);
  if (face) document.fonts.delete(face);
  faces.delete(address);
}
