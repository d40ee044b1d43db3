// A command line of `npm run cards`: finds the command, runs it, and prints what it says.
import { quoted } from '../card-schema/errors.ts';
import { COMMANDS } from './commands.ts';
import { helpOn, helpOnAll, helpOnAllJson, helpOnJson } from './terminal/cards-help.ts';
import { COMMON_OPTIONS, type Command, type Outcome } from './terminal/command.ts';
import { type Printer, reporter, runReported } from './terminal/entry.ts';
import { UsageError } from './terminal/errors.ts';
import { withoutControls } from './terminal/explain-error.ts';
import { misspeltVariables } from './terminal/misspelt-variables.ts';
import { allFieldOptions, readCommandLine } from './terminal/read-command-line.ts';
import { asksForHelp, asksForJson } from './terminal/read-line.ts';
import { fieldsUnknownToNpm, refuseSwallowedOptions } from './terminal/swallowed-options.ts';
import { hintFor } from './terminal/values.ts';

/** Runs the command, prints what went wrong as well, and returns its exit code. */
export function runCommandLine(args: readonly string[], print: Printer): Promise<number> {
  return runReported(() => runCards(args, print), print, reporter(print, asksForJson(args, COMMON_OPTIONS)));
}

/** Runs the command and returns its exit code. Throws whatever went wrong. */
export async function runCards(args: readonly string[], print: Printer): Promise<number> {
  const { name, rest } = commandIn(args);
  const say = (text: () => string, json: () => unknown) =>
    print.out(asksForJson(args, COMMON_OPTIONS) ? JSON.stringify(json(), undefined, 2) : text());
  if (name === undefined) {
    say(
      () => helpOnAll(COMMANDS),
      () => helpOnAllJson(COMMANDS),
    );
    return 0;
  }
  return runCall(callOf(name, rest), print, say);
}

type Say = (text: () => string, json: () => unknown) => void;

interface Call {
  /** `purge`, `photo add`. */
  readonly name: string;
  readonly command: Command;
  readonly rest: readonly string[];
}

async function runCall({ name, command, rest }: Call, print: Printer, say: Say): Promise<number> {
  const fields = command.takesCard ? allFieldOptions() : {};
  const isGroupAlone = command.subcommands !== undefined && rest.length === 0;
  if (isGroupAlone || asksForHelp(rest, { ...fields, ...command.options })) {
    say(
      () => helpOn(name, command),
      () => helpOnJson(name, command),
    );
    return 0;
  }
  refuseSwallowedOptions(`npm run -s cards -- ${name} …`, { ...fieldsUnknownToNpm(fields), ...command.options }, process.env);
  const line = readCommandLine(name, rest, command);
  // Before it runs: it may fail for want of the very key.
  for (const sentence of misspeltVariables(process.env)) print.err(withoutControls(`Warning: ${sentence}`));
  const outcome = await command.run(line);
  for (const { message } of outcome.warnings ?? []) print.err(withoutControls(`Warning: ${message}`));
  printOutcome(outcome, line.json, print);
  return outcome.exitCode ?? 0;
}

function printOutcome({ text, json, stdout, aside = '' }: Outcome, asJson: boolean, print: Printer): void {
  if (asJson) {
    print.out(JSON.stringify(json, undefined, 2));
    return;
  }
  // Names of files and of things that were found are a stranger's, and terminals obey control characters.
  const said = withoutControls(text);
  if (stdout !== undefined) print.err(said);
  if (aside !== '') print.err(withoutControls(aside));
  if (stdout !== undefined || text !== '' || aside === '') print.out(stdout ?? said);
}

/** The command may come after the options that all have, and after `help`. None where help on all of them is asked for. */
function commandIn(args: readonly string[]): { readonly name: string | undefined; readonly rest: readonly string[] } {
  const common = (text: string) => ['--json', '--help', '-h', '--'].includes(text);
  const first = args.findIndex((text) => !common(text));
  const isHelp = args[first] === 'help';
  const at = isHelp ? args.findIndex((text, index) => index > first && !common(text)) : first;
  if (at < 0) return { name: undefined, rest: [] };
  const before = args.slice(0, at).filter((text) => text !== '--' && text !== 'help');
  return { name: args[at], rest: [...before, ...(isHelp ? ['--help'] : []), ...args.slice(at + 1)] };
}

/** Down to the command of a group, where its name is there. */
function callOf(first: string, args: readonly string[]): Call {
  const command = commandNamed(first, COMMANDS, 'command');
  const { subcommands } = command;
  if (subcommands === undefined) return { name: first, command, rest: args };
  const { name, rest } = commandIn(args);
  if (name === undefined) return { name: first, command, rest: [] };
  // An option in its place is for the group to refuse.
  if (name.startsWith('-')) return { name: first, command, rest: args };
  return { name: `${first} ${name}`, command: commandNamed(name, subcommands, `command of ${first}`), rest };
}

function commandNamed(name: string, commands: Readonly<Record<string, Command>>, kind: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command;
  const names = Object.keys(commands);
  if (name.startsWith('-'))
    throw new UsageError(`The command comes first, then its options; got ${quoted(name)}. There are ${names.join(', ')}.`);
  throw new UsageError(`No ${kind} is called ${quoted(name)}.${hintFor(name, names)} There are ${names.join(', ')}.`, {
    code: 'unknown_command',
  });
}
