import { describe, expect, test } from '@jest/globals';
import {
  accessAt,
  errno,
  GIVEN_BACK,
  inThread,
  MAP,
  mmap,
  mprotect,
  mremap,
  munmap,
  PAGE,
  PROT,
  presentPages,
  read,
  reserve,
  SPAN,
  write,
} from './loaded-library.ts';

const isAll = (value: number, bytes: Buffer) => bytes.equals(Buffer.alloc(bytes.length, value));
const isZero = (bytes: Buffer) => isAll(0, bytes);
const take = (address: number, bytes: number) => expect(mprotect(address, bytes, PROT.readWrite)).toBe(0);
const giveBack = (address: number, bytes: number) => expect(mmap(address, bytes, PROT.none, GIVEN_BACK, -1, 0)).toBe(address);

/** Spans that the library knows, from a first time that the allocator had them. */
function knownSpans(spans: number): number {
  const address = reserve(spans);
  giveBack(address, spans * SPAN);
  return address;
}

/** Spans full of bytes that were given back. */
function givenBack(spans: number): number {
  const address = knownSpans(spans);
  take(address, spans * SPAN);
  write(address, spans * SPAN, 0xaa);
  giveBack(address, spans * SPAN);
  return address;
}

describe('A span that was given back', () => {
  test('has no access, keeps its pages, and is zeros when it is taken again', () => {
    const span = givenBack(2);
    expect([accessAt(span), accessAt(span + 2 * SPAN - 1)]).toEqual(['---p', '---p']);
    expect(presentPages(span, 2 * SPAN)).toBe(1024);
    take(span, 2 * SPAN);
    expect(accessAt(span)).toBe('rw-p');
    expect(presentPages(span, 2 * SPAN)).toBe(1024);
    expect(isZero(read(span, 2 * SPAN))).toBe(true);
    munmap(span, 2 * SPAN);
  });

  test('is zeros however it is taken: in parts, in another order, one span of two, more than it had', () => {
    const span = knownSpans(2);
    take(span + 2 * PAGE, PAGE);
    take(span + 4 * PAGE, SPAN);
    write(span + 4 * PAGE, SPAN, 0xaa);
    giveBack(span, 2 * SPAN);
    take(span + 5 * PAGE, PAGE);
    expect(isZero(read(span + 5 * PAGE, PAGE))).toBe(true);
    write(span + 5 * PAGE, PAGE, 0xbb);
    take(span, 2 * SPAN);
    expect(isAll(0xbb, read(span + 5 * PAGE, PAGE))).toBe(true); // it had been taken: these bytes are its owner's
    expect(isZero(read(span, 5 * PAGE))).toBe(true);
    expect(isZero(read(span + 6 * PAGE, 2 * SPAN - 6 * PAGE))).toBe(true);
    giveBack(span, SPAN);
    take(span, SPAN);
    expect(isZero(read(span, SPAN))).toBe(true);
    munmap(span, 2 * SPAN);
  });

  test('keeps what was not taken again for the next time, and does not show it then', () => {
    const span = givenBack(1);
    take(span, PAGE);
    giveBack(span, SPAN);
    take(span, SPAN);
    expect(isZero(read(span, SPAN))).toBe(true);
    munmap(span, SPAN);
  });

  test('loses what a page loses access by, and nothing else', () => {
    const span = knownSpans(1);
    take(span, SPAN);
    write(span, SPAN, 0xaa);
    expect(mprotect(span, SPAN, PROT.none)).toBe(0); // which is no giving back
    take(span, SPAN);
    expect(isAll(0xaa, read(span, SPAN))).toBe(true);
    munmap(span, SPAN);
  });

  test.each([
    ['is made readable', (span: number) => mprotect(span, SPAN, PROT.read)],
    ['is made code', (span: number) => mprotect(span, SPAN, PROT.readExecute)],
    ['is mapped in part', (span: number) => mmap(span + PAGE, PAGE, PROT.readWrite, GIVEN_BACK, -1, 0)],
    ['is taken away in part', (span: number) => mmap(span + PAGE, PAGE, PROT.none, GIVEN_BACK, -1, 0)],
    ['is unmapped and mapped', (span: number) => munmap(span, SPAN) + mmap(span, SPAN, PROT.none, GIVEN_BACK, -1, 0)],
  ])('is zeros after it %s', (_, change) => {
    const span = givenBack(1);
    expect(change(span)).not.toBe(-1);
    take(span, SPAN);
    expect(isZero(read(span, SPAN))).toBe(true);
    write(span, SPAN, 0xcc);
    giveBack(span, SPAN);
    take(span, SPAN);
    expect(isZero(read(span, SPAN))).toBe(true);
    munmap(span, SPAN);
  });

  test('is not kept when another mapping has been part of it', () => {
    const span = givenBack(1);
    expect(mmap(span + PAGE, PAGE, PROT.readWrite, MAP.shared | MAP.fixed | MAP.anonymous, -1, 0)).toBe(span + PAGE);
    write(span + PAGE, PAGE, 0xaa);
    giveBack(span, SPAN);
    expect(accessAt(span + PAGE)).toBe('---p'); // private again
    expect(presentPages(span, SPAN)).toBe(0);
    munmap(span, SPAN);
  });

  test('can be unmapped or moved, and what comes there is left alone', () => {
    const span = givenBack(2);
    expect(mremap(span, SPAN, SPAN, 3, span + SPAN)).toBe(span + SPAN); // MREMAP_MAYMOVE | MREMAP_FIXED
    expect(mmap(span, SPAN, PROT.readWrite, GIVEN_BACK, -1, 0)).toBe(span);
    write(span, SPAN, 0xaa);
    take(span, 2 * SPAN);
    expect(isAll(0xaa, read(span, SPAN))).toBe(true);
    expect(isZero(read(span + SPAN, SPAN))).toBe(true);
    munmap(span, 2 * SPAN);
    expect([accessAt(span), accessAt(span + SPAN)]).toEqual(['', '']);
  });
});

describe('The library', () => {
  test('keeps 16 MB and no more; what is given back beyond that goes to the kernel', () => {
    const spans = Array.from({ length: 6 }, () => givenBack(2));
    const kept = spans.map((span) => presentPages(span, 2 * SPAN));
    expect(kept.reduce((sum, pages) => sum + pages, 0)).toBe(4096);
    for (const span of spans) {
      take(span, 2 * SPAN);
      expect(isZero(read(span, 2 * SPAN))).toBe(true);
    }
    for (const span of spans) munmap(span, 2 * SPAN);
  });

  test('knows 64 spans and no more; the others are as the kernel has them', () => {
    const address = knownSpans(4);
    const more = Array.from({ length: 20 }, () => knownSpans(4));
    for (const span of more) {
      take(span, PAGE);
      write(span, PAGE, 0xaa);
      giveBack(span, 4 * SPAN);
      take(span, PAGE);
      expect(isZero(read(span, PAGE))).toBe(true);
      munmap(span, 4 * SPAN);
    }
    munmap(address, 4 * SPAN);
  });

  test('passes the kernel’s errors on', () => {
    expect(mprotect(PAGE + 1, PAGE, PROT.readWrite)).toBe(-1);
    expect(errno()).toBe(22); // EINVAL
    expect(mprotect(0, PAGE, PROT.readWrite)).toBe(-1);
    expect(errno()).toBe(12); // ENOMEM
    expect(munmap(1, PAGE)).toBe(-1);
    expect(errno()).toBe(22);
    expect(mmap(0, 0, PROT.none, MAP.private | MAP.anonymous, -1, 0)).toBe(-1);
    expect(errno()).toBe(22);
    expect(mmap(1, SPAN, PROT.none, GIVEN_BACK, -1, 0)).toBe(-1);
    expect(errno()).toBe(22);
  });

  test('serves several threads at once', async () => {
    const spans = Array.from({ length: 4 }, () => knownSpans(1));
    const calls = { mprotect: inThread(mprotect), mmap: inThread(mmap) };
    await Promise.all(
      spans.map(async (span, index) => {
        for (let turn = 0; turn < 20; turn++) {
          expect(await calls.mprotect(span, SPAN, PROT.readWrite)).toBe(0);
          expect(isZero(read(span, SPAN))).toBe(true);
          write(span, SPAN, index + 1);
          expect(await calls.mmap(span, SPAN, PROT.none, GIVEN_BACK, -1, 0)).toBe(span);
        }
      }),
    );
    for (const span of spans) munmap(span, SPAN);
  });
});
