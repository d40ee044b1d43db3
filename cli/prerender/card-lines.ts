// The list that a command names: a file, a pipe, or standard input.
import { constants, createReadStream, openSync, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { isatty } from 'node:tty';
import { CardError } from '../../card-schema/errors.ts';
import { cardLinesOf } from '../../edge/core/prerender/card-lines.ts';
import type { CardLine } from '../../edge/core/prerender/readable-line.ts';
import { nearest } from '../terminal/nearest.ts';
import { systemErrorIn } from '../terminal/system-errors.ts';

/** Standard input. */
export const STDIN = '-';

/** The lines of a list that hold a card, until the signal ends the list early. Throws CardError `bad_list`, and what the system throws. */
export async function* readCardLines(file: string, stopping?: AbortSignal): AsyncGenerator<CardLine> {
  const input: Readable = file === STDIN ? process.stdin : openList(file);
  // A list that nobody is writing to would otherwise be waited for.
  const end = () => void input.destroy();
  stopping?.addEventListener('abort', end, { once: true });
  try {
    for await (const line of cardLinesOf(input)) {
      if (stopping?.aborted) return;
      yield line;
    }
  } catch (error) {
    if (!stopping?.aborted) throw error; // the list that we have ended ourselves
  } finally {
    stopping?.removeEventListener('abort', end);
    end();
  }
}

/**
 * A pipe with a name is opened without waiting for whoever writes to it: a thread that waits there cannot be ended, and with it the
 * process could not.
 */
function openList(file: string): Readable {
  if (statSync(file, { throwIfNoEntry: false })?.isFIFO() !== true) return createReadStream(file);
  const fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  return new Socket({ fd, readable: true, writable: false });
}

/** How many lines hold a card; undefined for a list that can be read only once. Throws CardError `bad_list` for what is no list. */
export async function countCardLines(file: string): Promise<number | undefined> {
  if (!(await isRegularFile(file))) return undefined;
  let count = 0;
  for await (const _ of readCardLines(file)) count++;
  return count;
}

/** Whether the list can be read again; a pipe cannot. Throws CardError `bad_list` for what holds no lines at all. */
export async function isRegularFile(file: string): Promise<boolean> {
  if (file === STDIN) return false;
  const found = await stat(file).catch(async (error: unknown) => {
    throw await missing(file, error);
  });
  if (found.isDirectory()) throw new CardError('bad_list', `${file} is a folder: name a list in it.`);
  if (found.isSocket()) throw new CardError('bad_list', `${file} is a socket, not a list.`);
  if ((found.isCharacterDevice() || found.isBlockDevice()) && !(await givesLines(file)))
    throw new CardError('bad_list', `${file} is a device, not a list.`);
  return found.isFile();
}

/** A terminal, in which somebody types, and the empty list of /dev/null. */
async function givesLines(device: string): Promise<boolean> {
  const real = await realpath(device).catch(() => device);
  return real === '/dev/null' || real === '/dev/tty' || (real.startsWith('/dev/pts/') && isatty(0));
}

/** Other refusals of the system say enough by themselves. */
async function missing(file: string, cause: unknown): Promise<unknown> {
  if (systemErrorIn(cause)?.code !== 'ENOENT') return cause;
  const folder = dirname(file);
  const names = await readdir(folder).catch(() => undefined);
  if (!names) return new CardError('bad_list', `There is no list ${file}, and no folder ${folder}.`, { cause });
  const meant = nearest(basename(file), names);
  const hint = meant === undefined ? '' : ` Did you mean ${join(folder, meant)}?`;
  return new CardError('bad_list', `There is no list ${file}.${hint}`, { cause });
}
