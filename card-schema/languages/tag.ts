// Language tags by BCP 47, one spelling for each language.

/** Longest tag in characters: RFC 5646, section 4.4.1, asks for room for 35. */
export const MAX_LANGUAGE_CHARACTERS = 35;

/** Tags of before RFC 4646 that its grammar does not have, with what the IANA registry prefers. Intl refuses them. */
const GRANDFATHERED: Readonly<Record<string, string>> = {
  'en-gb-oed': 'en-GB-oxendict',
  'i-ami': 'ami',
  'i-bnn': 'bnn',
  'i-hak': 'hak',
  'i-klingon': 'tlh',
  'i-lux': 'lb',
  'i-navajo': 'nv',
  'i-pwn': 'pwn',
  'i-tao': 'tao',
  'i-tay': 'tay',
  'i-tsu': 'tsu',
  'no-bok': 'nb',
  'no-nyn': 'nn',
  'sgn-be-fr': 'sfb',
  'sgn-be-nl': 'vgt',
  'sgn-ch-de': 'sgg',
  'zh-guoyu': 'cmn',
  'zh-hakka': 'hak',
  'zh-min-nan': 'nan',
  'zh-xiang': 'hsn',
};

/** An extended language such as `zh-yue`, which is the language `yue`. */
const EXTENDED = /^[a-z]{2,3}-(?<language>[a-z]{3})(?=-|$)/i;

/** Of private use from its first letter. What it says has been agreed on elsewhere: here it is not a language that anyone knows. */
const PRIVATE = /^x(?:-[a-z0-9]{1,8})+$/i;

/** The tag in its canonical spelling, or undefined for what is not a tag. */
export function canonicalTag(tag: string): string | undefined {
  if (tag.length > MAX_LANGUAGE_CHARACTERS) return undefined;
  if (PRIVATE.test(tag)) return 'und';
  const lower = tag.toLowerCase();
  const modern = Object.hasOwn(GRANDFATHERED, lower) ? (GRANDFATHERED[lower] ?? tag) : tag;
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(modern.replace(EXTENDED, '$<language>'));
    return canonical.length <= MAX_LANGUAGE_CHARACTERS ? canonical : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
