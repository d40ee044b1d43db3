// Memory whose content is given up, in the process that has the memory library.
import { expect } from '@jest/globals';
import { GIVEN_BACK, madvise, mmap, mprotect, PAGE, PROT, presentPages, read, reserve, SPAN, write } from './loaded-library.ts';

export const DONT_NEED = 4;
export const SLOTS = 128 * PAGE;

export const isAll = (value: number, bytes: Buffer) => bytes.equals(Buffer.alloc(bytes.length, value));
export const isZero = (bytes: Buffer) => isAll(0, bytes);
export const take = (address: number, bytes: number) => expect(mprotect(address, bytes, PROT.readWrite)).toBe(0);
export const giveUp = (address: number, bytes: number) => expect(madvise(address, bytes, DONT_NEED)).toBe(0);

/** A span in use that the library has not seen. */
export function unseenSpan(): number {
  const span = reserve(1);
  take(span, SPAN);
  return span;
}

/** A span in use that the library knows, because it was given back before. */
export function knownSpan(): number {
  const span = reserve(1);
  expect(mmap(span, SPAN, PROT.none, GIVEN_BACK, -1, 0)).toBe(span);
  take(span, SPAN);
  return span;
}

export function writeAndGiveUp(address: number, bytes: number, times: number): void {
  for (let time = 0; time < times; time++) {
    write(address, bytes, 0xaa);
    giveUp(address, bytes);
  }
}

/** Pages that stay where they are when their content is given up. */
export function inPlace(span: number, bytes = SLOTS): number {
  writeAndGiveUp(span, bytes, 3);
  expect(presentPages(span, bytes)).toBe(bytes / PAGE);
  expect(isZero(read(span, bytes))).toBe(true);
  return span;
}
