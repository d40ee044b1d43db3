// The program is Node here, which has the library as a browser does.
import { readFileSync, realpathSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { makeFile, PIXELS } from './file-for-pixels.ts';
import { MAP, mmap, munmap, PAGE, PROT, presentPages, read } from './loaded-library.ts';

/** Where pages of the program's file lie that nobody can write to. */
function programRanges(): readonly { readonly from: number; readonly bytes: number; readonly access: string }[] {
  const program = realpathSync(process.execPath);
  return readFileSync('/proc/self/maps', 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, from = '', to = '', access = '', path] = line.match(/^(\w+)-(\w+) (\S+) \S+ \S+ \S+\s+(.+)$/) ?? [];
      const start = Number.parseInt(from, 16);
      return path === program && !access.includes('w') ? [{ from: start, bytes: Number.parseInt(to, 16) - start, access }] : [];
    });
}

const ranges = programRanges();
const readAll = () => ranges.map(({ from, bytes }) => read(from, bytes));
const presentBytes = () => ranges.reduce((sum, { from, bytes }) => sum + presentPages(from, bytes) * PAGE, 0);
const allBytes = ranges.reduce((sum, { bytes }) => sum + bytes, 0);

function pictures(count: number): void {
  for (let picture = 0; picture < count; picture++) {
    const file = makeFile();
    const address = mmap(0, PIXELS, PROT.readWrite, MAP.shared, file.fd, 0) as number;
    file.close();
    expect(munmap(address, PIXELS)).toBe(0);
  }
}

test('Pages of the program that nobody uses leave memory with the second card and then with every 100th picture', () => {
  const content = readAll();
  expect(allBytes).toBeGreaterThan(50_000_000);
  expect(presentBytes()).toBe(allBytes);

  pictures(2); // an empty one of the start, and the first card
  expect(presentBytes()).toBe(allBytes);

  pictures(1);
  expect(presentBytes()).toBeLessThan(allBytes / 2);
  const after = readAll();
  for (const [index, bytes] of content.entries()) expect(bytes.equals(after[index] ?? Buffer.alloc(0))).toBe(true);

  pictures(99);
  expect(presentBytes()).toBe(allBytes);
  pictures(1);
  expect(presentBytes()).toBeLessThan(allBytes / 2);
});
