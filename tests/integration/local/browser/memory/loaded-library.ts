// The memory library in this process, and what the kernel says of the memory that it is called with.
import { closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import koffi from 'koffi';
import { buildMemoryLibrary } from '../../../../../local/browser/memory/memory-library.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

export const SPAN = 2 * 1024 * 1024;
export const PAGE = 4096;

export const PROT = { none: 0, read: 1, readWrite: 3, readExecute: 5 } as const;
export const MAP = { shared: 1, private: 2, fixed: 0x10, anonymous: 0x20 } as const;
/** As the allocator gives back a span. */
export const GIVEN_BACK = MAP.private | MAP.fixed | MAP.anonymous;

const folder = await temporaryFolder('memory-library');
const path = join(folder.path, 'library.so');
writeFileSync(path, await buildMemoryLibrary());
const library = koffi.load(path);
await folder.remove();

export const mmap = library.func(
  'intptr_t mmap64(intptr_t address, size_t length, int protection, int flags, int fd, intptr_t offset)',
);
export const mprotect = library.func('int mprotect(intptr_t address, size_t length, int protection)');
export const pkeyMprotect = library.func('int pkey_mprotect(intptr_t address, size_t length, int protection, int key)');
export const munmap = library.func('int munmap(intptr_t address, size_t length)');
export const mremap = library.func(
  'intptr_t mremap(intptr_t address, size_t length, size_t new_length, int flags, intptr_t new_address)',
);
export const madvise = library.func('int madvise(intptr_t address, size_t length, int advice)');
export const mkstemp = library.func('int mkstemp64(_Inout_ uint8_t *path)');
export const fallocate = library.func('int fallocate64(int fd, int mode, intptr_t offset, intptr_t length)');
export const statvfs = library.func('int statvfs64(const char *path, _Out_ uint8_t *about)');
export const unlink = library.func('int unlink(const char *path)');
export const errno = () => koffi.errno();

/** Memory without access at a multiple of a span, as the allocator has from the start. The library has not seen it. */
export function reserve(spans: number): number {
  const whole = mmap(0, (spans + 1) * SPAN, PROT.none, MAP.private | MAP.anonymous, -1, 0) as number;
  return Math.ceil(whole / SPAN) * SPAN;
}

/** What is at an address, whatever access the process has. */
export function read(address: number, bytes: number): Buffer {
  const memory = openSync('/proc/self/mem', 'r');
  try {
    const found = Buffer.alloc(bytes, 0xff);
    readSync(memory, found, 0, bytes, address);
    return found;
  } finally {
    closeSync(memory);
  }
}

export function write(address: number, bytes: number, value: number): void {
  const memory = openSync('/proc/self/mem', 'r+');
  try {
    writeSync(memory, Buffer.alloc(bytes, value), 0, bytes, address);
  } finally {
    closeSync(memory);
  }
}

/** As /proc/self/maps has it: `rw-p`. Empty where nothing is. */
export function accessAt(address: number): string {
  for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) {
    const [, from = '', to = '', access = ''] = line.match(/^(\w+)-(\w+) (\S+)/) ?? [];
    if (Number.parseInt(from, 16) <= address && address < Number.parseInt(to, 16)) return access;
  }
  return '';
}

/** How many pages from an address on the kernel has memory for. */
export function presentPages(address: number, bytes: number): number {
  const pagemap = openSync('/proc/self/pagemap', 'r');
  try {
    const entries = Buffer.alloc((bytes / PAGE) * 8);
    readSync(pagemap, entries, 0, entries.length, (address / PAGE) * 8);
    return Array.from({ length: bytes / PAGE }, (_, page) => entries.readUInt8(page * 8 + 7) >> 7).filter(Boolean).length;
  } finally {
    closeSync(pagemap);
  }
}

interface Callable {
  async(...parameters: unknown[]): unknown;
}

/** The same function, called by another thread each time. */
export function inThread(call: Callable) {
  return (...parameters: readonly number[]) =>
    new Promise<number>((resolve, reject) => {
      call.async(...parameters, (error: unknown, result: number) => (error ? reject(error) : resolve(result)));
    });
}
