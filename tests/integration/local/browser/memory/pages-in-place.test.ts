import { describe, expect, test } from '@jest/globals';
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
import {
  accessAt,
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
  SPAN,
  write,
} from './loaded-library.ts';

const MAX_PAGES = 4096;

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
