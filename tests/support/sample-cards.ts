// Cards of whatever templates there are, for tests that are about none of them. The default card is always one of them.
import { formatCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard, DEFAULT_CARD, TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { CardError } from '../../card-schema/errors.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { type FieldInfo, fieldInfo } from '../../card-schema/fields.ts';
import { isSigned } from '../../card-schema/template.ts';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import { DESIGN_VERSIONS } from './design-versions.ts';

const isOpen = ({ template }: { readonly template: string }) => templateNamed(template).addressing === 'open';

/** Those that have a path without a signature. */
const CLOSED = EXAMPLES.filter(({ template }) => !isSigned(templateNamed(template)) && template !== 'default');

/** A card with a path that needs no signature: the default card where there is no other. */
export const SAMPLE_CARD: Card = CLOSED[0]?.card ?? DEFAULT_CARD;
export const SAMPLE_PATH = formatCardPath({ card: SAMPLE_CARD });
export const SAMPLE_IS_DEFAULT = SAMPLE_CARD.template === 'default';
/** How the edge answers with it; it keeps the default card for minutes, because that stands in for any address. */
export const SAMPLE_ANSWER = SAMPLE_IS_DEFAULT
  ? { drawn: 'default', found: 'default', cacheControl: 'public, max-age=300' }
  : { drawn: 'drawn', found: 'hit', cacheControl: 'public, max-age=31536000' };

/** Enough for tests that need many paths; a catalogue may have no template with so many. */
const MANY = 60;

/** Registers tests that need paths of many cards; they get them. */
export function withManyPaths(register: (paths: readonly string[]) => void): void {
  const paths = samplePaths(MANY);
  if (paths.length === MANY) register(paths);
}

/** The first card of an open template, whose path needs a signature. */
export const OPEN_CARD: Card | undefined = EXAMPLES.find(isOpen)?.card;

/** Cards that differ in one field, with paths that need no signature: as many as are asked for, or fewer where no template has them. */
export function sampleCards(count: number): readonly Card[] {
  const wide = CLOSED.map(({ card }) => cardsFrom(card, count)).find((cards) => cards.length === count);
  return wide ?? [DEFAULT_CARD, ...CLOSED.map(({ card }) => card)].slice(0, count);
}

export function samplePaths(count: number): readonly string[] {
  return sampleCards(count).map((card) => formatCardPath({ card }));
}

function cardsFrom(card: Card, count: number): readonly Card[] {
  const integers = fieldsOf(card.template).filter(([, { kind }]) => kind === 'integer');
  const [field, { min = 0, max = 0 }] = integers.find(([, info]) => (info.max ?? 0) - (info.min ?? 0) >= count) ?? ['', {}];
  const values = Array.from({ length: count }, (_, at) => min + at).filter((value) => field !== '' && value <= max);
  return values.flatMap((value) => validCard(card.template, { ...card.params, [field]: value }) ?? []);
}

/** A card whose payload S3 would not take in a key: every text and image as long as it may be. Undefined where no template has one. */
export function longCard(start = ''): Card | undefined {
  const cards = TEMPLATE_NAMES.filter((template) => isOpen({ template })).map((template) => longestOf(template, start));
  return cards.find((card) => card && keyWithPayload(card, DESIGN_VERSIONS).payload !== undefined);
}

function longestOf(template: string, start: string): Card | undefined {
  const given = EXAMPLES.find((example) => example.template === template)?.card.params;
  const values = fieldsOf(template).map(([name, info]) => [name, longestValue(info, start)] as const);
  return validCard(template, { ...given, ...Object.fromEntries(values.filter(([, value]) => value !== undefined)) });
}

function longestValue({ kind, max = 0 }: FieldInfo, start: string): string | undefined {
  if (kind === 'text') return `${start}${'𠀀'.repeat(max - start.length)}`; // four bytes each
  return kind === 'image' ? 'https://images.edgecard.test/'.padEnd(max, 'a') : undefined;
}

function fieldsOf(template: string): readonly (readonly [string, FieldInfo])[] {
  return Object.entries(templateNamed(template).fields).map(([name, schema]) => [name, fieldInfo(schema)] as const);
}

/** A template may have a check of its own. */
function validCard(template: string, params: unknown): Card | undefined {
  try {
    return createCard(template as string, params);
  } catch (error) {
    if (error instanceof CardError) return undefined;
    throw error;
  }
}
