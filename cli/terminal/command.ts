// What a command of `npm run cards` is: data that the help and the shell completion are made of, and one function.
import type { CardWarning } from '../../card-schema/card-warning.ts';
import { UsageError } from './errors.ts';
import { HELP, type Options } from './option.ts';
import { listed } from './plural.ts';
import type { Line, Words } from './read-line.ts';

/** What follows the command's name. */
export interface CommandLine<O extends Options = Options> extends Line<O> {
  /** The template's fields that were given, where the command takes a card. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly json: boolean;
}

/** What a command has to say, to people and (with --json) to machines. */
export interface Outcome {
  readonly text: string;
  readonly json: unknown;
  /** What goes to standard output in place of the text, which then goes to standard error. Not with --json. */
  readonly stdout?: Uint8Array;
  /**
   * Lines for people, on standard error: what a script must not take for what it asked for, such as the parts that were refused. Not
   * with --json, which has it as data. An empty text is not printed then.
   */
  readonly aside?: string;
  /** For people, on standard error, so that what is printed can be used as it is. */
  readonly warnings?: readonly CardWarning[];
  /** 0 by default: 1 is a failure, 2 a mistake in the command line. */
  readonly exitCode?: number;
}

export interface Command<O extends Options = Options> {
  /** A few words for the list of commands. */
  readonly description: string;
  /** What follows the name: `<template> [--field value …]`. */
  readonly usage: string;
  /** True when a template's fields are options as well. */
  readonly takesCard?: boolean;
  /** How many words it takes, besides options; none if left out. */
  readonly words?: Words;
  /** The words that it can be given, for the shell to complete. */
  readonly completes?: readonly string[];
  readonly options: O;
  /** What follows `npm run -s cards -- `. */
  readonly examples: readonly string[];
  /** What else there is to know, for the help. */
  readonly notes?: string;
  /** About an option that it has not: who has it. */
  readonly elsewhere?: (option: string) => string | undefined;
  /** Commands of its own, such as `photo add`: the next word names one of them. */
  readonly subcommands?: Readonly<Record<string, Command>>;
  readonly run: (line: CommandLine<O>) => Promise<Outcome>;
}

/** Types a command by its own options, and gives it the type that all of them share. */
export function command<const O extends Options>(definition: Command<O>): Command {
  return definition as unknown as Command; // the line is read by this very command's options
}

/** Of every command. */
export const COMMON_OPTIONS = {
  json: { type: 'boolean', description: 'prints JSON, for machines' },
  help: HELP,
} as const satisfies Options;

export interface CommandGroup {
  readonly description: string;
  /** At the next word after the group's name. */
  readonly subcommands: Readonly<Record<string, Command>>;
  readonly notes?: string;
}

/** Commands that begin with the same word. An option that one of them has not is looked for in the others. */
export function commandGroup(name: string, { description, subcommands, notes }: CommandGroup): Command {
  const elsewhere = (option: string) => {
    const having = Object.entries(subcommands).flatMap(([each, { options }]) =>
      Object.hasOwn(options, option) ? [`${name} ${each}`] : [],
    );
    return having.length === 0 ? undefined : ` It is an option of ${listed(having)}.`;
  };
  const usage = `${Object.keys(subcommands).join(' | ')} …`;
  return {
    description,
    usage,
    words: { usage, min: 1, otherwise: `Say which: ${name} ${Object.keys(subcommands).join(', ')}.` },
    options: {},
    examples: Object.values(subcommands).flatMap(({ examples }) => examples.slice(0, 1)),
    ...(notes === undefined ? {} : { notes }),
    elsewhere,
    subcommands: Object.fromEntries(Object.entries(subcommands).map(([each, command]) => [each, { elsewhere, ...command }])),
    // Without a word it prints its help, and with a wrong one nothing runs.
    run: async () => {
      throw new UsageError(`Say which: ${name} ${Object.keys(subcommands).join(', ')}.`);
    },
  };
}
