import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { FetchRange } from '../../../../edge/adapters/pack/fetch-chunks.ts';
import { createDeadline } from '../../../../edge/core/deadline.ts';
import {
  asked,
  CHROMIUM,
  CHUNK,
  entries,
  FILES,
  fetchRange,
  filesOf,
  forgetAsked,
  framesOf,
  ID,
  inZip,
  open,
  PRUNED,
  packFolder,
  pruned,
  rest,
  scratch,
  sharePackFolder,
  unpackedChromium,
  unreachable,
  writePack,
} from './packed-files.ts';

sharePackFolder();

describe('the pack', () => {
  test('unpacks every file, byte for byte and with its mode, from the zip and from S3', async () => {
    const browser = await filesOf(fetchRange);
    for (const { path, mode, content } of FILES) {
      expect((await readFile(join(browser.folder, path))).equals(content)).toBe(true);
      expect((await stat(join(browser.folder, path))).mode & 0o777).toBe(mode);
    }
    expect(browser.executable).toBe(join(browser.folder, 'start'));
    expect(browser.env['LD_LIBRARY_PATH']).toBe(join(browser.folder, 'lib'));
    expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
  });

  test('asks S3 for ranges that make up the object, each byte once', async () => {
    await filesOf(fetchRange);
    const ranges = asked.map(([key, from, to]) => ({ key, from, to })).sort((a, b) => a.from - b.from);
    expect(new Set(ranges.map(({ key }) => key))).toEqual(new Set([rest.object.key]));
    expect(ranges[0]?.from).toBe(0);
    expect(ranges.at(-1)?.to).toBe(rest.content.length - 1);
    for (const [at, { from }] of ranges.entries()) expect(from).toBe(at === 0 ? 0 : (ranges[at - 1]?.to ?? 0) + 1);
  });

  test('takes the memory of its ranges away at once', async () => {
    const given: Uint8Array[] = [];
    const ofTheirOwn: FetchRange = async (...range) => {
      const bytes = new Uint8Array(await fetchRange(...range));
      given.push(bytes);
      return bytes;
    };
    await filesOf(ofTheirOwn);
    expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
    expect(given.map(({ byteLength }) => byteLength)).toEqual(rest.chunks.map(() => 0));
  });

  test('begins with what is in the zip before anyone asks for the files', async () => {
    await writePack(pruned);
    const pack = open();
    const files = async () => (await readdir(scratch)).filter((name) => name.startsWith('edgecard-browser-'));
    await until(async () => (await files()).length === 1);
    await pack.files(unreachable);
  });

  test('is whole also when nobody asks for it', async () => {
    await writePack(pruned);
    open();
    await until(async () => (await unpackedChromium()).equals(PRUNED));
    expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
  });

  test('may end in a chunk of a few bytes', async () => {
    const odd = Buffer.concat([Buffer.alloc(CHUNK, 7), Buffer.from('end')]);
    const oddFrames = framesOf(odd);
    await writePack({
      id: ID,
      browser: '1.2.3',
      files: [{ path: 'start', mode: 0o755, bytes: odd.length }],
      chunks: inZip(oddFrames),
    });
    await Promise.all(oddFrames.map(({ frame }, at) => writeFile(join(packFolder, `${at}.zst`), frame)));
    expect((await readFile((await filesOf(unreachable)).executable)).equals(odd)).toBe(true);
  });

  test('is unpacked once; later calls, and the function after a crash, find it', async () => {
    const pack = open();
    const [first, second] = await Promise.all([pack.files(fetchRange), pack.files(fetchRange)]);
    expect(second).toEqual(first);
    forgetAsked();
    expect(await pack.files(fetchRange)).toEqual(first);
    expect(await filesOf(fetchRange)).toEqual(first);
    expect(asked).toEqual([]);
  });

  test('goes on when its first caller cannot wait for it, and the next one gets it without another request', async () => {
    const pack = open();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow: FetchRange = async (...range) => {
      const bytes = await fetchRange(...range);
      await answered;
      return bytes;
    };
    await expect(createDeadline(50).bound('A card', pack.files(slow))).rejects.toMatchObject({ code: 'out_of_time' });
    const next = createDeadline(10_000).bound('The next card', pack.files(unreachable));
    answer();
    await next;
    expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
    expect(asked).toHaveLength(rest.chunks.length);
    expect(new Set(asked.map(([, from]) => from)).size).toBe(rest.chunks.length);
  });

  test('is unpacked again when browsers crash in a row, whatever its folder is like, and only then', async () => {
    for (const damage of [
      () => writeFile(join(scratch, `edgecard-browser-${ID}/chromium`), 'half'),
      () => rm(join(scratch, `edgecard-browser-${ID}`), { recursive: true, force: true }),
    ]) {
      const pack = open();
      await pack.files(fetchRange);
      await damage();
      forgetAsked();
      await pack.files(fetchRange);
      expect(asked).toEqual([]);
      pack.ended('crashed');
      await pack.files(fetchRange);
      expect([asked, entries]).toEqual([[], []]);
      pack.ended('crashed');
      expect(entries.splice(0)).toEqual([{ event: 'files_distrusted' }]);
      await pack.files(fetchRange);
      expect((await unpackedChromium()).equals(CHROMIUM)).toBe(true);
      expect(await readdir(scratch)).toEqual([`edgecard-browser-${ID}`]);
      forgetAsked();
      await pack.files(fetchRange);
      expect(asked).toEqual([]);
    }
  });

  test('that cannot be unpacked again at once is so by the next call', async () => {
    const pack = open();
    const { executable } = await pack.files(fetchRange);
    await writeFile(executable, 'damaged');
    for (const ending of ['crashed', 'crashed'] as const) pack.ended(ending);
    await expect(pack.files(unreachable)).rejects.toMatchObject({ code: 'pack_failed' });
    expect((await readFile((await pack.files(fetchRange)).executable)).equals(FILES[0]?.content ?? Buffer.alloc(0))).toBe(true);
  });

  test('clears away what an older pack or a crash left in scratch, and nothing else', async () => {
    await mkdir(join(scratch, 'edgecard-browser-0000000000000000'));
    await mkdir(join(scratch, 'edgecard-browser-partial-abcdef'));
    await writeFile(join(scratch, 'edgecard-browser-partial-abcdef/chromium'), 'half');
    await writeFile(join(scratch, 'other'), 'x');
    await filesOf(fetchRange);
    expect((await readdir(scratch)).sort()).toEqual([`edgecard-browser-${ID}`, 'other']);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (await condition().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('It never came to be.');
}
