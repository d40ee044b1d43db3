// A log as CloudFront writes it, seeded, with the figures counted as the lines are made: by what was meant, not by reading the lines.
import { formatCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { isSigned } from '../../card-schema/template.ts';
import { formatValues } from '../../card-schema/values.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { AGENTS } from './user-agents.ts';

interface Kind {
  readonly how: string;
  readonly result: string;
  readonly detail: string;
  readonly http: string;
  /** Of x-card-status; `-` where CloudFront writes nothing. */
  readonly status: string;
  readonly weight: number;
  /** For addresses that are no card's. */
  readonly wrong?: boolean;
  readonly counts: readonly string[];
}

const KINDS: readonly Kind[] = [
  { how: 'cached', result: 'Hit', detail: 'Hit', http: '200', status: 'drawn', weight: 60, counts: ['cached'] },
  { how: 'cached 304', result: 'Hit', detail: 'Hit', http: '304', status: 'hit', weight: 3, counts: ['cached'] },
  { how: 'shield', result: 'Miss', detail: 'OriginShieldHit', http: '200', status: 'drawn', weight: 8, counts: ['shield'] },
  { how: 'refreshed', result: 'RefreshHit', detail: 'RefreshHit', http: '200', status: 'hit', weight: 2, counts: ['refreshed'] },
  { how: 'drawn', result: 'Miss', detail: 'Miss', http: '200', status: 'drawn', weight: 6, counts: ['missed', 'drawn'] },
  {
    how: 'incomplete',
    result: 'Miss',
    detail: 'Miss',
    http: '200',
    status: 'incomplete',
    weight: 1,
    counts: ['missed', 'drawn', 'incomplete'],
  },
  { how: 'stored', result: 'Miss', detail: 'Miss', http: '200', status: 'hit', weight: 7, counts: ['missed'] },
  { how: 'fallback', result: 'Miss', detail: 'Miss', http: '200', status: 'fallback', weight: 1, counts: ['missed', 'fallback'] },
  {
    how: 'wrong',
    result: 'Hit',
    detail: 'Hit',
    http: '200',
    status: 'default',
    weight: 5,
    wrong: true,
    counts: ['cached', 'wrong'],
  },
  {
    how: 'wrong, missed',
    result: 'Miss',
    detail: 'Miss',
    http: '200',
    status: 'default',
    weight: 1,
    wrong: true,
    counts: ['missed', 'wrong'],
  },
  {
    how: 'failed',
    result: 'LambdaExecutionError',
    detail: 'LambdaExecutionError',
    http: '200',
    status: '-',
    weight: 1,
    counts: ['errors'],
  },
  { how: 'throttled', result: 'Error', detail: 'LambdaLimitExceeded', http: '503', status: '-', weight: 1, counts: ['errors'] },
  { how: 'blocked', result: 'Error', detail: 'InvalidRequestBlocked', http: '403', status: '-', weight: 1, counts: ['refused'] },
  { how: 'gone', result: 'Error', detail: 'ClientCommError', http: '200', status: '-', weight: 1, counts: ['left'] },
];

const WRONG_PATHS = ['/wp-login.php', '/nothing/here.jpg', '/robots.jpg.jpg', '/%D0%BA%D0%BE%D1%82.jpg', '/a/b/c/1.jpg'];

export interface AccessLog {
  readonly lines: readonly string[];
  /** By what is counted, then by whom or what: `requests`, `cached`, … */
  readonly expected: {
    readonly total: Readonly<Record<string, number>>;
    readonly networks: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly templates: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly cards: Readonly<Record<string, number>>;
  };
}

export type Form = 'json' | 'w3c';

const FIELDS = ['date', 'time', 'sc-bytes', 'cs-method', 'cs-uri-stem', 'sc-status', 'cs(User-Agent)', 'x-edge-result-type'];
const ALL_FIELDS = [...FIELDS, 'x-edge-detailed-result-type', 'viewer-response-log-data'];

/** Cards of every template, each in several spellings of its address, as CloudFront writes them: with `~` encoded. */
async function addresses() {
  return Promise.all(
    EXAMPLES.map(async ({ card }) => {
      const plain = isSigned(templateNamed(card.template))
        ? await signCardPath(card, DEVELOPMENT_KEYS.signing)
        : formatCardPath({ card });
      const spellings = [
        plain,
        `/%7E0123456789ab${plain}`,
        `/%257E0123456789ab${plain}`,
        `/${plain}`,
        plain.replace('.jpg', '%2Ejpg'),
      ];
      return { name: `${card.template}/${formatValues(card)}`, template: card.template, spellings };
    }),
  );
}

export async function accessLog(count: number, form: Form = 'json', seed = 1): Promise<AccessLog> {
  const random = seeded(seed);
  const cards = await addresses();
  const tally: Tallies = { total: {}, networks: {}, templates: {} };
  const perCard: Record<string, number> = {};
  const lines = form === 'w3c' ? ['#Version: 1.0', `#Fields: ${ALL_FIELDS.join(' ')}`] : [];
  for (let made = 0; made < count; made++) {
    const [network, agent] = weighted(AGENTS, random, ([, , weight]) => weight);
    const kind = weighted(KINDS, random, ({ weight }) => weight);
    // The first cards are the most shared.
    const card = cards[Math.floor(random() ** 3 * cards.length)] ?? cards[0];
    const path = kind.wrong ? pick(WRONG_PATHS, random) : pick(card?.spellings ?? [], random);
    const bytes = kind.http === '304' ? 400 : 40_000 + Math.floor(random() * 90_000);
    const template = kind.wrong ? '(no card)' : (card?.template ?? '');
    const wrong = !kind.wrong && kind.status === 'default' ? [] : kind.counts;
    for (const [group, name] of [
      ['total', 'all'],
      ['networks', network],
      ['templates', template],
    ] as const) {
      const counts = countsOf(tally, group, name);
      for (const what of ['requests', ...wrong]) counts[what] = (counts[what] ?? 0) + 1;
      counts['bytes'] = (counts['bytes'] ?? 0) + bytes;
    }
    if (!kind.wrong && card) perCard[card.name] = (perCard[card.name] ?? 0) + 1;
    const day = 24 + (made % 7);
    const values = [
      `2026-11-${day}`,
      `10:${String(made % 60).padStart(2, '0')}:00`,
      String(bytes),
      'GET',
      path,
      kind.http,
      random() < 0.5 ? encoded(agent) : encoded(encoded(agent)),
      kind.result,
      kind.detail,
      kind.status,
    ];
    lines.push(
      form === 'json' ? JSON.stringify(Object.fromEntries(ALL_FIELDS.map((name, at) => [name, values[at]]))) : values.join('\t'),
    );
  }
  return {
    lines,
    expected: {
      total: tally['total']?.['all'] ?? {},
      networks: tally['networks'] ?? {},
      templates: tally['templates'] ?? {},
      cards: perCard,
    },
  };
}

type Tallies = Record<string, Record<string, Record<string, number>>>;

function countsOf(tally: Tallies, group: string, name: string): Record<string, number> {
  const named = tally[group] ?? {};
  const counts = named[name] ?? {};
  tally[group] = { ...named, [name]: counts };
  return counts;
}

/** As CloudFront writes texts of viewers into its log. */
function encoded(text: string): string {
  return text.replace(/[\s"<>#%{|}\\^~[\]`]/g, (character) => encodeURIComponent(character).replace('~', '%7E'));
}

/** mulberry32: the same numbers for the same seed, everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function pick<T>(items: readonly T[], random: () => number): T {
  return items[Math.floor(random() * items.length)] as T;
}

function weighted<T>(items: readonly T[], random: () => number, weightOf: (item: T) => number): T {
  let left = random() * items.reduce((sum, item) => sum + weightOf(item), 0);
  const found = items.find((item) => {
    left -= weightOf(item);
    return left < 0;
  });
  return found ?? (items[0] as T);
}
