import {
  EMOJI_FAMILY,
  type FontFile,
  familiesOf,
  filesOf,
  glyphsNeeded,
  graphemesOf,
  hasGlyph,
  isEmoji,
} from './font-coverage.ts';
import { inTime, refusal } from './refusal.ts';
import { forgetOldFiles, loadScript, loadScriptFile, type ScriptFile, type Weight, weightFor } from './script-fonts.ts';
import type { StageText } from './texts.ts';

/** Stands at the end of a clamped text, so it must be there before anyone knows whether a text is clamped. */
const ELLIPSIS = '…';

/** What no font can draw. */
export interface Undrawable {
  /** The characters, each once. */
  readonly missing: readonly string[];
  /** What is left of a grapheme of a text without them. */
  readonly rests: ReadonlyMap<StageText, ReadonlyMap<string, string>>;
}

/**
 * Loads the font files that these very texts need, and no others: each family only for the graphemes that the families
 * before it lack. Returns what a text's families have no glyph for.
 */
export async function loadFonts(texts: readonly StageText[]): Promise<Undrawable> {
  let plan = planFor(texts);
  while (plan.tables.size > 0) {
    await Promise.all([...plan.tables].map(loadScript));
    plan = planFor(texts);
  }
  const files = [...plan.scriptFiles.values()].map(([file, weight]) => loadScriptFile(file, weight));
  const ofSheet = [...plan.sheet].map(([font, characters]) => load(font, [...characters].join('')));
  await Promise.all([...files, ...ofSheet]);
  forgetOldFiles(files.length);
  // The browser asks for what it meets in layout; nothing may arrive after the texts were measured.
  await inTime(document.fonts.ready, 'fonts of the page');
  return { missing: [...plan.missing].sort(), rests: plan.rests };
}

interface Plan {
  /** Families whose tables must be loaded before the plan can be made. */
  readonly tables: Set<string>;
  /** Fonts of the style sheet, each as CSS writes it, with the characters that they are wanted for. */
  readonly sheet: Map<string, Set<string>>;
  /** Files of the fonts by script, by address. */
  readonly scriptFiles: Map<string, readonly [ScriptFile, Weight]>;
  readonly missing: Set<string>;
  readonly rests: Map<StageText, Map<string, string>>;
}

function planFor(texts: readonly StageText[]): Plan {
  const plan: Plan = { tables: new Set(), sheet: new Map(), scriptFiles: new Map(), missing: new Set(), rests: new Map() };
  for (const text of texts) {
    const { fontFamily, fontStyle, fontWeight } = text.style;
    const families = familiesOf(fontFamily);
    const weight = weightFor(Number(fontWeight));
    for (const grapheme of new Set(graphemesOf(text.drawn + ELLIPSIS))) {
      const glyphs = glyphsNeeded(grapheme);
      if (glyphs.length === 0) continue;
      const choice = choose(glyphs, isEmoji(grapheme) ? [EMOJI_FAMILY, ...families] : families);
      if ('table' in choice) {
        plan.tables.add(choice.table);
        continue;
      }
      const { family, file, lacks } = choice;
      if (lacks.length > 0) noteLacks(plan, text, grapheme, lacks);
      if (file?.script) plan.scriptFiles.set(file.script.addresses[weight], [file.script, weight]);
      else if (file) {
        const font = `${fontStyle} ${fontWeight} 16px "${family}"`;
        const characters = plan.sheet.get(font) ?? new Set();
        plan.sheet.set(font, characters);
        for (const glyph of glyphs) if (!lacks.includes(glyph)) characters.add(glyph);
      }
    }
  }
  return plan;
}

interface Choice {
  readonly family: string;
  /** Absent when no font has the grapheme's first character. */
  readonly file?: FontFile;
  readonly lacks: readonly string[];
}

/**
 * As the browser chooses: the first file that has all of a grapheme, because marks stand right only on a letter of their own
 * font. Where none has, it is the first one with the letter, and what that lacks is missing.
 */
function choose(glyphs: readonly string[], families: readonly string[]): Choice | { readonly table: string } {
  const [letter = ''] = glyphs;
  let withLetter: Choice | undefined;
  for (const family of families) {
    const files = filesOf(family, letter);
    if (files === 'unknown') return { table: family };
    for (const file of files) {
      if (!hasGlyph(file, letter)) continue;
      const choice = { family, file, lacks: glyphs.filter((glyph) => !hasGlyph(file, glyph)) };
      if (choice.lacks.length === 0) return choice;
      withLetter ??= choice;
    }
  }
  return withLetter ?? { family: '', lacks: glyphs };
}

function noteLacks(plan: Plan, text: StageText, grapheme: string, lacks: readonly string[]): void {
  const rests = plan.rests.get(text) ?? new Map<string, string>();
  plan.rests.set(text, rests);
  const [first = ''] = grapheme;
  rests.set(grapheme, lacks.includes(first) ? '' : [...grapheme].filter((each) => !lacks.includes(each)).join(''));
  for (const each of lacks) plan.missing.add(each);
}

async function load(font: string, text: string): Promise<void> {
  const loading = document.fonts.load(font, text).catch((cause: unknown) => {
    throw refusal('font failed', font, cause);
  });
  const faces = await inTime(loading, `font ${font}`);
  const ofSystem = faces.length === 0 && font.endsWith(`"${EMOJI_FAMILY}"`);
  if (!ofSystem && (faces.length === 0 || faces.some((face) => face.status !== 'loaded'))) throw refusal('font failed', font);
}
