// Reads a command line by the data that describes its options. Every mistake is a UsageError that names what was probably meant.
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { quoted } from '../../card-schema/errors.ts';
import { UsageError } from './errors.ts';
import { refuseLostCharacters } from './lost-characters.ts';
import { nearest } from './nearest.ts';
import { HELP, type Option, type Options, type OptionValues, takesValue } from './option.ts';
import { hintFor, readTyped } from './values.ts';

/** What is not an option: files, addresses, names. */
export interface Words {
  /** For the help: `FILE`, `[address]`. */
  readonly usage: string;
  /** @default none */
  readonly min?: number;
  /** @default any number */
  readonly max?: number;
  /** The whole sentence to say when there are too few or too many. */
  readonly otherwise?: string;
}

export interface Grammar<O extends Options = Options> {
  /** Whose command line it is, to begin a sentence with: `cost`, `npm run build`. */
  readonly name: string;
  readonly options: O;
  /** Without it, a word is a mistake. */
  readonly words?: Words | undefined;
  /** Of which the options are listed, when one is unknown: `Options for article`. */
  readonly optionsOf?: string;
  /** A sentence about an option that is unknown here and known elsewhere. */
  readonly elsewhere?: (name: string) => string | undefined;
}

export interface Line<O extends Options = Options> {
  readonly options: OptionValues<O>;
  readonly words: readonly string[];
}

/** Whether a command line asks for help: nothing else in it counts then, right or wrong. A `-h` may be the text of an option. */
export function asksForHelp(args: readonly string[], options: Options): boolean {
  const isValue = (before = '') => before.startsWith('--') && isValued(options, before.slice(2));
  return beforeTerminator(args).some((text, at, all) => text === '--help' || (text === '-h' && !isValue(all[at - 1])));
}

function isValued(options: Options, name: string): boolean {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  return option !== undefined && takesValue(option);
}

/** Whether it asks for JSON, even if it is wrong otherwise: its mistakes are then JSON as well. */
export function asksForJson(args: readonly string[], options: Options): boolean {
  return options['json']?.type === 'boolean' && beforeTerminator(args).some((text) => /^--json(=|$)/.test(text));
}

/** Throws UsageError. */
export function readLine<const O extends Options>(args: readonly string[], grammar: Grammar<O>): Line<O> {
  const given = new Map<string, string[]>();
  const words: string[] = [];
  const all: Options = { ...grammar.options, help: HELP };
  for (const token of tokensOf(withoutFirstTerminator(args), all)) {
    if (token.kind === 'option-terminator') continue;
    refuseLostCharacters(token.kind === 'option' ? token.typed : 'A word', token.value ?? '');
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(all, token.name) ? all[token.name] : undefined;
    if (option === undefined) throw unknownOption(token.typed, all, grammar);
    const value = checkedValue(token, option, all);
    if (value !== undefined) given.set(token.name, [...(given.get(token.name) ?? []), value]);
  }
  refuseOddWords(words, grammar);
  const options = Object.entries(grammar.options).map(([name, option]) => [name, readValue(name, option, given.get(name))]);
  return { options: Object.fromEntries(options.filter(([, value]) => value !== undefined)) as OptionValues<O>, words }; // read by O
}

/** The words alone, right or wrong as the line may be: none of them is an option's value. */
export function wordsIn(args: readonly string[], options: Options): readonly string[] {
  const tokens = tokensOf(withoutFirstTerminator(args), { ...options, help: HELP });
  return tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
}

type Token =
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' }
  | {
      readonly kind: 'option';
      readonly name: string;
      /** With its dashes; of `-title`, which is read as five options of one letter, all of it. */
      readonly typed: string;
      readonly value: string | undefined;
      readonly inline: boolean;
    };

function tokensOf(args: readonly string[], options: Options): readonly Token[] {
  const entries = Object.entries(options).map(([name, option]) => [
    name,
    { type: takesValue(option) ? 'string' : 'boolean', ...(name === 'help' ? { short: 'h' } : {}) },
  ]);
  const config = Object.fromEntries(entries) as ParseArgsOptionsConfig; // of two types, as above
  // Not strict: its sentences are for programmers, and an option that is the value of another one is ours to find.
  const { tokens } = parseArgs({ args: [...args], options: config, strict: false, allowPositionals: true, tokens: true });
  return tokens.map((token): Token => {
    if (token.kind !== 'option') return token;
    const { name, rawName, value, index, inlineValue } = token;
    const typed = rawName.startsWith('--') ? rawName : (args[index] ?? rawName);
    return { kind: 'option', name, typed, value, inline: inlineValue === true };
  });
}

/** The words of the command line that belong to an option; `''` for a flag. */
function checkedValue({ name, typed, value, inline }: Token & { kind: 'option' }, option: Option, all: Options): string {
  if (!takesValue(option)) {
    if (inline) throw new UsageError(`${typed} takes no value; got ${quoted(value)}.`);
    return '';
  }
  if (value === undefined) throw new UsageError(`--${name} has no value: give ${describeValue(option)}.`);
  // A value may begin with a dash; what is an option, or is one but for a typing error, was not meant as the value.
  if (!inline && looksLikeOption(value, all))
    throw new UsageError(`--${name} has no value: ${value} looks like an option. If it is the value, write --${name}=${value}.`);
  return value;
}

function describeValue(option: Option): string {
  return 'value' in option ? option.value : 'nothing';
}

function looksLikeOption(text: string, options: Options): boolean {
  if (text === '--') return true;
  const [, name] = /^--([a-z][a-z-]*)(?:=.*)?$/s.exec(text) ?? [];
  return name !== undefined && (Object.hasOwn(options, name) || nearest(name, Object.keys(options)) !== undefined);
}

function readValue(name: string, option: Option, given: readonly string[] | undefined): unknown {
  if (option.type === 'boolean') return given !== undefined;
  const multiple = option.type === 'string' && option.multiple === true;
  if (multiple) return (given ?? []).map((text) => readTyped(name, option, text));
  const [text, ...more] = given ?? [];
  if (more.length > 0) throw new UsageError(`--${name} is given more than once: ${(given ?? []).map(quoted).join(', ')}.`);
  return text === undefined ? option.initial : readTyped(name, option, text);
}

function unknownOption(typed: string, all: Options, { optionsOf = 'Options', elsewhere }: Grammar): UsageError {
  const name = typed.replace(/^-+/, '').replace(/=.*$/s, '');
  const names = Object.keys(all);
  const [, positive = ''] = /^no-(.+)$/.exec(name) ?? [];
  const hint = Object.hasOwn(all, positive)
    ? ` Leave --${positive} out instead.`
    : (elsewhere?.(name) ?? hintFor(name, names, '--'));
  const listed = names.map((each) => `--${each}`).join(', ');
  return new UsageError(`Unknown option '${typed}'.${hint} ${optionsOf}: ${listed}.`);
}

/** A text that was copied from a document may have one long dash for two hyphens. Throws UsageError. */
export function refuseLongDashes(words: readonly string[], options: Options): void {
  const dashed = words.find((word) => /^[\u2010-\u2015\u2212]/.test(word));
  const meant = dashed && nearest(dashed.replace(/^[-\u2010-\u2015\u2212]+/, ''), Object.keys(options));
  if (meant) throw new UsageError(`${quoted(dashed)} begins with a long dash; an option begins with two hyphens: --${meant}.`);
}

function refuseOddWords(words: readonly string[], { name, options, words: allowed }: Grammar): void {
  refuseLongDashes(words, options);
  const { min = 0, max = Number.POSITIVE_INFINITY, otherwise } = allowed ?? { max: 0 };
  if (words.length >= min && words.length <= max) return;
  if (otherwise !== undefined) throw new UsageError(`${otherwise}${quotesHint(words)}`);
  const [word = ''] = words;
  throw new UsageError(
    `${name} takes options only; got ${quoted(word)}.${hintFor(word, [...Object.keys(options), 'help'], '--')}`,
  );
}

/** The shell takes “ and ” for letters. */
export function quotesHint(words: readonly string[]): string {
  return words.some((word) => /[“”„«»]/.test(word)) ? ' Write straight quotation marks, " or \'.' : '';
}

/** npm takes the first `--` for itself; pnpm and yarn hand it on. */
function withoutFirstTerminator(args: readonly string[]): readonly string[] {
  return args[0] === '--' ? args.slice(1) : args;
}

function beforeTerminator(args: readonly string[]): readonly string[] {
  const own = withoutFirstTerminator(args);
  const end = own.indexOf('--');
  return end < 0 ? own : own.slice(0, end);
}
