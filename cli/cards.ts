// `npm run cards -- <command>`: finds the command, and prints what it says.
import { CardError } from '../card-schema/errors.ts';
import { AwsError } from './aws/aws.ts';
import { COMMANDS } from './commands.ts';
import type { Command } from './terminal/command.ts';
import { helpOn, helpOnAll } from './terminal/help.ts';
import { nearest } from './terminal/nearest.ts';
import { asksForHelp, readCommandLine, UsageError } from './terminal/options.ts';

async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && args.length === 0)) {
    console.log(helpOnAll(COMMANDS));
    return;
  }
  if (name === 'help') return main([args[0] ?? '', '--help']);
  const command = commandNamed(name);
  if (asksForHelp(args, command)) {
    console.log(helpOn(name, command));
    return;
  }
  const line = readCommandLine(args, command);
  const { text, json, warnings = [], exitCode = 0 } = await command.run(line);
  for (const { message } of warnings) console.error(`Warning: ${message}`);
  console.log(line.common.json ? JSON.stringify(json, undefined, 2) : text);
  process.exitCode = exitCode;
}

function commandNamed(name: string): Command {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command) return command;
  const names = Object.keys(COMMANDS);
  const meant = nearest(name, names);
  const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new UsageError(`No command is called ${JSON.stringify(name)}.${hint} There are ${names.join(', ')}.`);
}

/** An error that is no bug: its own sentence says what to do. A folder that is not there, a disk that is full, S3's refusal. */
function isTold(error: unknown): error is Error {
  const told = error instanceof UsageError || error instanceof CardError || error instanceof AwsError;
  return told || (error instanceof Error && 'syscall' in error);
}

const args = process.argv.slice(2);
try {
  await main(args);
} catch (error) {
  if (!isTold(error)) throw error;
  process.exitCode = error instanceof UsageError ? 2 : 1;
  const code = 'code' in error ? String(error.code) : 'usage';
  if (args.includes('--json')) console.log(JSON.stringify({ error: { code, message: error.message } }, undefined, 2));
  else console.error(error.message);
}
