// Reads the command line of `npm run cards`: the options of the command, and one for each field of the template that is asked for.
import { type ParseArgsOptionsConfig, parseArgs, types } from 'node:util';
import { parseCardAddress } from '../../card-schema/card-address.ts';
import { parseCardPath, verifyCardPath } from '../../card-schema/card-path.ts';
import { type Card, createCard, TEMPLATE_NAMES, templateNamed } from '../../card-schema/catalogue.ts';
import { examplePath } from '../../card-schema/example-card.ts';
import { fieldInfo } from '../../card-schema/fields.ts';
import { DEVELOPMENT_KEYS, SETTINGS } from '../../edge/core/config.ts';
import { DEFAULT_PORT } from '../../local/stack/ports.ts';
import { COMMON_OPTIONS, type Command, type CommandLine, type OptionValues } from './command.ts';
import { joinDashedValues } from './dashed-values.ts';
import { nearest } from './nearest.ts';

/** A mistake in the command line. It is reported without a stack. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_ORIGIN = `http://127.0.0.1:${DEFAULT_PORT}`;

/** The options that several commands have, so that they say the same everywhere. */
export const ORIGIN = { type: 'string', value: 'ORIGIN', description: `of the pictures; ${DEFAULT_ORIGIN} if left out` } as const;

export const IMAGE_HOSTS = {
  type: 'string',
  value: 'A,B',
  description: 'your own hosts from which cards may show images, separated by commas',
} as const;

export interface ReadLine extends CommandLine {
  readonly common: OptionValues<typeof COMMON_OPTIONS>;
}

/** Reads what follows the command's name. Throws UsageError. */
export function readCommandLine(args: readonly string[], { options, takesCard = false }: Command): ReadLine {
  const own = Object.fromEntries(Object.entries({ ...options, ...COMMON_OPTIONS }).map(([name, { type }]) => [name, { type }]));
  const template = takesCard ? templateIn(args, own) : undefined;
  const fieldOptions = template === undefined ? {} : optionsOf(template);
  const known: ParseArgsOptionsConfig = { ...own, ...fieldOptions };
  const { values, positionals } = parse(joinDashedValues(args, known), known, template);
  const isField = (name: string) => Object.hasOwn(fieldOptions, name);
  const { json, help, ...others } = Object.fromEntries(Object.entries(values).filter(([name]) => !isField(name)));
  const fields = Object.entries(values).filter(([name]) => isField(name));
  return {
    common: { json: json === true, help: help === true },
    options: others as OptionValues<typeof options>, // parsed by those options
    words: positionals,
    fields: Object.fromEntries(fields.map(([name, value]) => [name, fieldValue(template ?? '', name, value)])),
  };
}

/** The first word that is a template and not the value of an option, whichever template's fields the options are. */
function templateIn(args: readonly string[], own: ParseArgsOptionsConfig): string | undefined {
  const options: ParseArgsOptionsConfig = Object.assign({}, ...TEMPLATE_NAMES.map(optionsOf), own);
  const known = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  const { positionals } = parseArgs({
    args: joinDashedValues(args, known),
    options: known,
    strict: false,
    allowPositionals: true,
  });
  return positionals.find((word) => (TEMPLATE_NAMES as readonly string[]).includes(word));
}

/** Whether the command line asks for help, in no option's value. */
export function asksForHelp(args: readonly string[], { options }: Command): boolean {
  const own = Object.entries({ ...options, ...COMMON_OPTIONS }).map(([name, { type }]) => [name, { type }] as const);
  const known: ParseArgsOptionsConfig = Object.assign({}, ...TEMPLATE_NAMES.map(optionsOf), Object.fromEntries(own));
  return joinDashedValues(args, known).some((text) => text === '--help' || text === '-h');
}

function parse(args: readonly string[], options: ParseArgsOptionsConfig, template: string | undefined) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error) throw new UsageError(complaint(error, args, options, template));
    throw error;
  }
}

/** The card that the words name: a template with its fields as options, or a path or URL, whose signature must be right. */
export async function cardOf(line: CommandLine, origin?: string): Promise<Card> {
  const word = oneWord(line.words);
  if (!(TEMPLATE_NAMES as readonly string[]).includes(word) && parseCardAddress(word)) return openPath(word, origin);
  return createCard(word, line.fields);
}

function oneWord([word, ...more]: readonly string[]): string {
  if (word === undefined)
    throw new UsageError(`Name a template (${TEMPLATE_NAMES.join(', ')}), or give a path such as ${examplePath()}.`);
  if (more.length > 0)
    throw new UsageError(`One card at a time; got ${more.map((extra) => JSON.stringify(extra)).join(', ')} as well.`);
  return word;
}

/** The card of a path or an address as the edge takes it, whose signature must be right. */
export async function openPath(word: string, origin: string | undefined): Promise<Card> {
  const address = parseCardAddress(word);
  if (!address) throw new UsageError(`${JSON.stringify(word)} is neither a path nor an address.`);
  // An address brings its own origin, and with it the question whose key it is.
  const { path, origin: own = DEFAULT_ORIGIN } = address;
  const keys =
    parseCardPath(path).signature === undefined ? [] : [signingKeyFor(origin ?? own), ...configuredSigningKeys().slice(1)];
  return verifyCardPath(path, keys);
}

/** The keys in EDGECARD_SIGNING_KEY, separated by commas as in the secret: the first signs, all are accepted. */
export function configuredSigningKeys(): readonly string[] {
  return (process.env['EDGECARD_SIGNING_KEY'] ?? '').split(',').filter((key) => key !== '');
}

/** From EDGECARD_SIGNING_KEY; the public development key serves this machine's own stack only. */
export function signingKeyFor(origin: string): string {
  const [key] = configuredSigningKeys();
  if (key) return key;
  if (isThisMachine(origin)) return DEVELOPMENT_KEYS.signing;
  throw new UsageError(`Set EDGECARD_SIGNING_KEY to the key of ${origin}; the development key is for the local stack.`);
}

export function isThisMachine(origin: string): boolean {
  const { hostname } = URL.canParse(origin) ? new URL(origin) : { hostname: '' };
  return hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
}

/** Reads --image-hosts. Throws UsageError. */
export function imageHostsOf(text = ''): readonly string[] {
  const hosts = SETTINGS.imageHosts.parse(text);
  if (hosts) return hosts;
  throw new UsageError(`--image-hosts must be ${SETTINGS.imageHosts.allowed}; got ${JSON.stringify(text)}.`);
}

/** Reads a number that an option gave, within its bounds. */
export function numberOf(name: string, text: string | undefined, bounds: { min: number; max: number; initial: number }): number {
  if (text === undefined) return bounds.initial;
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= bounds.min && value <= bounds.max) return value;
  throw new UsageError(`--${name} must be a number from ${bounds.min} to ${bounds.max}; got ${JSON.stringify(text)}.`);
}

export function optionsOf(template: string): Record<string, { type: 'string'; multiple: boolean }> {
  const fields = Object.entries(templateNamed(template).fields);
  return Object.fromEntries(
    fields.map(([name, schema]) => [name, { type: 'string', multiple: fieldInfo(schema).kind === 'texts' }]),
  );
}

function fieldValue(template: string, name: string, value: unknown): unknown {
  const schema = templateNamed(template).fields[name];
  const isNumber = schema && fieldInfo(schema).kind === 'integer' && typeof value === 'string' && /^-?\d+$/.test(value);
  return isNumber ? Number(value) : value;
}

function complaint(
  { message }: TypeError,
  args: readonly string[],
  options: ParseArgsOptionsConfig,
  template: string | undefined,
): string {
  const [first = message] = message.split(/\.\s/);
  const names = Object.keys(options);
  const forgotten = args.findIndex(
    (text, at) => names.includes(text.slice(2)) && options[text.slice(2)]?.type === 'string' && args[at + 1]?.startsWith('-'),
  );
  if (/ambiguous/.test(message) && forgotten >= 0) {
    const [name, next] = args.slice(forgotten, forgotten + 2);
    return `${name} has no value: ${next} looks like an option. If it is the value, write ${name}=${next}.`;
  }
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const [unknown] = tokens.flatMap((token) => (token.kind === 'option' && !names.includes(token.name) ? [token.name] : []));
  const meant = unknown === undefined ? undefined : nearest(unknown, names);
  const hint = meant === undefined ? '' : ` Did you mean --${meant}?`;
  const all = names.map((name) => `--${name}`).join(', ');
  return `${first}.${hint} ${template === undefined ? 'Options' : `Options for ${template}`}: ${all}.`;
}
