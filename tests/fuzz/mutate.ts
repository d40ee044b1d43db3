// Makes new inputs of old ones: as a stranger, a broken client or an attacker with the source would.
import type { Random } from '../../tools/profile/gallery/random.ts';

/** What these grammars are made of, and what parsers have stumbled over. */
const PIECES = [
  ...'/-._~%+=&?#@:;,[]{}()"\'\\<>|^` \t\r\n\0',
  ...['.jpg', '.JPG', '..', '//', '/~', '%2e', '%00', '%2F', '.jpg?', '-0', '00', '1e9', '0x1', '-1', '٣', '１', 'NaN', 'null'],
  ...[
    'score',
    'article',
    'quote',
    'event',
    'default',
    '__proto__',
    'constructor',
    'W10',
    'WyJ4Il0',
    '5c05e5c05e5c',
    '~5c05e5c05e5c',
  ],
  ...[
    'é',
    'e\u0301',
    '\u202e',
    '\u2028',
    '\ud800',
    '\udc00',
    '\ufeff',
    '👩‍👧',
    'ﷺ',
    '\uffff',
    'A'.repeat(43),
    'A'.repeat(22),
    '9'.repeat(20),
  ],
];

type Change = (text: string, random: Random, others: readonly string[]) => string;

const CHANGES: readonly Change[] = [
  (text, random) => splice(text, random, 0, random.pick(PIECES)),
  (text, random) => splice(text, random, 1, random.pick(PIECES)),
  (text, random) => splice(text, random, random.integer(1, 4), ''),
  (text, random) => splice(text, random, 1, String.fromCharCode(random.integer(0, 127))),
  (text, random) => splice(text, random, 0, String.fromCharCode(random.integer(0, 0xffff))),
  (text, random) => flipCase(text, random),
  (text, random) => {
    const [from, to] = span(text, random);
    return splice(text, random, 0, text.slice(from, to));
  },
  (text, random) => text.slice(0, random.integer(0, text.length)),
  (text, random) => text.slice(random.integer(0, text.length)),
  (text, random, others) => {
    const other = random.pick(others);
    return text.slice(0, random.integer(0, text.length)) + other.slice(random.integer(0, other.length));
  },
  (text, random) => text.replace(/\d+/, () => String(random.pick([0, 1, 9, 10, 99, 100, 240, 999, 2 ** 31, 2 ** 53, 1e21]))),
  (text, random) => text.replace(/[A-Za-z0-9_-]{8,}/, (payload) => reencode(payload, random)),
  (text, random) => text.replace(/[A-Za-z0-9_-]{8,}/, (payload) => otherPadding(payload, random)),
];

export function mutate(text: string, random: Random, others: readonly string[]): string {
  let mutated = text;
  for (let times = random.integer(1, 3); times > 0; times--) mutated = random.pick(CHANGES)(mutated, random, others);
  return mutated.slice(0, 4096);
}

function span(text: string, random: Random): readonly [number, number] {
  const from = random.integer(0, text.length);
  return [from, random.integer(from, Math.min(text.length, from + 16))];
}

function splice(text: string, random: Random, count: number, insert: string): string {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + insert + text.slice(at + count);
}

function flipCase(text: string, random: Random): string {
  const at = random.integer(0, text.length);
  const letter = text.charAt(at);
  return text.slice(0, at) + (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()) + text.slice(at + 1);
}

/** Another payload: what it says is changed, and it is base64url of JSON again. */
function reencode(payload: string, random: Random): string {
  const json = Buffer.from(payload, 'base64url').toString();
  const changed = random.chance(0.5)
    ? splice(
        json,
        random,
        random.integer(0, 2),
        random.pick([...PIECES, '"', ',', '[', ']', '\\u0041', '1.0', '-0', 'true', '""']),
      )
    : json.replace(/"((?:[^"\\]|\\.)*)"/, () => JSON.stringify(random.pick(PIECES)));
  return Buffer.from(changed).toString('base64url');
}

/** The same bytes in another spelling: base64 has bits at its end that mean nothing. */
function otherPadding(payload: string, random: Random): string {
  return payload.slice(0, -1) + random.pick([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=', '==']);
}
