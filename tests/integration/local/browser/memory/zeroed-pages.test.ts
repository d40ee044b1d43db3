import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import {
  accessAt,
  errno,
  GIVEN_BACK,
  inThread,
  MAP,
  madvise,
  mmap,
  mprotect,
  munmap,
  PAGE,
  PROT,
  presentPages,
  read,
  reserve,
  SPAN,
  write,
} from './loaded-library.ts';

const DONT_NEED = 4;
const SLOTS = 128 * PAGE;
const MAX_PAGES = 4096;

const isAll = (value: number, bytes: Buffer) => bytes.equals(Buffer.alloc(bytes.length, value));
const isZero = (bytes: Buffer) => isAll(0, bytes);
const take = (address: number, bytes: number) => expect(mprotect(address, bytes, PROT.readWrite)).toBe(0);
const giveUp = (address: number, bytes: number) => expect(madvise(address, bytes, DONT_NEED)).toBe(0);

/** A span in use that the library has not seen. */
function unseenSpan(): number {
  const span = reserve(1);
  take(span, SPAN);
  return span;
}

/** A span in use that the library knows, because it was given back before. */
function knownSpan(): number {
  const span = reserve(1);
  expect(mmap(span, SPAN, PROT.none, GIVEN_BACK, -1, 0)).toBe(span);
  take(span, SPAN);
  return span;
}

function writeAndGiveUp(address: number, bytes: number, times: number): void {
  for (let time = 0; time < times; time++) {
    write(address, bytes, 0xaa);
    giveUp(address, bytes);
  }
}

/** Pages that stay where they are when their content is given up. */
function inPlace(span: number, bytes = SLOTS): number {
  writeAndGiveUp(span, bytes, 3);
  expect(presentPages(span, bytes)).toBe(bytes / PAGE);
  expect(isZero(read(span, bytes))).toBe(true);
  return span;
}

describe('Pages whose content is given up', () => {
  test.each([
    ['has not seen', unseenSpan],
    ['has seen given back', knownSpan],
  ])('stay in place from the third time on, as zeros, in a span that the library %s', (_, span) => {
    const address = span() + 3 * PAGE;
    write(address, SLOTS, 0xaa);
    giveUp(address, SLOTS);
    expect(presentPages(address, SLOTS)).toBe(0);
    writeAndGiveUp(address, SLOTS, 2);
    expect(presentPages(address, SLOTS)).toBe(128);
    expect(isZero(read(address, SLOTS))).toBe(true);
    write(address + SLOTS, PAGE, 0xbb);
    write(address - PAGE, PAGE, 0xbb);
    writeAndGiveUp(address, SLOTS, 1);
    expect(isZero(read(address, SLOTS))).toBe(true);
    expect([address - PAGE, address + SLOTS].map((near) => isAll(0xbb, read(near, PAGE)))).toEqual([true, true]);
    munmap(address - 3 * PAGE, SPAN);
  });

  test('go to the kernel when some of them are not in place yet', () => {
    const span = inPlace(unseenSpan());
    write(span, 2 * SLOTS, 0xaa);
    giveUp(span + 64 * PAGE, SLOTS);
    expect(presentPages(span + 64 * PAGE, SLOTS)).toBe(0);
    expect(isAll(0xaa, read(span, 64 * PAGE))).toBe(true);
    writeAndGiveUp(span, 2 * SLOTS, 3);
    expect(presentPages(span, 2 * SLOTS)).toBe(256);
    expect(isZero(read(span, 2 * SLOTS))).toBe(true);
    munmap(span, SPAN);
  });

  test.each([
    ['other advice', 0, SLOTS, 8],
    ['less than 16 KB', 0, 3 * PAGE, DONT_NEED],
    ['a part of another span', SPAN - PAGE, SLOTS, DONT_NEED],
  ])('go to the kernel with %s', (_, offset, bytes, advice) => {
    const spans = reserve(2);
    take(spans, 2 * SPAN);
    for (let time = 0; time < 4; time++) {
      write(spans + offset, bytes, 0xaa);
      expect(madvise(spans + offset, bytes, advice)).toBe(0);
    }
    if (advice === DONT_NEED) expect(presentPages(spans + offset, bytes)).toBe(0);
    munmap(spans, 2 * SPAN);
  });

  test('keep the content of shared memory and of a file', async () => {
    const folder = await temporaryFolder('zeroed-pages');
    writeFileSync(join(folder.path, 'file'), Buffer.alloc(SLOTS, 0xcc));
    const file = openSync(join(folder.path, 'file'), 'r');
    const span = reserve(1);
    mmap(span, SLOTS, PROT.readWrite, MAP.shared | MAP.fixed | MAP.anonymous, -1, 0);
    mmap(span + SLOTS, SLOTS, PROT.readWrite, MAP.private | MAP.fixed, file, 0);
    for (let time = 0; time < 4; time++) {
      write(span, 2 * SLOTS, 0xaa);
      giveUp(span, SLOTS);
      giveUp(span + SLOTS, SLOTS);
      expect(isAll(0xaa, read(span, SLOTS))).toBe(true);
      expect(isAll(0xcc, read(span + SLOTS, SLOTS))).toBe(true);
    }
    munmap(span, SPAN);
    closeSync(file);
    await folder.remove();
  });

  test.each([
    ['no access', PROT.none],
    ['access for reading only', PROT.read],
  ])('are not written to where there is %s', (_, protection) => {
    const span = mmap(0, 2 * SPAN, protection, MAP.private | MAP.anonymous, -1, 0) as number;
    const slots = Math.ceil(span / SPAN) * SPAN;
    for (let time = 0; time < 4; time++) giveUp(slots, SLOTS);
    expect(presentPages(slots, SLOTS)).toBe(0);
    munmap(span, 2 * SPAN);
  });
});

describe('Pages that stay in place', () => {
  test.each([
    ['no access', PROT.none, '---p'],
    ['access for reading only', PROT.read, 'r--p'],
  ])('are the kernel’s again with %s', (_, protection, access) => {
    const span = inPlace(unseenSpan());
    write(span, SLOTS, 0xaa);
    expect(mprotect(span + PAGE, PAGE, protection)).toBe(0);
    giveUp(span, SLOTS);
    expect(accessAt(span + PAGE)).toBe(access);
    expect(presentPages(span, SLOTS)).toBe(0);
    take(span, SPAN);
    expect(isZero(read(span, SLOTS))).toBe(true);
    munmap(span, SPAN);
  });

  test('can be given back with their span, and are zeros when it is taken again', () => {
    const span = inPlace(knownSpan());
    write(span, SLOTS, 0xaa);
    expect(mmap(span, SPAN, PROT.none, GIVEN_BACK, -1, 0)).toBe(span);
    giveUp(span, SLOTS);
    expect(accessAt(span)).toBe('---p');
    take(span, SPAN);
    expect(isZero(read(span, SPAN))).toBe(true);
    writeAndGiveUp(span, SLOTS, 3);
    munmap(span, SPAN);
  });

  test('are forgotten when other memory comes there', () => {
    const span = inPlace(unseenSpan());
    mmap(span, SLOTS, PROT.readWrite, MAP.shared | MAP.fixed | MAP.anonymous, -1, 0);
    for (let time = 0; time < 3; time++) {
      write(span, SLOTS, 0xbb);
      giveUp(span, SLOTS);
      expect(isAll(0xbb, read(span, SLOTS))).toBe(true);
    }
    munmap(span, SPAN);
  });

  test('are 16 MB and no more, and leave their places when their memory is unmapped', () => {
    for (const turn of [1, 2]) {
      const spans = Array.from({ length: 10 }, unseenSpan);
      for (const span of spans) writeAndGiveUp(span, SPAN, 3);
      expect([turn, spans.reduce((sum, span) => sum + presentPages(span, SPAN), 0)]).toEqual([turn, MAX_PAGES]);
      for (const span of spans) {
        expect(isZero(read(span, SPAN))).toBe(true);
        munmap(span, SPAN);
      }
    }
  });

  test('serve several threads of one span at once', async () => {
    const span = unseenSpan();
    const call = inThread(madvise);
    await Promise.all(
      [0, 1, 2, 3].map(async (part) => {
        const address = span + part * SLOTS;
        for (let turn = 0; turn < 20; turn++) {
          write(address, SLOTS, part + 1);
          expect(await call(address, SLOTS, DONT_NEED)).toBe(0);
          expect(isZero(read(address, SLOTS))).toBe(true);
        }
      }),
    );
    expect(presentPages(span, SPAN)).toBe(512);
    munmap(span, SPAN);
  });
});

test('The kernel’s errors are passed on', () => {
  const span = unseenSpan();
  expect(madvise(span + 1, SLOTS, DONT_NEED)).toBe(-1);
  expect(errno()).toBe(22); // EINVAL
  munmap(span, SPAN);
  expect(madvise(span, SLOTS, DONT_NEED)).toBe(-1);
  expect(errno()).toBe(12); // ENOMEM
  expect(madvise(span, SLOTS, 1000)).toBe(-1);
  expect(errno()).toBe(22);
});
