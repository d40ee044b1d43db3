import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, ftruncateSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { makeFile, PIXELS } from './file-for-pixels.ts';
import {
  accessAt,
  errno,
  inThread,
  MAP,
  mmap,
  mprotect,
  munmap,
  PAGE,
  PROT,
  presentPages,
  read,
  write,
} from './loaded-library.ts';

const WHOLE_PAGES = Math.ceil(PIXELS / PAGE) * PAGE;

const isAll = (value: number, address: number) => read(address, PIXELS).equals(Buffer.alloc(PIXELS, value));

function map(fd: number): number {
  const address = mmap(0, PIXELS, PROT.readWrite, MAP.shared, fd, 0) as number;
  expect(address).toBeGreaterThan(0);
  return address;
}

const unmap = (address: number) => expect(munmap(address, PIXELS)).toBe(0);

/** One picture: written through a first mapping, read through a second one. Where both were. */
function picture(value: number): readonly number[] {
  const file = makeFile();
  const first = map(file.fd);
  expect(isAll(0, first)).toBe(true);
  write(first, PIXELS, value);
  unmap(first);
  const second = map(file.fd);
  file.close();
  expect(isAll(value, second)).toBe(true);
  unmap(second);
  return [first, second];
}

/** Whether the next file gets other memory than at these addresses. */
function otherMemory(addresses: readonly number[]): boolean {
  const file = makeFile();
  const address = map(file.fd);
  const isOther = !addresses.includes(address);
  expect(isAll(0, address)).toBe(true);
  unmap(address);
  file.close();
  return isOther;
}

describe('Memory for pixels', () => {
  test('serves one picture after the other, each time zeroed, and keeps its pages', () => {
    const places = picture(0xaa);
    expect(presentPages(places[0] ?? 0, WHOLE_PAGES)).toBe(WHOLE_PAGES / PAGE);
    const descriptors = readdirSync('/proc/self/fd').length;
    for (const value of [0xbb, 0xcc, 0xdd]) expect(picture(value)).toEqual(places);
    expect(readdirSync('/proc/self/fd')).toHaveLength(descriptors);
  });
});

test('Several threads have memory for pixels of their own at once', async () => {
  const calls = { mmap: inThread(mmap), munmap: inThread(munmap) };
  await Promise.all(
    [1, 2, 3, 4].map(async (value) => {
      for (let turn = 0; turn < 10; turn++) {
        const file = makeFile();
        const first = await calls.mmap(0, PIXELS, PROT.readWrite, MAP.shared, file.fd, 0);
        expect(isAll(0, first)).toBe(true);
        write(first, PIXELS, value);
        expect(await calls.munmap(first, PIXELS)).toBe(0);
        const second = await calls.mmap(0, PIXELS, PROT.readWrite, MAP.shared, file.fd, 0);
        expect(isAll(value, second)).toBe(true);
        file.close();
        expect(await calls.munmap(second, PIXELS)).toBe(0);
      }
    }),
  );
});

describe('Memory for pixels is not used again', () => {
  test('while a mapping is left', () => {
    const file = makeFile();
    const address = map(file.fd);
    write(address, PIXELS, 0xaa);
    file.close();
    expect(otherMemory([address])).toBe(true);
    expect(isAll(0xaa, address)).toBe(true);
    unmap(address);
    expect(picture(1)).toContain(address);
  });

  test('while a descriptor is left, which maps the same pixels later', () => {
    const file = makeFile();
    const address = map(file.fd);
    write(address, PIXELS, 0xaa);
    unmap(address);
    const third = openSync(`/proc/self/fd/${file.fd}`, 'r+');
    file.close();
    expect(otherMemory([address])).toBe(true);
    const late = map(third);
    expect(isAll(0xaa, late)).toBe(true);
    closeSync(third);
    unmap(late);
    expect(picture(1)).toContain(address);
  });

  test('while another process has a descriptor', async () => {
    const file = makeFile();
    const address = map(file.fd);
    write(address, PIXELS, 0xaa);
    unmap(address);
    const child = spawn('sleep', ['60'], { stdio: ['ignore', 'ignore', 'ignore', file.fd] });
    await once(child, 'spawn');
    file.close();
    expect(otherMemory([address])).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(picture(1)).toContain(address);
  });

  test('where its access was changed', () => {
    const file = makeFile();
    const address = map(file.fd);
    expect(mprotect(address, WHOLE_PAGES, PROT.read)).toBe(0);
    unmap(address);
    file.close();
    expect(accessAt(address)).not.toBe('r--s');
    expect(otherMemory([address])).toBe(true);
  });
});

describe('All mappings of a file', () => {
  test('have the same bytes, whatever their descriptor, access, length and kind', () => {
    const file = makeFile();
    const addresses = [map(file.fd), map(file.fd), map(file.fd)];
    const readOnly = mmap(0, PIXELS, PROT.read, MAP.shared, file.second, 0) as number;
    const part = mmap(0, PAGE, PROT.readWrite, MAP.shared, file.fd, PAGE) as number;
    const own = mmap(0, PIXELS, PROT.read, MAP.private, file.fd, 0) as number;
    write(addresses[0] ?? 0, PIXELS, 0xab);
    expect([...addresses, readOnly, own].every((address) => isAll(0xab, address))).toBe(true);
    expect(read(part, PAGE).equals(Buffer.alloc(PAGE, 0xab))).toBe(true);
    file.close();
    for (const address of [...addresses, readOnly, own]) unmap(address);
    munmap(part, PAGE);
  });
});

test('A descriptor for reading maps nothing for writing', () => {
  const file = makeFile();
  unmap(map(file.fd));
  expect(mmap(0, PIXELS, PROT.readWrite, MAP.shared, file.second, 0)).toBe(-1);
  expect(errno()).toBe(13); // EACCES
  file.close();
});

describe('A file is mapped itself', () => {
  test.each([
    ['has bytes already', (fd: number) => writeSync(fd, 'x')],
    ['is longer', (fd: number) => ftruncateSync(fd, PIXELS + PAGE)],
  ])('that %s', (_, change) => {
    const file = makeFile();
    change(file.fd);
    const address = map(file.fd);
    write(address, 1, 0x79);
    const found = Buffer.alloc(1);
    readSync(file.fd, found, 0, 1, 0);
    expect(found.toString()).toBe('y');
    unmap(address);
    file.close();
  });
});
