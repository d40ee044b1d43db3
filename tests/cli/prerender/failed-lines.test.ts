import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, rmdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { failedFilesFor } from '../../../cli/prerender/failed-files.ts';
import { openFailedLines, unstoredOf } from '../../../cli/prerender/failed-lines.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('failed');
  await writeFile(join(folder.path, 'cards.txt'), '/default.jpg\n');
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFile(at(name), 'utf8');
const wrong = new CardError('not_a_card', 'Not a card.');

describe('where failed lines go', () => {
  test('next to the list, or where --failed says, and incomplete cards next to them', async () => {
    expect(await failedFilesFor(at('cards.txt'), undefined)).toEqual({
      failed: at('cards.txt.failed'),
      incomplete: at('cards.txt.incomplete'),
    });
    expect(await failedFilesFor('-', at('a.failed'))).toEqual({ failed: at('a.failed'), incomplete: at('a.incomplete') });
  });

  test.each([
    ['standard input', '-'],
    ['a job', undefined],
    ['a device', '/dev/null'],
  ])('nowhere for %s, unless --failed names a file', async (_, list) => {
    expect(await failedFilesFor(list, undefined)).toEqual({ none: 'name a file for them with --failed' });
  });

  test('what is no file takes both', async () => {
    expect(await failedFilesFor('-', '/dev/null')).toEqual({ failed: '/dev/null', incomplete: '/dev/null' });
  });

  test.each(['cards.txt.failed', 'cards.txt.incomplete'])('not into a %s that another has written', async (name) => {
    await writeFile(at(name), 'my notes\n');
    await expect(failedFilesFor(at('cards.txt'), undefined)).rejects.toThrow(/is there, and not from this command.*--failed\.$/);
    expect(await read(name)).toBe('my notes\n');
  });

  test('into an empty file, and into one of a former run', async () => {
    await writeFile(at('cards.txt.failed'), '# line 3: not_a_card: nonsense\nnonsense\n');
    await writeFile(at('cards.txt.incomplete'), '');
    expect(await failedFilesFor(at('cards.txt'), undefined)).toHaveProperty('failed');
  });

  test('a place that --failed names and that cannot be written to is refused', async () => {
    await expect(failedFilesFor('-', at('none/a.failed'))).rejects.toThrow(/there is no folder .*none\.$/);
    await expect(failedFilesFor('-', folder.path)).rejects.toThrow(/is a folder\.$/);
  });

  test('where nothing can be written next to the list, the report alone has them, and says why', async () => {
    await mkdir(at('cards.txt.failed'));
    expect(await failedFilesFor(at('cards.txt'), undefined)).toEqual({
      none: expect.stringMatching(/cards\.txt\.failed is a folder; name another place with --failed$/),
    });
    await rmdir(at('cards.txt.failed'));
    await folderOfNobody(async (list) => {
      expect(await failedFilesFor(list, undefined)).toEqual({
        none: expect.stringMatching(/may not write to .*; name another place/),
      });
    });
  });

  /** Root may write anywhere, but not into the kernel's own files. */
  async function folderOfNobody(use: (list: string) => Promise<void>): Promise<void> {
    if (process.getuid?.() === 0) return use('/proc/self/status');
    await chmod(folder.path, 0o500);
    await use(at('cards.txt')).finally(() => chmod(folder.path, 0o700));
  }
});

describe('the file of failed lines', () => {
  test('is a list again: each line after its reason', async () => {
    const failed = openFailedLines(at('f'));
    failed.add({ line: 2, text: 'nonsense' }, wrong);
    failed.add({ line: 3, text: 'more' }, new CardError('not_a_card', 'Over\ntwo lines.'));
    expect(await failed.end({ complete: true })).toEqual({ file: at('f') });
    expect(await read('f')).toBe('# line 2: not_a_card: Not a card.\nnonsense\n# line 3: not_a_card: Over two lines.\nmore\n');
  });

  test('has a line that cannot be read as a comment, cut off', async () => {
    const failed = openFailedLines(at('f'));
    failed.add({ line: 2, text: `Gr\\xFC ${'x'.repeat(5000)}`, unreadable: wrong }, wrong);
    await failed.end({ complete: true });
    const lines = (await read('f')).trimEnd().split('\n');
    expect(lines).toEqual(['# line 2: not_a_card: Not a card.', expect.stringMatching(/^# it begins: Gr\\xFC x+…$/)]);
    expect((await read('f')).length).toBeLessThan(1200);
  });

  test('that a former run left stays until this one has something to write, or has gone through without', async () => {
    await writeFile(at('f'), '# line 1: old\n');
    await openFailedLines(at('f')).end({ complete: false });
    expect(await read('f')).toBe('# line 1: old\n');
    const failed = openFailedLines(at('f'));
    failed.add({ line: 2, text: 'new' }, wrong);
    await failed.end({ complete: false });
    expect(await read('f')).not.toContain('old');
    await openFailedLines(at('f')).end({ complete: true });
    expect(await readdir(folder.path)).toEqual(['cards.txt']);
  });

  test.each([
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a link to a pipe', (path: string) => symlink('/dev/stderr', path)],
    ['a folder', (path: string) => mkdir(path)],
    ['a file of somebody else', (path: string) => writeFile(path, 'my notes\n')],
  ])('%s that stands in its place stays when nothing failed', async (_, make) => {
    await make(at('f'));
    const before = await lstat(at('f'));
    expect(await openFailedLines(at('f')).end({ complete: true })).toEqual({});
    const { ino, mode } = await lstat(at('f'));
    expect({ ino, mode }).toEqual({ ino: before.ino, mode: before.mode });
  });

  test('that is a pipe has all lines before who reads it sees its end, and is a pipe still', async () => {
    execFileSync('mkfifo', [at('f')]);
    const reader = createReadStream(at('f'), 'utf8');
    const failed = openFailedLines(at('f'));
    failed.add({ line: 2, text: 'nonsense' }, wrong);
    const [first] = await once(reader, 'data');
    const rest = text(reader);
    failed.add({ line: 3, text: 'more' }, wrong);
    await failed.end({ complete: true });
    const all = '# line 2: not_a_card: Not a card.\nnonsense\n# line 3: not_a_card: Not a card.\nmore\n';
    expect(String(first) + (await rest)).toBe(all);
    expect((await lstat(at('f'))).isFIFO()).toBe(true);
  });

  test('that the shell has opened is added to, and not begun afresh', async () => {
    await writeFile(at('log'), 'what was there\n');
    const module = new URL('../../../cli/prerender/failed-lines.ts', import.meta.url).href;
    const script = `const { openFailedLines } = await import('${module}');
      const lines = openFailedLines('/dev/stderr');
      lines.add({ line: 2, text: 'nonsense' }, new Error('x'));
      await lines.end({ complete: true });`;
    execFileSync('sh', ['-c', '"$0" --input-type=module -e "$1" 2>> log', process.execPath, script], { cwd: folder.path });
    expect(await read('log')).toMatch(/^what was there\n# line 2: /);
  });

  test('that cannot be written costs nobody the report', async () => {
    const failed = openFailedLines(at('none/f'));
    const incomplete = openFailedLines(undefined);
    failed.add({ line: 2, text: 'nonsense' }, wrong);
    failed.add({ line: 3, text: 'nonsense' }, wrong);
    expect(await unstoredOf({ failed, incomplete }, { complete: true })).toMatchObject({
      failures: [{ line: 2 }, { line: 3 }],
      fileProblem: expect.stringContaining('ENOENT'),
    });
  });
});

test('the report has the lines that come first in the list, in whatever order they fail', () => {
  const failed = openFailedLines(undefined);
  for (const line of [30, 7, 99, ...Array.from({ length: 20 }, (_, index) => 50 - index)]) failed.add({ line, text: '' }, wrong);
  const numbers = failed.first().map(({ line }) => line);
  expect(numbers).toEqual([7, 30, ...Array.from({ length: 18 }, (_, index) => 31 + index)]);
  expect(failed.count()).toBe(23);
});
