import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';
import {
  DONT_NEED,
  giveUp,
  inPlace,
  isAll,
  isZero,
  knownSpan,
  SLOTS,
  take,
  unseenSpan,
  writeAndGiveUp,
} from './given-up-pages.ts';
import { errno, MAP, madvise, mmap, munmap, PAGE, PROT, presentPages, read, reserve, SPAN, write } from './loaded-library.ts';

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
