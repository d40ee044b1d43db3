import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import koffi from 'koffi';
import { makeFile, PIXELS } from './file-for-pixels.ts';
import { errno, MAP, mmap, munmap, PAGE, PROT } from './loaded-library.ts';

const RLIMIT_AS = 9;
const prlimit = koffi.load(null).func('int prlimit(int pid, int resource, const uint64_t *limits, _Out_ uint64_t *former)');

/** Mapped in this process, in bytes. */
const mappedBytes = () => Number(readFileSync('/proc/self/statm', 'utf8').split(' ')[0]) * PAGE;

/** Calls with so many bytes more of addresses and none besides. */
function withRoomFor<T>(bytes: number, call: () => T): T {
  const former = [0n, 0n];
  prlimit(0, RLIMIT_AS, null, former);
  prlimit(0, RLIMIT_AS, [BigInt(mappedBytes() + bytes), former[1] ?? 0n], [0n, 0n]);
  try {
    return call();
  } finally {
    prlimit(0, RLIMIT_AS, former, [0n, 0n]);
  }
}

const openFiles = () => readdirSync('/proc/self/fd').length;
const map = (fd: number) => mmap(0, PIXELS, PROT.readWrite, MAP.shared, fd, 0) as number;

test.each([
  ['no mapping has', PIXELS - PAGE, false],
  ['only one of two mappings has', 2 * PIXELS - PAGE, true],
])('memory for pixels leaves nothing where %s room', (_, room, fileHasRoom) => {
  const file = makeFile();
  const attempt = () => {
    const [address, error] = withRoomFor(room, () => [map(file.fd), errno()]);
    if (fileHasRoom) munmap(address, PIXELS);
    else expect([address, error]).toEqual([-1, 12]); // ENOMEM
  };
  attempt(); // the first one opens what watches such files
  const [descriptors, mapped] = [openFiles(), mappedBytes()];
  for (let time = 0; time < 3; time++) attempt();
  expect(openFiles()).toBe(descriptors);
  expect(mappedBytes()).toBeLessThan(mapped + PIXELS);
  file.close();
});
