// The characters of Unicode 17 that a reader may meet outside the scripts themselves, by groups of blocks.

export interface CharacterGroup {
  readonly name: string;
  /** Its blocks, as in Unicode's Blocks.txt and as CSS writes ranges. */
  readonly ranges: string;
  /** Share that must be drawn. Rare Han is drawn as far as a font with an open licence has it. */
  readonly minShare: number;
  /** Marks do not stand alone: each is drawn on the first of these that a font has it for. */
  readonly bases?: readonly string[];
  /**
   * Those that no font of npm’s or Debian’s packages was found to have in November 2026, as `ranges` are written: most are of Unicode
   * 16 and 17. A test says when one is drawn after all.
   */
  readonly noFont?: string;
}

const MIN_SHARE = 0.99;

const group = (name: string, ranges: string, minShare = MIN_SHARE): CharacterGroup => ({ name, ranges, minShare });

export const CHARACTER_GROUPS: readonly CharacterGroup[] = [
  {
    ...group(
      'Latin: Basic to Extended-G, Additional',
      'U+0-24F,U+1E00-1EFF,U+2C60-2C7F,U+A720-A7FF,U+AB30-AB6F,U+10780-107BF,U+1DF00-1DFFF',
    ),
    noFont: 'U+A7CB-A7CF,U+A7D2,U+A7D4,U+A7DA-A7DC',
  },
  group('IPA and phonetic extensions', 'U+250-2AF,U+1D00-1DBF'),
  group('Spacing modifier letters, modifier tone letters', 'U+2B0-2FF,U+A700-A71F'),
  group('Greek, Greek Extended', 'U+370-3FF,U+1F00-1FFF'),
  group('Cyrillic: Supplement, Extended-A to D', 'U+400-52F,U+1C80-1C8F,U+2DE0-2DFF,U+A640-A69F,U+1E030-1E08F'),
  {
    ...group('Combining marks: all five blocks', 'U+300-36F,U+1AB0-1AFF,U+1DC0-1DFF,U+20D0-20FF,U+FE20-FE2F'),
    noFont: 'U+1AC1-1AC4,U+1AC6,U+1ACF-1ADD,U+1AE0-1AEB',
    bases: ['a', '○', '1'],
  },
  group('Punctuation: General, Supplemental', 'U+2000-206F,U+2E00-2E7F'),
  group('Super- and subscripts', 'U+2070-209F'),
  { ...group('Currency symbols', 'U+20A0-20CF'), noFont: 'U+20C1' },
  group('Letterlike symbols', 'U+2100-214F'),
  group('Number forms', 'U+2150-218F'),
  {
    ...group('Arrows: Supplemental A to C, Miscellaneous', 'U+2190-21FF,U+27F0-27FF,U+2900-297F,U+1F800-1F8FF,U+2B00-2BFF'),
    noFont: 'U+1F8B2-1F8BB,U+1F8C0-1F8C1,U+1F8D0-1F8D8,U+2B96',
  },
  group('Mathematical operators: Supplemental, Miscellaneous A and B', 'U+2200-22FF,U+27C0-27EF,U+2980-29FF,U+2A00-2AFF'),
  group('Technical, control pictures, OCR', 'U+2300-243F,U+2440-245F'),
  group('Enclosed alphanumerics: Supplement', 'U+2460-24FF,U+1F100-1F1FF'),
  group('Box drawing', 'U+2500-257F'),
  group('Block elements', 'U+2580-259F'),
  group('Geometric shapes: Extended', 'U+25A0-25FF,U+1F780-1F7FF'),
  group('Miscellaneous symbols', 'U+2600-26FF'),
  group('Dingbats: Ornamental', 'U+2700-27BF,U+1F650-1F67F'),
  group('Mathematical alphanumeric symbols', 'U+1D400-1D7FF'),
  {
    ...group(
      'CJK symbols, radicals, strokes, enclosed, compatibility',
      'U+2E80-2FDF,U+2FF0-303F,U+3190-319F,U+31C0-31EF,U+3200-33FF,U+1F200-1F2FF,U+FE30-FE4F',
    ),
    noFont: 'U+2FFC-2FFF,U+31E4-31E5,U+31EF',
  },
  group('Half- and fullwidth, small forms', 'U+FF00-FFEF,U+FE50-FE6F'),
  group('Han', 'U+4E00-9FFF'),
  // Each is canonically another Han character, some of them of extension B, and comes to a page as that.
  group('Han, compatibility', 'U+F900-FAFF,U+2F800-2FA1F', 0),
  group('Han, extension A', 'U+3400-4DBF'),
  group('Han, extensions B to J', 'U+20000-2A6DF,U+2A700-2EE5F,U+30000-33479', 0),
  {
    ...group('Kana: Phonetic Extensions, Supplement, Extended-A, Small', 'U+3040-30FF,U+31F0-31FF,U+1B000-1B16F'),
    noFont: 'U+1B132,U+1B150-1B152,U+1B155,U+1B164-1B167',
  },
  group('Kana Extended-B: tones of Minnan', 'U+1AFF0-1AFFF', 0),
  { ...group('Bopomofo: Extended', 'U+3100-312F,U+31A0-31BF'), noFont: 'U+31BC-31BF' },
  group('Hangul: jamo, compatibility jamo, syllables', 'U+1100-11FF,U+3130-318F,U+A960-A97F,U+AC00-D7FF'),
  group('Mah-jong tiles, dominoes, playing cards', 'U+1F000-1F0FF'),
  group('Emoji and pictographs', 'U+1F300-1F64F,U+1F680-1F6FF,U+1F900-1FAFF'),
];
