// Where a drawn picture goes, looked at before anything is drawn: a mistake in --out must not cost a drawing.
import { readlink, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ExpectedError, UsageError } from '../terminal/errors.ts';
import { systemErrorIn } from '../terminal/system-errors.ts';
import { problemOfFile } from '../terminal/write-access.ts';
import { partialOf, writeWhole } from '../terminal/write-whole.ts';

/** Standard output, and its names as a file of Linux. */
const STDOUT: ReadonlySet<string> = new Set(['-', '/dev/stdout', '/dev/fd/1', '/proc/self/fd/1']);

export function isStdout(out: string): boolean {
  return STDOUT.has(out);
}

interface Surroundings {
  readonly json: boolean;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A picture can go to standard output if nothing else does, and if nobody is to read it there. Throws UsageError. */
export function refuseStdout({ json, isTerminal, env }: Surroundings): void {
  if (json) throw new UsageError('--json and --out - both write to standard output: name a file, or leave --json out.');
  if (isTerminal)
    throw new UsageError('--out - would fill this terminal with the bytes of a JPEG: redirect it, such as with > card.jpg.');
  // npm writes what it runs to standard output, unless it is silent.
  const isNpm = /^npm\//.test(env['npm_config_user_agent'] ?? '') && env['npm_lifecycle_event'] !== undefined;
  if (isNpm && env['npm_config_loglevel'] !== 'silent')
    throw new UsageError('npm would put its own lines before the picture: with --out - it is npm run -s cards -- draw …');
}

/** Of files that hold something else. Any other ending, as of mktemp's files, says nothing of what is in it. */
const OTHER_TYPE = /\.(png|apng|webp|avif|gif|hei[cf]|jxl|jp2|tiff?|bmp|ico|svg|pdf|psd|mp4|mov|webm|html?|txt|json|zip)$/i;

/**
 * Gives what writes the picture: whole or not at all. `option` named the file. Throws ExpectedError `bad_output` where it is known that
 * it cannot, and where the name says that it is no JPEG.
 */
export async function openPictureFile(out: string, option = '--out'): Promise<(jpeg: Uint8Array) => Promise<void>> {
  const target = await targetOf(out, option);
  const found = await stat(target).catch(() => undefined);
  if (found?.isDirectory() || out.endsWith('/'))
    refuse(`${option} names the folder ${out}: name a file in it, such as ${join(out, 'card.jpg')}.`);
  const [ending] = OTHER_TYPE.exec(out) ?? [];
  if (ending !== undefined)
    refuse(`${option} ${out} would be a JPEG in a file that is called ${ending}: name it ${out.slice(0, -ending.length)}.jpg.`);
  if (target === '/dev/null') return (jpeg) => writeFile(target, jpeg);
  if (found && !found.isFile())
    refuse(
      `${option} ${out} is a ${found.isFIFO() ? 'pipe' : 'device or a socket'}, not a file: --out - writes to standard output.`,
    );
  const problem = (await problemOfFile(target)) ?? (await problemOfFile(partialOf(target)));
  if (problem !== undefined) refuse(`${option} ${out} cannot be written, because ${problem}: name another place.`);
  return (jpeg) => writeWhole(target, jpeg);
}

function refuse(message: string): never {
  throw new ExpectedError('bad_output', message);
}

/** A symbolic link stays one: the file that it leads to is written, whether it is there yet or not. */
async function targetOf(out: string, option: string): Promise<string> {
  const file = resolve(out);
  try {
    return await realpath(file);
  } catch (error) {
    if (systemErrorIn(error)?.code === 'ELOOP')
      refuse(`${option} ${out} is a symbolic link that leads back to itself: name another file.`);
    const link = await readlink(file).catch(() => undefined);
    return link === undefined ? file : targetOf(resolve(dirname(file), link), option);
  }
}
