// What `--help` prints, made of the data that the command line is read by.
import { HELP, type Option, type Options } from './option.ts';
import { listed } from './plural.ts';
import { formatTable } from './table.ts';

/** What a command's help is made of. */
export interface About {
  /** What its options follow: `npm run build --`. */
  readonly call: string;
  readonly description: string;
  readonly options: Options;
  /** Commands of its own, each with what it does. */
  readonly commands?: Readonly<Record<string, string>>;
  /** What follows `call`; made of the options if left out. */
  readonly usage?: string;
  readonly words?: { readonly usage: string } | undefined;
  /** What follows `call`. */
  readonly examples?: readonly string[];
  readonly notes?: string;
}

export const EXIT_CODES = 'Exit code 0: done. 1: failed. 2: a mistake in the command line.';

/** More are named in the table below only. */
const MAX_OPTIONS_IN_USAGE = 5;

export function helpText(about: About): string {
  const { call, description, options, commands = {}, examples = [], notes } = about;
  const parts = [
    `${call.replace(/ --$/, '')}: ${description}`,
    `Usage: ${usageOf(about)}`,
    formatTable(Object.entries(commands)),
    optionRows({ ...options, help: HELP }),
    examples.map((example) => `  ${call} ${example}`.trimEnd()).join('\n'),
    notes,
    EXIT_CODES,
  ];
  return parts.filter(Boolean).join('\n\n');
}

export function helpJson(about: About): unknown {
  const { description, options, commands, examples = [], notes } = about;
  return {
    usage: usageOf(about),
    description,
    ...(commands ? { commands } : {}),
    options: Object.fromEntries(Object.entries({ ...options, help: HELP }).map(([name, option]) => [name, optionJson(option)])),
    examples: examples.map((example) => `${about.call} ${example}`.trimEnd()),
    ...(notes === undefined ? {} : { notes }),
    exitCodes: EXIT_CODES,
  };
}

function usageOf({ call, usage, options, words }: About): string {
  return `${call} ${usage ?? [words?.usage, usageOfOptions(options)].filter(Boolean).join(' ')}`.trimEnd();
}

function usageOfOptions(options: Options): string {
  const entries = Object.entries(options);
  if (entries.length > MAX_OPTIONS_IN_USAGE) return '[--option …]';
  return entries.map(([name, option]) => `[${withValue(name, option)}${isMultiple(option) ? ' …' : ''}]`).join(' ');
}

function isMultiple(option: Option): boolean {
  return option.type === 'string' && option.multiple === true;
}

function optionRows(options: Options): string {
  return formatTable(Object.entries(options).map(([name, option]) => [withValue(name, option), describeOption(option)]));
}

function withValue(name: string, option: Option): string {
  return 'value' in option ? `--${name} ${option.value}` : `--${name}`;
}

/** Its description, with what it takes and what it is if it is left out. */
function describeOption(option: Option): string {
  const { description } = option;
  const initial = 'initial' in option && option.initial !== undefined ? `; ${String(option.initial)} if left out` : '';
  switch (option.type) {
    case 'choice':
      return `${description}: ${listed(option.values, 'or')}${initial}`;
    case 'choices':
      return `${description}: some of ${option.values.join(', ')}, separated by commas; all if left out`;
    case 'integer':
    case 'number':
      return `${description}, ${option.min} to ${option.max}${initial}`;
    default:
      return `${description}${initial}`;
  }
}

function optionJson(option: Option): unknown {
  return 'parse' in option ? { ...option, parse: undefined } : option;
}
