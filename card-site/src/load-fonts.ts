import { choose, fileOf, isWestern, type Stack, stackOf } from './choose-font.ts';
import { EMOJI_FAMILY, glyphsNeeded, graphemesOf, hasGlyph, waysToDraw } from './font-coverage.ts';
import type { FontFile, ScriptFile, Weight } from './font-file.ts';
import { inTime, refusal } from './refusal.ts';
import { forgetOldFiles, loadScript, loadScriptFile, moreFamilies, weightFor } from './script-fonts.ts';
import { type Run, runsOf } from './text-runs.ts';
import { drawnAs, type StageText, withReplacements } from './texts.ts';
import { withoutUnseen } from './unseen.ts';

/** Stands at the end of a clamped text, so it must be there before anyone knows whether a text is clamped. */
const ELLIPSIS = '…';

/** How the texts are to be set with the fonts that are loaded. */
export interface Setting {
  /** The characters that no font can draw, each once. */
  readonly missing: readonly string[];
  /** What stands for a grapheme of a text: what is left of it, or its compatibility form. */
  readonly replacements: ReadonlyMap<StageText, ReadonlyMap<string, string>>;
  /** The texts of which parts are set in another font than the browser would choose. */
  readonly runs: ReadonlyMap<StageText, readonly Run[]>;
  /** Families that the stack of the style sheet must name for these texts, in order. */
  readonly families: readonly string[];
}

/**
 * Loads the font files that these very texts need, and no others: each family only for the graphemes that the families
 * before it lack.
 */
export async function loadFonts(texts: readonly StageText[]): Promise<Setting> {
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
  const { missing, replacements, runs } = plan;
  const order = plan.families.size === 0 ? [] : moreFamilies();
  return { missing: [...missing].sort(), replacements, runs, families: [...order].filter((family) => plan.families.has(family)) };
}

interface Plan {
  /** Families whose tables must be loaded before the plan can be made. */
  readonly tables: Set<string>;
  /** Fonts of the style sheet, each as CSS writes it, with the characters that they are wanted for. */
  readonly sheet: Map<string, Set<string>>;
  /** Files of the fonts by script, by address. */
  readonly scriptFiles: Map<string, readonly [ScriptFile, Weight]>;
  readonly missing: Set<string>;
  readonly replacements: Map<StageText, Map<string, string>>;
  readonly runs: Map<StageText, readonly Run[]>;
  readonly families: Set<string>;
}

function planFor(texts: readonly StageText[]): Plan {
  const plan: Plan = {
    tables: new Set(),
    sheet: new Map(),
    scriptFiles: new Map(),
    missing: new Set(),
    replacements: new Map(),
    runs: new Map(),
    families: new Set(),
  };
  for (const text of texts) planText(plan, text);
  return plan;
}

function planText(plan: Plan, text: StageText): void {
  const stack = stackOf(text.style.fontFamily, /^(ja|ko|zh|yue)\b/.test(text.lang));
  let plain = true;
  for (const grapheme of new Set(graphemesOf(text.drawn + ELLIPSIS))) {
    for (const each of drawable(plan, text, stack, grapheme)) {
      if (glyphsNeeded(each).length === 0) continue;
      const choice = choose(each, stack);
      if ('table' in choice) {
        plan.tables.add(choice.table);
        continue;
      }
      const { family, file } = choice;
      if (family !== stack.families[0]) plain = false;
      if (family !== '' && !stack.families.includes(family) && !isWestern(each)) plan.families.add(family);
      if (file) need(plan, text, each, family, file);
    }
  }
  if (!plain && plan.tables.size === 0) planRuns(plan, text, stack);
}

/** The graphemes that are drawn for one: itself, its compatibility form where no font has it, or what is left of it. */
function drawable(plan: Plan, text: StageText, stack: Stack, grapheme: string): readonly string[] {
  const seen = withoutUnseen(grapheme);
  const glyphs = glyphsNeeded(seen);
  const choice = glyphs.length === 0 ? { lacks: [] } : choose(seen, stack);
  if ('table' in choice || (choice.lacks.length === 0 && seen === grapheme)) return [seen];
  const rest = choice.lacks.length === 0 ? seen : (compatible(plan, stack, seen) ?? withoutMissing(plan, seen, choice.lacks));
  const replacements = plan.replacements.get(text) ?? new Map<string, string>();
  plan.replacements.set(text, replacements);
  replacements.set(grapheme, rest);
  return graphemesOf(rest);
}

/** The same in characters that have a font: ₂ as 2. Left out where that has none either. */
function compatible(plan: Plan, stack: Stack, grapheme: string): string | undefined {
  const form = grapheme.normalize('NFKC');
  if (form === grapheme) return undefined;
  for (const each of graphemesOf(form)) {
    const choice = glyphsNeeded(each).length === 0 ? { lacks: [] } : choose(each, stack);
    if ('table' in choice) plan.tables.add(choice.table);
    else if (choice.lacks.length > 0) return undefined;
  }
  return form;
}

function withoutMissing(plan: Plan, grapheme: string, lacks: readonly string[]): string {
  for (const each of lacks) plan.missing.add(each);
  const [first = ''] = grapheme;
  return lacks.includes(first) ? '' : [...grapheme].filter((each) => !lacks.includes(each)).join('');
}

function planRuns(plan: Plan, text: StageText, stack: Stack): void {
  const written = withReplacements(text, plan.replacements.get(text));
  const runs = runsOf({ text: written, lang: text.lang, stack, drawnAs: (each) => drawnAs(each, text.style, text.lang) });
  if (!runs) return;
  if ('table' in runs) {
    plan.tables.add(runs.table);
    return;
  }
  plan.runs.set(text, runs);
  for (const { text: part, family } of runs) {
    if (family === undefined) continue;
    for (const grapheme of graphemesOf(drawnAs(part, text.style, text.lang))) {
      const file = glyphsNeeded(grapheme).length > 0 ? fileOf(family, grapheme) : undefined;
      if (file === 'unknown') plan.tables.add(family);
      else if (file) need(plan, text, grapheme, family, file);
    }
  }
}

function need(plan: Plan, { style }: StageText, grapheme: string, family: string, file: FontFile): void {
  const { script } = file;
  const weight = weightFor(Number(style.fontWeight));
  if (script) {
    plan.scriptFiles.set(script.addresses[weight], [script, weight]);
    return;
  }
  const font = `${style.fontStyle} ${style.fontWeight} 16px "${family}"`;
  const characters = plan.sheet.get(font) ?? new Set();
  plan.sheet.set(font, characters);
  // Marks that no letter needs by themselves would fetch another file.
  const way = waysToDraw(grapheme).find((glyphs) => glyphs.every((glyph) => hasGlyph(file, glyph))) ?? [];
  for (const glyph of way) characters.add(glyph);
}

async function load(font: string, text: string): Promise<void> {
  const loading = document.fonts.load(font, text).catch((cause: unknown) => {
    throw refusal('font failed', font, cause);
  });
  const faces = await inTime(loading, `font ${font}`);
  const ofSystem = faces.length === 0 && font.endsWith(`"${EMOJI_FAMILY}"`);
  if (!ofSystem && (faces.length === 0 || faces.some((face) => face.status !== 'loaded'))) throw refusal('font failed', font);
}
