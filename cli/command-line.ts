// A command line of `npm run cards`: finds the command, runs it, and prints what it says.
import { CardError } from '../card-schema/errors.ts';
import { AwsError } from './aws/aws.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './terminal/command.ts';
import { helpOn, helpOnAll } from './terminal/help.ts';
import { nearest } from './terminal/nearest.ts';
import { asksForHelp, readCommandLine, UsageError } from './terminal/options.ts';

/** Each takes a text of whole lines, without the last newline. */
export interface Printer {
  out(text: string): void;
  err(text: string): void;
}

/** Runs the command and returns its exit code. An error that is a bug is thrown. */
export async function runCommandLine(args: readonly string[], print: Printer): Promise<number> {
  try {
    return await run(args, print);
  } catch (error) {
    if (!isExpected(error)) throw error;
    const code = 'code' in error ? String(error.code) : 'usage';
    if (args.includes('--json')) print.out(JSON.stringify({ error: { code, message: error.message } }, undefined, 2));
    else print.err(error.message);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run([name, ...args]: readonly string[], print: Printer): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && args.length === 0)) {
    print.out(helpOnAll(COMMANDS));
    return 0;
  }
  if (name === 'help') return run([args[0] ?? '', '--help'], print);
  const command = commandNamed(name);
  if (asksForHelp(args, command)) {
    print.out(helpOn(name, command));
    return 0;
  }
  const line = readCommandLine(args, command);
  const { text, json, warnings = [], exitCode = 0 } = await command.run(line);
  for (const { message } of warnings) print.err(`Warning: ${message}`);
  print.out(line.common.json ? JSON.stringify(json, undefined, 2) : text);
  return exitCode;
}

function commandNamed(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const names = Object.keys(COMMANDS);
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new UsageError(`No command is called ${JSON.stringify(name)}.${hint} There are ${names.join(', ')}.`);
}

/** An error that is not a bug: its own sentence says what to do. A folder that is not there, a disk that is full, S3's refusal. */
function isExpected(error: unknown): error is Error {
  const isOurs = error instanceof UsageError || error instanceof CardError || error instanceof AwsError;
  return isOurs || (error instanceof Error && 'syscall' in error);
}
