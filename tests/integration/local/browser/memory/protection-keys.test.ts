import { expect, test } from '@jest/globals';
import { inPlace, SLOTS, take, writeAndGiveUp } from './given-up-pages.ts';
import { munmap, PROT, pkeyMprotect, presentPages, reserve, SPAN } from './loaded-library.ts';

/** Fails where the processor has no keys, or no such key was asked for; the library cannot know that. */
const setKey = (address: number, key: number) => pkeyMprotect(address, SPAN, PROT.readWrite, key);

test('Pages with a protection key go to the kernel, because who may write to them changes without a call', () => {
  const spans = reserve(4);
  take(spans, 4 * SPAN);
  const [before, first, second, after] = [0, 1, 2, 3].map((index) => spans + index * SPAN) as [number, number, number, number];
  setKey(first, 0);
  setKey(first, -1);
  inPlace(first); // neither is a key of its own

  setKey(first, 1);
  setKey(second, 2);
  for (const span of [first, second]) {
    writeAndGiveUp(span, SLOTS, 4);
    expect(presentPages(span, SLOTS)).toBe(0);
  }
  inPlace(before, SPAN);
  inPlace(after);
  munmap(spans, 4 * SPAN);
});
