// `npm run check:commits`: are the messages of commits in order? A hook gives the file of one message, CI a range.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { quoted } from '../../card-schema/errors.ts';
import { ExpectedError, UsageError } from '../../cli/terminal/errors.ts';
import { explainError } from '../../cli/terminal/explain-error.ts';
import { runScript } from '../../cli/terminal/script.ts';
import { judgeMessage } from './judge-message.ts';

/** Of all messages of a range, a year of them. */
const MAX_LOG_BYTES = 64_000_000;

interface Message {
  readonly text: string;
  /** The commit, where there is one yet. */
  readonly hash?: string;
}

/** The messages of a range. Merges are git's own. Throws UsageError, and ExpectedError where git cannot run. */
function messagesOf(range: string): readonly Message[] {
  const args = ['log', '--no-merges', '--format=%h %B%x00', '--end-of-options', range];
  const { error, status, stdout: log, stderr } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: MAX_LOG_BYTES });
  if (error) throw cannotRun(error, range);
  if (status !== 0 && !isRepository()) throw noRepository(stderr);
  if (status !== 0) throw new UsageError(`git does not know the range ${quoted(range)}: ${stderr.trim()}`);
  const entries = log.split('\0').map((entry) => entry.trimStart());
  return entries.filter(Boolean).map((entry) => {
    const end = entry.indexOf(' ');
    return { hash: entry.slice(0, end), text: entry.slice(end + 1) };
  });
}

function isRepository(): boolean {
  return spawnSync('git', ['rev-parse', '--git-dir']).status === 0;
}

/** A source archive, a copy without `.git`, or one that belongs to another user, which git does not trust. */
function noRepository(stderr: string): ExpectedError {
  const [reason = ''] = stderr.trim().split('\n');
  return new ExpectedError(
    'no_repository',
    `The messages are in a git repository, and there is none here that git reads: ${reason}`,
  );
}

function cannotRun(cause: Error, range: string): ExpectedError {
  const code = 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT')
    return new ExpectedError('no_git', 'git is not installed, or not in PATH, and the messages are in it.', { cause });
  if (code === 'ENOBUFS')
    return new ExpectedError(
      'too_long',
      `The messages of ${quoted(range)} have more than ${MAX_LOG_BYTES / 1e6} MB: give a shorter range.`,
      { cause },
    );
  return new ExpectedError('no_git', `git cannot run: ${explainError(cause).message}`, { cause });
}

await runScript({
  call: 'npm run check:commits --',
  description: 'says whether the messages of commits are in order',
  words: { usage: '[FILE]', max: 1, otherwise: 'Give one FILE.' },
  options: {
    range: { type: 'string', value: 'FROM..TO', description: 'the commits that are in TO and not in FROM' },
  },
  notes: 'FILE has the message of a commit that is being made, as git gives it to the hook commit-msg.',
  run: async ({ options: { range }, words: [file] }, print) => {
    if ((file === undefined) === (range === undefined)) throw new UsageError('Give one of FILE and --range.');
    const messages = range === undefined ? [{ text: messageIn(file ?? '') }] : messagesOf(range);
    const found = messages.flatMap(({ hash, text }: Message) =>
      judgeMessage(text).map((problem) => (hash ? `${hash}: ${problem}` : problem)),
    );
    for (const problem of found) print.err(problem);
    return found.length > 0 ? 1 : 0;
  },
});

/** Throws UsageError. */
function messageIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${explainError(cause).message} Give the file of a message.`, { cause });
  }
}
