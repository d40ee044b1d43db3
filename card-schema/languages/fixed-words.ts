// Words that stand on cards and that nobody gives: a dictionary for each template, and how a language finds its entry.

/** An entry for each language, by its tag. English is the last resort. */
export type Dictionary<W> = Readonly<Record<string, W>> & { readonly en: W };

/** Whose readers read another language better than English. What the Intl API calls by the other name is not here. */
const NEAREST: Readonly<Record<string, string>> = {
  arz: 'ar',
  apc: 'ar',
  ary: 'ar',
  acm: 'ar',
  gsw: 'de',
  lb: 'de',
  nds: 'de',
  nan: 'zh',
  hak: 'zh',
  yue: 'zh',
  wuu: 'zh',
  lzh: 'zh',
  nn: 'nb',
  no: 'nb',
  prs: 'fa',
  tl: 'fil',
};

/** The entry of the language, else that of a language near it: `pt-BR` has that of `pt`, `zh-TW` that of `zh-Hant`. */
export function wordsIn<W>(dictionary: Dictionary<W>, language: string): W {
  const tag = tagsFor(language).find((each) => Object.hasOwn(dictionary, each)) ?? 'en';
  return dictionary[tag] ?? dictionary.en;
}

/** Puts values in the places that a pattern names: `{n}`, `{names}`. */
export function fill(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return pattern.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? String(values[name]) : place));
}

/** What stands between the items of a list that ends without an "and". */
export function listSeparator(language: string): string {
  const script = localeOf(language)?.maximize().script ?? '';
  if (/^(Arab|Thaa|Syrc)$/.test(script)) return '، ';
  return /^(Jpan|Hans|Hant)$/.test(script) ? '、' : ', ';
}

/** Whether the engine knows how a locale ends a list: of some it has no more than the name (the card browser, of Bosnian). */
export function hasAnd(locale: string): boolean {
  return new Intl.ListFormat([locale, 'en']).format(['A', 'B']) !== 'A, B';
}

/** For the Intl API: the language, what it is near to, and English, because an engine may know neither. */
export function intlLocales(language: string): readonly string[] {
  const locale = localeOf(language);
  if (!locale) return ['en'];
  const likely = locale.maximize();
  const near = NEAREST[likely.language];
  const written = likely.script === undefined ? '' : `-${likely.script}`;
  return [language, `${likely.language}${written}`, ...(near === undefined ? [] : [`${near}${written}`]), 'en'];
}

/** From the most exact to the least. A language written in another script than usual is not understood by the usual one's entry. */
function tagsFor(tag: string): readonly string[] {
  const locale = localeOf(tag);
  if (!locale) return [];
  const { language, script, region } = locale.maximize();
  const near = NEAREST[language];
  const tags = [`${language}-${script}-${region}`, `${language}-${region}`, `${language}-${script}`];
  if (scriptOf(language) === script) tags.push(language);
  return near === undefined ? tags : [...tags, `${near}-${script}`, ...(scriptOf(near) === script ? [near] : [])];
}

function scriptOf(language: string): string | undefined {
  return new Intl.Locale(language).maximize().script;
}

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
