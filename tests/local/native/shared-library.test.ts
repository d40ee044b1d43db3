import { describe, expect, test } from '@jest/globals';
import { buildMemoryLibrary } from '../../../local/browser/memory/memory-library.ts';
import { buildLibrary, type LibrarySource } from '../../../local/native/shared-library.ts';

const small: LibrarySource = {
  name: 'libsmall.so',
  source: 'answer:\nmov rax, [number]\nret\nother:\njmp qword [libc_abort]',
  exports: ['answer'],
  imports: ['abort'],
  zeroed: { number: 8 },
};

describe('A shared library', () => {
  test('has the same bytes each time', async () => {
    expect(buildLibrary(small).equals(buildLibrary(small))).toBe(true);
    expect((await buildMemoryLibrary()).equals(await buildMemoryLibrary())).toBe(true);
  });

  test('says what it has and what it needs, and no memory of it is for writing and for code', () => {
    const file = buildLibrary(small);
    expect(file.subarray(0, 7).toString('hex')).toBe('7f454c46020101');
    const segments = Array.from({ length: file.readUInt16LE(56) }, (_, index) => 64 + index * 56);
    expect(segments.map((at) => file.readUInt32LE(at + 4))).toEqual([5, 6, 6, 6]);
    for (const at of segments) {
      const [offset, address] = [Number(file.readBigUInt64LE(at + 8)), Number(file.readBigUInt64LE(at + 16))];
      const bytes = Number(file.readBigUInt64LE(at + 32));
      expect(offset % 4096).toBe(address % 4096);
      expect(offset + bytes).toBeLessThanOrEqual(file.length);
      expect(Number(file.readBigUInt64LE(at + 40))).toBeGreaterThanOrEqual(bytes);
    }
    expect(symbolsOf(file)).toEqual({ abort: 0, answer: 0x1000 });
  });

  test.each([
    ['a function that is not there', { exports: ['nothing'] }, '"libsmall.so" has no function "nothing".'],
    ['more code than there is room for', { source: `answer:\n${'ret\n'.repeat(0x3001)}` }, '"libsmall.so" is too large.'],
  ])('is not made with %s', (_, changed, complaint) => {
    expect(() => buildLibrary({ ...small, ...changed })).toThrow(complaint);
  });
});

/** Addresses by name, as the loader finds them: over the dynamic section. */
function symbolsOf(file: Buffer): Readonly<Record<string, number>> {
  const dynamicAt = Number(file.readBigUInt64LE(64 + 2 * 56 + 8));
  const entries = new Map<number, number>();
  for (let at = dynamicAt; file.readBigUInt64LE(at) !== 0n; at += 16) {
    entries.set(Number(file.readBigUInt64LE(at)), Number(file.readBigUInt64LE(at + 8)));
  }
  const [hash = 0, names = 0, symbols = 0] = [4, 5, 6].map((tag) => entries.get(tag));
  const found: Record<string, number> = {};
  for (let number = file.readUInt32LE(hash + 8); number !== 0; number = file.readUInt32LE(hash + 12 + number * 4)) {
    const at = symbols + number * 24;
    const nameAt = names + file.readUInt32LE(at);
    found[file.subarray(nameAt, file.indexOf(0, nameAt)).toString()] = Number(file.readBigUInt64LE(at + 8));
  }
  return found;
}
