// A card of whatever a page's data holds: what is wrong is mended or left out, and said.
import type { CardWarning } from './card-warning.ts';
import { type Card, createCard, templateNamed } from './catalogue.ts';
import { quoted } from './errors.ts';
import { isOptional } from './fields.ts';
import { decodeEntities } from './html-entities.ts';
import { mendValue } from './mend-value.ts';
import type { Template } from './template.ts';

export interface MendOptions {
  /** Decodes HTML entities in every text first. */
  readonly entities: boolean;
  readonly warn: (warning: CardWarning) => void;
}

/** Unknown fields that are named in a warning. */
const MAX_NAMED_FIELDS = 5;

/** Throws for no input. Undefined if a required field is missing, or holds nothing that can be used. */
export function mendCard(template: string, input: unknown, { entities, warn }: MendOptions): Card | undefined {
  const { fields } = templateNamed(template);
  const given = recordOf(input);
  if (!given) warn({ code: 'no_params', message: `The params must be an object; got ${quoted(input)}.` });
  const params: Record<string, unknown> = {};
  let whole = true;
  for (const [field, schema] of Object.entries(fields)) {
    const note = (code: string, message: string) => warn({ code, field, message: `"${field}" ${message}` });
    const value = attempt(() => mendValue(schema, given?.[field], { entities, note }), note);
    if (value !== undefined) params[field] = value;
    else if (!isOptional(schema)) {
      note('field_missing', 'is missing, and a card of this template needs it.');
      whole = false;
    }
  }
  warnOfOthers(template, fields, given, warn);
  return whole ? cardWithout(template, params, warn) : undefined;
}

/**
 * The card, without the optional field that contradicts the others, such as a last day before the first: the page's event is still
 * this one. Throws CardError `invalid_params` if no one field is to blame.
 */
function cardWithout(template: string, params: Readonly<Record<string, unknown>>, warn: MendOptions['warn']): Card {
  const whole = outcomeOf(() => createCard(template, params));
  if ('card' in whole) return whole.card;
  const { fields } = templateNamed(template);
  // Those that come last are the details.
  for (const field of Object.keys(params).reverse()) {
    if (!fields[field]?.safeParse(undefined).success) continue;
    const { [field]: given, ...others } = params;
    const rest = outcomeOf(() => createCard(template, others));
    if (!('card' in rest)) continue;
    warn({ code: 'value_dropped', field, message: `${reasonOf(whole.error)} ${quoted(given)} is left out.` });
    return rest.card;
  }
  throw whole.error;
}

function outcomeOf(make: () => Card): { readonly card: Card } | { readonly error: unknown } {
  try {
    return { card: make() };
  } catch (error) {
    return { error };
  }
}

/** The input with the entities of its texts decoded, and nothing else changed. */
export function decodeInput(input: unknown): unknown {
  const decoded = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((entry) => (typeof entry === 'string' ? decodeEntities(entry) : entry));
    return typeof value === 'string' ? decodeEntities(value) : value;
  };
  const given = recordOf(input);
  return given ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name, decoded(value)])) : input;
}

function recordOf(input: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof input === 'object' && input !== null ? (input as Readonly<Record<string, unknown>>) : undefined; // any object has string keys
}

/** Page data may have getters and proxies that throw. */
function attempt(mend: () => unknown, note: (code: string, message: string) => void): unknown {
  try {
    return mend();
  } catch (error) {
    note('value_dropped', `cannot be read and is left out: ${quoted(reasonOf(error))}.`);
    return undefined;
  }
}

function warnOfOthers(
  template: string,
  fields: Template['fields'],
  given: Readonly<Record<string, unknown>> | undefined,
  warn: MendOptions['warn'],
): void {
  const others = keysOf(given).filter((name) => !Object.hasOwn(fields, name));
  if (others.length === 0) return;
  const named = others.slice(0, MAX_NAMED_FIELDS).map(quoted).join(', ');
  const more = others.length > MAX_NAMED_FIELDS ? ` and ${others.length - MAX_NAMED_FIELDS} more` : '';
  const known = Object.keys(fields).join(', ') || 'none';
  warn({ code: 'unknown_field', message: `${named}${more}: no field of ${template}, which has ${known}.` });
}

function keysOf(given: object | undefined): readonly string[] {
  try {
    return Object.keys(given ?? {});
  } catch {
    return []; // a proxy that does not want to be listed has no field that could be misspelt
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error;
}
