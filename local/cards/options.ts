// The options of `npm run cards`: those of every command, and one for each field of the template that is asked for.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { openCardPath, parseCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard, TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { aboutField } from '../../card-schema/fields.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';

/** A mistake in the command line. It is told without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_ORIGIN = 'http://127.0.0.1:8080';

const COMMON = {
  origin: { type: 'string' },
  versioned: { type: 'boolean' },
  out: { type: 'string' },
  data: { type: 'string' },
  file: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

type Common = { readonly [K in keyof typeof COMMON]?: (typeof COMMON)[K]['type'] extends 'boolean' ? boolean : string };

export interface CommandLine {
  readonly options: Common;
  /** What follows the command and is no option. */
  readonly words: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Reads what follows the command. `allowed` are the common options that this command knows. */
export function readCommandLine(args: readonly string[], allowed: readonly (keyof Common)[]): CommandLine {
  const known = Object.fromEntries(allowed.map((name) => [name, COMMON[name]]));
  const template = args.find((word) => (TEMPLATE_NAMES as readonly string[]).includes(word));
  const fieldOptions = template === undefined ? {} : optionsOf(template);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...known, ...fieldOptions },
      allowPositionals: true,
    });
    const isField = (name: string) => Object.hasOwn(fieldOptions, name);
    const fields = Object.entries(values).filter(([name]) => isField(name));
    const options = Object.fromEntries(Object.entries(values).filter(([name]) => !isField(name))) as Common; // parsed by COMMON
    return {
      options,
      words: positionals,
      fields: Object.fromEntries(fields.map(([name, value]) => [name, fieldValue(template ?? '', name, value)])),
    };
  } catch (error) {
    if (error instanceof TypeError && 'code' in error)
      throw new UsageError(complaint(error.message, template, fieldOptions, allowed));
    throw error;
  }
}

/** The card that the words name: a template with its fields as options, or a path or URL, whose signature must be right. */
export async function cardOf({ words, fields, options }: CommandLine): Promise<Card> {
  const [word, ...more] = words;
  if (word === undefined)
    throw new UsageError(`Name a template (${TEMPLATE_NAMES.join(', ')}), or give a path such as /12-34-10.jpg.`);
  if (more.length > 0)
    throw new UsageError(`One card at a time; got ${more.map((extra) => JSON.stringify(extra)).join(', ')} as well.`);
  if (/^(\/|https?:)/.test(word)) return openPath(word, options.origin);
  return createCard(word as 'article', fields as never); // both are checked there
}

/** The card of a path or an address, whose signature must be right. */
export async function openPath(word: string, origin: string | undefined): Promise<Card> {
  const path = pathOf(word);
  // An address brings its own origin, and with it the question whose key it is.
  const own = URL.canParse(word) ? new URL(word).origin : DEFAULT_ORIGIN;
  const keys = parseCardPath(path).signature === undefined ? [] : [signingKeyFor(origin ?? own)];
  return openCardPath(path, keys);
}

/** The path of a card that is given as a path or as a whole address. */
function pathOf(word: string): string {
  if (word.startsWith('/')) return word;
  if (!URL.canParse(word)) throw new UsageError(`${JSON.stringify(word)} is neither a path nor an address.`);
  // As it was typed: the URL class would tidy it, and a tidied address is another address.
  return word.replace(/^[a-z]+:\/\/[^/]*/, '');
}

/** From EDGECARD_SIGNING_KEY; the public development key serves this machine's own stack only. */
export function signingKeyFor(origin: string): string {
  const key = process.env['EDGECARD_SIGNING_KEY'];
  if (key) return key;
  const { hostname } = URL.canParse(origin) ? new URL(origin) : { hostname: '' };
  if (hostname === '127.0.0.1' || hostname === 'localhost') return DEVELOPMENT_KEYS.signing;
  throw new UsageError(`Set EDGECARD_SIGNING_KEY to the key of ${origin}; the development key is for the local stack.`);
}

function optionsOf(template: string): Record<string, { type: 'string'; multiple: boolean }> {
  const fields = Object.entries(templateNamed(template).fields);
  return Object.fromEntries(
    fields.map(([name, schema]) => [name, { type: 'string', multiple: aboutField(schema).kind === 'texts' }]),
  );
}

function fieldValue(template: string, name: string, value: unknown): unknown {
  const schema = templateNamed(template).fields[name];
  const isNumber = schema && aboutField(schema).kind === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value);
  return isNumber ? Number(value) : value;
}

function complaint(message: string, template: string | undefined, fields: object, allowed: readonly string[]): string {
  const [first = message] = message.split(/\.\s/);
  const options = [...Object.keys(fields), ...allowed].map((name) => `--${name}`).join(', ');
  return `${first}. ${template === undefined ? 'Options' : `Options for ${template}`}: ${options || 'none'}.`;
}
