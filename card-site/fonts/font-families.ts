// The fonts by script: a row a family. The first family that can draw a character draws it.

export interface FontFamily {
  /** Its name in CSS. */
  readonly family: string;
  /**
   * Where `npm run fonts` takes its files from: the packages `@fontsource/*` (subsets, static), `@fontsource-variable/*` (subsets,
   * variable), `@expo-google-fonts/*` (whole TrueType files), or any other, whose files are named.
   */
  readonly package: string;
  /** The files for weight 400 and 700, or one for both, by their path in the package, where its layout does not say it. */
  readonly files?: readonly string[];
  /** The characters that it is used for, if not all that it has. */
  readonly only?: (codePoint: number) => boolean;
  /** Only what the files of the subsets lack, cut into files of 256 code points: no card wants ten megabytes for one name. */
  readonly rare?: true;
  /** Its table is a file of its own, because it is long. */
  readonly long?: true;
}

/** Quotes, dashes and dots that Han characters share with the Latin script. */
export const HAN_PUNCTUATION = '·‘’“”—…‥';

/** Those that stand in the style sheet's stack (src/stage.css), which also decides their order. */
export const STACK_FAMILIES: readonly FontFamily[] = [
  sans('Arabic'),
  sans('Hebrew'),
  sans('Devanagari'),
  sans('Bengali'),
  sans('Tamil'),
  sans('Thai'),
  sans('SC'),
  sans('TC'),
  sans('JP'),
  sans('KR'),
];

const noDevanagari = (codePoint: number) =>
  !(codePoint >= 0x900 && codePoint < 0x980) && !(codePoint >= 0x1cd0 && codePoint < 0x1d00) && codePoint >> 5 !== 0xa8e0 >> 5;

/** It has three letters of it, as signs. */
const noGreek = (codePoint: number) => codePoint < 0x370 || codePoint > 0x3ff;

/** Among headlines of weight 620 the bold one would look like stress. */
function headlineFiles(name: string): readonly string[] {
  return [`400Regular/${name}_400Regular.ttf`, `600SemiBold/${name}_600SemiBold.ttf`];
}

/** Whole fonts of Latin, Greek and Cyrillic, in the order in which they stand behind the families of the cards: see BEHIND. */
const WHOLE: readonly FontFamily[] = [
  { family: 'Source Serif 4', package: 'source-serif', files: ['WOFF2/VAR/SourceSerif4Variable-Roman.ttf.woff2'] },
  { family: 'Bricolage Grotesque', package: '@expo-google-fonts/bricolage-grotesque', only: noGreek },
  { family: 'Inter', package: 'inter-ui', files: ['variable/InterVariable.woff2'] },
  { family: 'Noto Serif', package: '@expo-google-fonts/noto-serif', files: headlineFiles('NotoSerif'), only: noDevanagari },
  { family: 'Noto Sans', package: '@expo-google-fonts/noto-sans', only: noDevanagari },
];

/** What stands right behind a family of the style sheet: the whole font, then one of its kind that has more letters. */
export const BEHIND: Readonly<Record<string, readonly string[]>> = {
  'Source Serif 4 Variable': ['Source Serif 4', 'Noto Serif'],
  'Bricolage Grotesque Variable': ['Bricolage Grotesque'],
  'Inter Variable': ['Inter', 'Noto Sans'],
};

/** Letters of hangul that are written one by one, as before 1933 and in textbooks: the subsets have whole syllables only. */
const isOldJamo = (codePoint: number) =>
  codePoint >> 8 === 0x11 || codePoint >> 5 === 0xa960 >> 5 || (codePoint >= 0xd7b0 && codePoint < 0xd800);

/** Of terminals, ⎺ to ⎽. */
const isScanLine = (codePoint: number) => codePoint >= 0x23ba && codePoint <= 0x23bd;

/** Fonts that no npm package has, in a folder of the project with their licence. */
export const OWN_FONTS = 'card-site/fonts/noto';
const ownFile = (name: string): FontFamily => ({
  family: `Noto Sans ${name}`,
  package: OWN_FONTS,
  files: [`NotoSans${name.replaceAll(' ', '')}-Regular.ttf`],
});

/** Families that a card names only when its texts need them. */
export const MORE_FAMILIES: readonly FontFamily[] = [
  ...WHOLE,
  ...(
    'Adlam,Armenian,Balinese,Bamum,Buginese,Buhid,Canadian Aboriginal,Cham,Cherokee,Coptic,Ethiopic,Georgian,Grantha,Gujarati,Gurmukhi,' +
    'Hanifi Rohingya,Hanunoo,Javanese,Kannada,Kayah Li,Khmer,Lao,Lepcha,Limbu,Lisu,Malayalam,Meetei Mayek,Mende Kikakui,Miao,' +
    'Mongolian,Myanmar,New Tai Lue,Newa,NKo,Ol Chiki,Oriya,Osage,Osmanya,Pau Cin Hau,Rejang,Samaritan,Saurashtra,Sharada,Sinhala,' +
    'Sora Sompeng,Sundanese,Sunuwar,Syloti Nagri,Syriac,Tagalog,Tagbanwa,Tai Le,Tai Tham,Tai Viet,Tangsa,Telugu,Thaana,Tifinagh,' +
    'Tirhuta,Vai,Warang Citi,Yi'
  )
    .split(',')
    .map((script) => sans(script)),
  ...['Dogra', 'Nyiakeng Puachue Hmong', 'Tibetan', 'Toto'].map((script) => family(`Noto Serif ${script}`, '@fontsource/')),
  family('Noto Sans Chakma', '@expo-google-fonts/'),
  ...['Sans Medefaidrin', 'Serif Vithkuqi', 'Serif Yezidi', 'Sans Nag Mundari'].map((name) =>
    family(`Noto ${name}`, '@fontsource-variable/'),
  ),
  ...'Bassa Vah,Batak,Gunjala Gondi,Kaithi,Mandaic,Masaram Gondi,Mro,Pahawh Hmong,Takri,Wancho'.split(',').map(ownFile),
  { ...family('Noto Sans HK', '@fontsource-variable/'), long: true },
  { family: 'Noto Sans KR Rare', package: '@expo-google-fonts/noto-sans-kr', rare: true, only: isOldJamo },
  { family: 'Noto Sans SC Rare', package: '@expo-google-fonts/noto-sans-sc', rare: true, long: true },
  family('Noto Serif Hentaigana', '@fontsource/'),
  sans('Symbols'),
  sans('Symbols 2'),
  sans('Math'),
  family('Noto Music', '@fontsource/'),
  { family: 'Noto Sans Mono', package: '@expo-google-fonts/noto-sans-mono', only: isScanLine },
  { family: 'DejaVu Sans', package: 'dejavu-fonts-ttf', files: ['ttf/DejaVuSans.ttf', 'ttf/DejaVuSans-Bold.ttf'] },
];

/** What the browser carries in its system; each page names it last. */
export const EMOJI_FAMILY = 'Noto Color Emoji';
export const EMOJI_PACKAGE = '@expo-google-fonts/noto-color-emoji';

/** The packages that they come from, each once. */
export const FONT_PACKAGES: readonly string[] = [
  EMOJI_PACKAGE,
  ...new Set([...STACK_FAMILIES, ...MORE_FAMILIES].map((row) => row.package).filter((name) => name !== OWN_FONTS)),
];

function sans(script: string): FontFamily {
  return family(`Noto Sans ${script}`, '@fontsource/');
}

function family(name: string, scope: string): FontFamily {
  return { family: name, package: `${scope}${name.toLowerCase().replaceAll(' ', '-')}` };
}
