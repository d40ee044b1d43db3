// Which font draws what: by the tables that the build makes of the very font files.
import { EMOJI } from 'virtual:script-fonts';
import type { FontFile } from './font-file.ts';
import { inRanges, readRanges } from './ranges.ts';
import { scriptFiles } from './script-fonts.ts';

/** A font of the browser's system: Chromium draws emoji with it wherever a character is meant as one. */
export const EMOJI_FAMILY = 'Noto Color Emoji';

/** Blanks, joiners, tags and variation selectors need no glyph of their own; some format characters, as Arabic number signs, do. */
const GLYPHLESS = /[\p{White_Space}\p{Cc}]|(?!\p{Cn})\p{Default_Ignorable_Code_Point}/u;
/** Nobody has agreed on what these look like, whatever a font may have in their place. */
const MEANINGLESS = /[\p{Co}\p{Cn}\p{Cs}]/u;
/** What is drawn as an emoji: one that is by itself, or with a selector or skin tone; keycaps; flags. */
const AS_EMOJI = /\p{Emoji_Presentation}|\p{Emoji}\uFE0F|[0-9#*]\uFE0F?\u20E3|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}|\p{RI}/u;

/** ASCII never does, and syllables of hangul only into pieces that no font puts together as well. */
const MAY_COME_APART = /[^\x20-\x7e\p{Script=Hangul}]/u;

const SEGMENTER = new Intl.Segmenter('en');

/** What a reader takes for one character: a letter with its marks, a syllable, an emoji with all that is joined to it. */
export function graphemesOf(text: string): readonly string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** The characters of a text, each once, that need a glyph. */
export function glyphsNeeded(text: string): readonly string[] {
  return [...new Set(text)].filter((character) => !GLYPHLESS.test(character));
}

export function isEmoji(grapheme: string): boolean {
  return AS_EMOJI.test(grapheme);
}

export function hasGlyph({ ranges }: FontFile, character: string): boolean {
  return inRanges(ranges, character.codePointAt(0) ?? 0) && !MEANINGLESS.test(character);
}

/**
 * Which glyphs draw a grapheme: those of it as it is written, or those of it taken apart, because shaping puts a letter and its marks
 * together.
 */
export function waysToDraw(grapheme: string): readonly (readonly string[])[] {
  const glyphs = glyphsNeeded(grapheme);
  const apart = MAY_COME_APART.test(grapheme) ? grapheme.normalize('NFD') : grapheme;
  return apart === grapheme ? [glyphs] : [glyphs, glyphsNeeded(apart)];
}

/** Whether a file draws a grapheme in one of these ways. */
export function drawsAll(file: FontFile, ways: readonly (readonly string[])[]): boolean {
  return ways.some((glyphs) => glyphs.every((glyph) => hasGlyph(file, glyph)));
}

const known = new Map<string, readonly FontFile[]>();

/**
 * The files of a family that may have the character. Families that the card site does not serve have none. `unknown` says that
 * loadScript() of script-fonts.ts must come first.
 */
export function filesOf(family: string, character: string): readonly FontFile[] | 'unknown' {
  const files = known.get(family) ?? ownFiles(family);
  known.set(family, files);
  return files.length > 0 ? files : scriptFiles(family, character.codePointAt(0) ?? 0);
}

/** Whether the style sheet itself has the family. */
export function hasOwnFiles(family: string): boolean {
  return Object.hasOwn(__FONT_COVERAGE__, family);
}

function ownFiles(family: string): readonly FontFile[] {
  const own = Object.hasOwn(__FONT_COVERAGE__, family) ? __FONT_COVERAGE__[family] : undefined;
  const written = own ?? (family === EMOJI_FAMILY ? [EMOJI] : []);
  return written.map((ranges) => ({ ranges: readRanges(ranges) }));
}

/** The families of a computed font-family, in order, without their quotes. */
export function familiesOf(fontFamily: string): readonly string[] {
  return fontFamily.split(',').map((family) => family.trim().replace(/^["']|["']$/g, ''));
}
