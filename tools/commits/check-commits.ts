// `npm run check:commits`: are the messages of commits in order? A hook gives the file of one message, CI a range.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { judgeMessage } from './judge-message.ts';

const USAGE = `Usage: npm run check:commits -- FILE
       npm run check:commits -- --range FROM..TO

  FILE     the message of a commit that is being made, as git gives it to the hook commit-msg
  --range  the commits that are in TO and not in FROM`;

interface Message {
  readonly text: string;
  /** The commit, where there is one yet. */
  readonly hash?: string;
}

/** The messages of a range. Merges are git's own. */
function messagesOf(range: string): readonly Message[] {
  const log = execFileSync('git', ['log', '--no-merges', '--format=%h %B%x00', '--end-of-options', range], {
    encoding: 'utf8',
    stdio: 'pipe',
  });
  const entries = log.split('\0').map((entry) => entry.trimStart());
  return entries.filter(Boolean).map((entry) => {
    const end = entry.indexOf(' ');
    return { hash: entry.slice(0, end), text: entry.slice(end + 1) };
  });
}

/** The exit code: 0 when all are in order, 1 when one is not, 2 for a wrong command line. */
function main(args: string[]): number {
  const { values, positionals } = parseArgs({ args, options: { range: { type: 'string' } }, allowPositionals: true });
  const [file, ...more] = positionals;
  if (more.length > 0 || (file === undefined) === (values.range === undefined)) throw new Error(USAGE);
  const messages: readonly Message[] =
    values.range === undefined ? [{ text: readFileSync(file ?? '', 'utf8') }] : messagesOf(values.range);
  const found = messages.flatMap(({ hash, text }) =>
    judgeMessage(text).map((problem) => (hash ? `${hash}: ${problem}` : problem)),
  );
  for (const problem of found) console.error(problem);
  return found.length > 0 ? 1 : 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  // An unknown option, a range that git does not know, a file that is not there.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
