import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countCardLines, readCardLines } from '../../../cli/prerender/card-lines.ts';
import type { CardLine } from '../../../edge/core/prerender/readable-line.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('lines');
});
afterAll(() => folder.remove());

async function listOf(content: string): Promise<string> {
  const file = join(folder.path, 'list');
  await writeFile(file, content);
  return file;
}

async function all(lines: AsyncIterable<CardLine>): Promise<readonly CardLine[]> {
  const list: CardLine[] = [];
  for await (const line of lines) list.push(line);
  return list;
}

test('counts every line, and gives those that hold a card', async () => {
  const file = await listOf('# scores\n/1-2-3.jpg\r\n\n  \n/4-5-6.jpg');
  expect(await all(readCardLines(file))).toEqual([
    { line: 2, text: '/1-2-3.jpg' },
    { line: 5, text: '/4-5-6.jpg' },
  ]);
  expect(await countCardLines(file)).toBe(2);
});

test('a line separator inside a text ends no line', async () => {
  expect(await all(readCardLines(await listOf('{"a":"b\u2028c"}\n/x.jpg\n')))).toEqual([
    { line: 1, text: '{"a":"b\u2028c"}' },
    { line: 2, text: '/x.jpg' },
  ]);
});

test('characters and line ends that lie across two reads stay whole', async () => {
  // Node reads 64 KB at a time.
  const text = `${'é'.repeat(40_000)}`;
  const file = await listOf(`${'x'.repeat(64 * 1024 - 1)}\r\n${text}\n`);
  const [, second] = await all(readCardLines(file));
  expect(second).toEqual({ line: 2, text });
});

test('a list without line ends is one line, which fails', async () => {
  expect(await all(readCardLines(await listOf('x'.repeat(300_000))))).toMatchObject([
    { line: 1, unreadable: { code: 'too_long' } },
  ]);
});

describe('what is no list is named before anything is read', () => {
  test('a file that is not there, with the one that was meant', async () => {
    await listOf('/x.jpg\n');
    const refused = countCardLines(join(folder.path, 'lst'));
    await expect(refused).rejects.toMatchObject({
      code: 'bad_list',
      message: expect.stringMatching(/^There is no list .*lst\. Did you mean .*list\?$/),
    });
    await expect(countCardLines(join(folder.path, 'no/list'))).rejects.toThrow(/^There is no list .*, and no folder .*no\.$/);
  });

  test.each([
    ['a folder', () => folder.path, /is a folder: name a list in it\.$/],
    ['a device', () => '/dev/zero', /^\/dev\/zero is a device, not a list\.$/],
  ])('%s', async (_, path, message) => {
    await expect(countCardLines(path())).rejects.toMatchObject({ code: 'bad_list', message: expect.stringMatching(message) });
  });

  test('an empty list and /dev/null hold no card', async () => {
    expect(await countCardLines(await listOf(''))).toBe(0);
    expect(await all(readCardLines('/dev/null'))).toEqual([]);
    expect(await countCardLines('/dev/null')).toBeUndefined();
  });
});

test('a pipe is not read to be counted, for it can be read once', async () => {
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(await countCardLines(pipe)).toBeUndefined();
  const [lines] = await Promise.all([all(readCardLines(pipe)), writeFile(pipe, '/x.jpg\n')]);
  expect(lines).toEqual([{ line: 1, text: '/x.jpg' }]);
});

test('ends when it is stopped', async () => {
  const stopping = new AbortController();
  const seen: number[] = [];
  for await (const { line } of readCardLines(await listOf('/x.jpg\n'.repeat(1000)), stopping.signal)) {
    seen.push(line);
    if (line === 3) stopping.abort();
  }
  expect(seen).toEqual([1, 2, 3]);
});

test('a pipe that nobody writes to does not keep it from ending', async () => {
  const pipe = join(folder.path, 'silent');
  execFileSync('mkfifo', [pipe]);
  const stopping = new AbortController();
  const lines = all(readCardLines(pipe, stopping.signal));
  stopping.abort();
  expect(await lines).toEqual([]);
});

test('a pipe is read to its end, however long it takes to be written', async () => {
  const pipe = join(folder.path, 'long');
  execFileSync('mkfifo', [pipe]);
  const [lines] = await Promise.all([all(readCardLines(pipe)), writeFile(pipe, '/x.jpg\n'.repeat(50_000))]);
  expect(lines).toHaveLength(50_000);
});
