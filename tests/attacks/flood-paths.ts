// @examples article score
// Paths of floods, each another one: what a stranger with a script would send. By kind, for each kind costs something else.
import { createHash } from 'node:crypto';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

export interface FloodKind {
  /** The path at this place of the flood; no two places have the same. */
  path(at: number): string;
  /** Cards that it asks for, at most: each may cost one run of each function and one read of S3. */
  readonly cards: number;
}

/** 32 bits of the place, the same in each run. */
function bits(at: number): number {
  return createHash('md5').update(String(at)).digest().readUInt32BE();
}

const WORDS = [
  'wp-admin',
  '.env',
  'article',
  'score',
  'quote',
  'event',
  'index.php',
  '%2e%2e',
  'WyJhIl0',
  '__proto__',
  '12-34-100',
  '..%2f',
];
const JOINTS = ['/', '//', '-', '.', '/./', '%2F'];
const ENDS = ['', '.jpg', '.png', '.php?x=1', '.JPG', '/', '.jpg/', '.jpg%00', '?.jpg'];
const pick = (list: readonly string[], by: number): string => list[by % list.length] ?? '';

/** Neither a card nor anything else: the default card. */
const junk: FloodKind = {
  cards: 1,
  path(at) {
    const by = bits(at);
    const before = pick(WORDS, by);
    const after = pick(WORDS, by >>> 8);
    return `/${[before, `n${at}`, after].join(pick(JOINTS, by >>> 16))}${pick(ENDS, by >>> 24)}`;
  },
};

/** A design version of 12 hexadecimal digits is made up in a second; there are 281 million million of them. */
const versions: FloodKind = {
  cards: 1,
  path: (at) => `/~${(0xabcde0000000 + at).toString(16)}/12-34-10.jpg`,
};

/** One card in other letters: each character of its address as it is or escaped, dots and slashes in between, a query behind. */
const spellings: FloodKind = {
  cards: 1,
  path(at) {
    const letters = [...'12-34-10.jpg'];
    // Base 2 over the characters, and what is left over as dots and slashes: no two places are spelt alike.
    const spelt = letters.map((letter, place) => ((at >> place) & 1 ? `%${letter.charCodeAt(0).toString(16)}` : letter)).join('');
    const rest = at >> letters.length;
    return `/${'./'.repeat(rest & 7)}${'/'.repeat((rest >> 3) & 7)}${spelt}${rest >> 6 ? `?n=${rest >> 6}` : ''}`;
  },
};

/** Values out of a template's range, of the wrong number, or of no template. */
const wrongValues: FloodKind = {
  cards: 1,
  path(at) {
    const [wrong = ''] =
      [[`/${1000 + at}-1-1.jpg`], [`/1-1-1-${at}.jpg`], [`/0${at}-1-1.jpg`], [`/t${at.toString(36)}/1-2.jpg`]][at % 4] ?? [];
    return wrong;
  },
};

export const FLOODS = { junk, versions, spellings, 'wrong values': wrongValues } as const satisfies Readonly<
  Record<string, FloodKind>
>;

/** What only a judge with a key can refuse: a payload in the right form with a signature in the right form. Each is a key of its own. */
export function forgedPath(at: number): string {
  const payload = Buffer.from(JSON.stringify([`Title ${at}`, 'Author'])).toString('base64url');
  const signature = createHash('sha256').update(String(at)).digest('base64url').slice(0, 21);
  return `/~${DESIGN_VERSIONS.article}/article/${payload}.${signature}A.jpg`;
}
