// What a page's data may hold where somebody expected a title: 240 pages, the same ones in every run.

const FAMILY = '👩‍👩‍👧‍👦';
const circle: Record<string, unknown> = { title: 'round' };
circle['self'] = circle;

const text = {
  plain: 'Small teams, large ships',
  'a headline of 153 characters': `${'The harbour pilots know what patience is and say it '.repeat(2)}because nobody else does, which is why they are asked so often`,
  '69 characters of authors': 'Ada Okafor, Jonas Brandt, Priya Raman, Marit Solheim, Bartholomew Li',
  'a line separator': 'Before\u2028after',
  'a paragraph separator': 'Before\u2029after',
  'every line break': 'a\tb\nc\vd\fe\rf\r\ng\u0085h\u2028i\u2029j',
  controls: '\0null\u0001 \u001b[31mred\u007f \u009fC1',
  'lone surrogates': '\ud800high \udc00low \ud83d',
  overrides: '\u202eevil\u202c \u202agpj.exe',
  isolates: '⁧שלום⁩ world',
  'Hebrew and Arabic': 'שלום עולם, العربية لغة جميلة '.repeat(20),
  'marks without end': `Z${'\u0300\u0323\u0489\u20dd'.repeat(2000)}algo`,
  'marks on every letter': [...'The zalgo comes, he comes'].map((letter) => letter + '\u0315\u0321\u034e'.repeat(12)).join(''),
  '10,000 letters': 'x'.repeat(10_000),
  '10,000 words': 'word '.repeat(10_000),
  'a million blanks': ' '.repeat(1_000_000),
  'blanks inside': `a${'\n \t'.repeat(50_000)}b`,
  'Japanese without spaces': '海の向こうの町で、朝はまだ始まらない。'.repeat(30),
  'Thai without spaces': 'ประเทศไทยรวมเลือดเนื้อชาติเชื้อไทย'.repeat(30),
  'Khmer with U+200B': 'ភាសា\u200bខ្មែរ\u200b'.repeat(100),
  Hindi: 'मैं हिन्दी में लिखता हूँ और '.repeat(40),
  'Hangul, decomposed': '한국어 문장을 '.normalize('NFD').repeat(60),
  families: FAMILY.repeat(100),
  flags: '🇳🇴🏴󠁧󠁢󠁳󠁣󠁴󠁿🇯🇵'.repeat(50),
  'a byte order mark': '\ufeffTitle\ufeff',
  noncharacters: 'a\ufffeb\uffffc\ufdd0d\u{1fffe}',
  'nothing visible': '\u200b\u3164\u2800\u{e0020}\u00ad',
  'a dash': '—',
  empty: '',
  entities: 'Tom &amp; Jerry&#8217;s &hellip; &amp;amp; &#x1F600; &#55357;&#56832; &nope; &#0; &#999999999999;',
  markup: "\"><script>alert(1)</script><img src=x onerror='alert(`1`)'>",
  'the end of a comment': '--><!-- card default --> </title></head>',
  'what replace() takes for its own': "$& $1 $` $' $$",
  'a path': '../../../etc/passwd%00.jpg?x=1#y',
  'a template': '{{constructor.constructor("alert(1)")()}} <%= 7*7 %> #{7*7} %s %n',
  'a number in letters': ' 12 ',
  'a fraction in letters': '5.7',
  'a header': 'x\r\nSet-Cookie: a=b\r\n\r\n<html>',
} as const;

const number = {
  zero: 0,
  'minus zero': -0,
  minus: -1,
  fraction: 5.7,
  huge: 1e21,
  'too large': 10_000,
  NaN: Number.NaN,
  infinite: Number.POSITIVE_INFINITY,
  bigint: 12n,
  'a Number': Object(7),
} as const;

const image = {
  good: 'https://images.example.com/a.jpg',
  'with a query': 'https://images.example.com/a.jpg?w=1&amp;h=2',
  'with blanks and umlauts': ' https://images.example.com/Köln Dom.jpg ',
  'without a scheme': '//images.example.com/a.jpg',
  http: 'http://images.example.com/a.jpg',
  data: `data:image/png;base64,${'A'.repeat(5000)}`,
  javascript: 'javascript:alert(1)',
  relative: '/a.jpg',
  'with a password': 'https://u:p@images.example.com/a.jpg',
  'without an end': `https://images.example.com/${'a'.repeat(5000)}`,
  'metadata service': 'https://169.254.169.254/latest/',
  'IPv6, broken': 'https://[::1/',
  'a URL': new URL('https://images.example.com/b.jpg'),
} as const;

const date = {
  good: '2026-11-26',
  'not padded': '2026-5-4',
  'with a time': '2026-05-14T19:00:00+02:00',
  'no such day': '2026-02-30',
  'the year 20000': '20000-01-01',
  words: 'next Tuesday',
  'a Date': new Date('2026-11-26'),
  'a broken Date': new Date('nonsense'),
  'a Date out of range': new Date(8.64e15),
} as const;

const other = {
  null: null,
  undefined: undefined,
  true: true,
  'a symbol': Symbol('title'),
  'a function': () => 'title',
  'an object': { rendered: 'Title' },
  'in a circle': circle,
  'without a prototype': Object.create(null),
  'a list of authors': ['Ada', 'Jonas', 7, null, { name: 'Bo' }],
  'a list of lists': [[['Ada']], []],
  'a thousand speakers': Array.from({ length: 2000 }, (_, at) => `Speaker ${at}`),
  'a Map': new Map([['title', 'x']]),
  'a Set': new Set(['Ada', 'Bo']),
  'a getter that throws': Object.defineProperty({}, 'toString', { get: () => thrown() }),
  'toJSON that throws': { toJSON: () => thrown() },
  'a proxy that throws': new Proxy({}, { get: () => thrown(), getPrototypeOf: () => thrown(), ownKeys: () => thrown() }),
  'a revoked proxy': revoked(),
  'a false Date': { [Symbol.toStringTag]: 'Date' },
  bytes: new Uint8Array([0xff, 0xfe]),
} as const;

export const HOSTILE_VALUES: readonly (readonly [name: string, value: unknown])[] = Object.entries({
  ...prefixed('text', text),
  ...prefixed('number', number),
  ...prefixed('image', image),
  ...prefixed('date', date),
  ...prefixed('other', other),
});

/** Names of fields that no template has, among them those that every object has. */
const EXTRA = ['__proto__', 'constructor', 'toString', 'titel', 'then', '\u202e', ''];

/** Each value in each field's place at some time: every field walks through the values at its own pace. */
export function hostilePages(fields: readonly string[], count = 240): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_, page) => {
    const given = fields.map((name, at): [string, unknown] => {
      // On every third page only one field is hostile, so that cards come of them as well.
      const quiet = page % 3 === 0 && at !== page % fields.length;
      return [name, quiet ? quietValue(name) : HOSTILE_VALUES[(page * (2 * at + 1) + 17 * at) % HOSTILE_VALUES.length]?.[1]];
    });
    const extra = EXTRA[page % (3 * EXTRA.length)];
    // defineProperty, because assigning to __proto__ would set the prototype.
    const data = Object.fromEntries(given.filter((_, at) => page % 7 !== 3 || at !== page % fields.length));
    if (extra !== undefined) Object.defineProperty(data, extra, { value: text.markup, enumerable: true, configurable: true });
    return data;
  });
}

function quietValue(name: string): unknown {
  if (name === 'date') return '2026-11-26';
  return ['title', 'author', 'words', 'speaker', 'place', 'text'].includes(name) ? 'A quiet text' : undefined;
}

function prefixed(kind: string, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${kind}: ${name}`, value]));
}

function thrown(): never {
  throw new Error('Nobody reads me.');
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
