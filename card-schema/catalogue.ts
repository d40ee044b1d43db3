// Every template there is. Adding a card begins here; the card site does not compile until it can draw it.
import * as z from 'zod/mini';
import { CardError, quotingError } from './errors.ts';
import { fieldInfo } from './fields.ts';
import type { InputOf, ParamsOf, Template } from './template.ts';
import { article } from './templates/article.ts';
import { defaultTemplate } from './templates/default.ts';
import { event } from './templates/event.ts';
import { quote } from './templates/quote.ts';
import { score } from './templates/score.ts';

export const TEMPLATES = { score, article, quote, event, default: defaultTemplate } as const;

export type TemplateName = keyof typeof TEMPLATES;
export type CardParams<N extends TemplateName> = ParamsOf<(typeof TEMPLATES)[N]['fields']>;
export type CardInput<N extends TemplateName> = InputOf<(typeof TEMPLATES)[N]['fields']>;

/** A template with its params: all that decides what is drawn. */
export type Card<N extends TemplateName = TemplateName> = {
  readonly [K in N]: { readonly template: K; readonly params: CardParams<K> };
}[N];

export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as readonly TemplateName[];

/** Drawn for every address that is not a card. */
export const DEFAULT_CARD: Card = { template: 'default', params: {} };

/** Looks a template up by a name that may come from a stranger. Throws CardError `unknown_template`. */
export function templateNamed(name: string): Template {
  return TEMPLATES[knownTemplate(name)] as unknown as Template; // seen from here every template has some fields
}

/** A text as the name of a template. Throws CardError `unknown_template`. */
export function knownTemplate(name: string): TemplateName {
  if (Object.hasOwn(TEMPLATES, name)) return name as TemplateName; // hasOwn has just said so
  throw quotingError(
    'unknown_template',
    (quote) => `No template is called ${quote(name)}; there are ${TEMPLATE_NAMES.join(', ')}.`,
  );
}

/** Normalises the params and fills the defaults in. Throws CardError `invalid_params`, naming every field that is wrong. */
export function createCard<N extends TemplateName>(template: N, input: CardInput<N>): Card<N>;
export function createCard(template: string, input: unknown): Card;
export function createCard(template: string, input: unknown): Card {
  const { fields, check } = templateNamed(template);
  const result = schemaOf(template).safeParse(input);
  if (!result.success) throw invalidParams(fields, input, result.error);
  const contradiction = check?.(result.data as never); // the schema of this very template made the params
  if (contradiction !== undefined) throw contradictory(contradiction);
  return { template, params: result.data } as Card; // the schema of this very template made the params
}

const schemas = new Map<string, z.ZodMiniType>();

function schemaOf(template: string): z.ZodMiniType {
  const known = schemas.get(template) ?? z.strictObject({ ...templateNamed(template).fields });
  schemas.set(template, known);
  return known;
}

function invalidParams(fields: Template['fields'], input: unknown, error: z.core.$ZodError): CardError {
  return quotingError('invalid_params', (quote) => complaints(fields, input, { error, quote }));
}

const QUOTED_BY_TEMPLATE = /\b(got|called) "(?:[^"\\]|\\.)*"/g;

/** A template's own sentence may quote params as our messages do. */
function contradictory(sentence: string): CardError {
  return new CardError('invalid_params', sentence, { messageForLog: sentence.replace(QUOTED_BY_TEMPLATE, '$1 …') });
}

interface Refused {
  readonly error: z.core.$ZodError;
  readonly quote: (value: unknown) => string;
}

function complaints(fields: Template['fields'], input: unknown, { error, quote }: Refused): string {
  const given = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const lines = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return `${issue.keys.map(quote).join(', ')} is not a field; there are ${Object.keys(fields).join(', ') || 'none'}.`;
    }
    const name = String(issue.path[0] ?? '');
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return 'Params must be an object.';
    if (!Object.hasOwn(given, name)) return `"${name}" is missing: give ${fieldInfo(field).allowed}.`;
    return `"${name}" must be ${issue.message}; got ${quote(given[name])}.`;
  });
  return [...new Set(lines)].join(' ');
}
