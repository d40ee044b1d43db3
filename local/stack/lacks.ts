// What this machine lacks for drawing cards, in sentences that name the place and the remedy.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { freeMegabytes } from './free-space.ts';

/** For a folder and a socket. With the memory library, what the browser's processes share is in memory (docs/decisions/0017-memory-library.md). */
const MIN_TEMP_BYTES = 1e6;
/** The browser's, measured in use; the build of the card site takes more, for a moment. */
const MIN_MEMORY_BYTES = 400e6;
/** Measured: the build fails with 192. */
const MIN_OPEN_FILES = 256;
/** Measured: the browser dies with 41e9 and works with 100e9, for it sets aside much more than it uses. */
const MIN_ADDRESSES_BYTES = 64e9;

/** Whether there is room for temporary files. */
export function fullFolder(folder = tmpdir(), minBytes = MIN_TEMP_BYTES): readonly string[] {
  const free = freeMegabytes(folder);
  if (free === undefined) return [`${folder} is not there, and temporary files are made in it.`];
  if (free * 1e6 >= minBytes) return [];
  return [`${folder} has ${free} MB free, and temporary files need ${minBytes / 1e6}: make room there.`];
}

/** What is known before anything is started: what makes a start useless, and what cards may fail for while the rest works. */
export function lacks(): { readonly refusals: readonly string[]; readonly warnings: readonly string[] } {
  return {
    refusals: limitsIn(readLimits()),
    warnings: [...fullFolder(), ...lowMemory(process.availableMemory())],
  };
}

export function lowMemory(available: number): readonly string[] {
  if (available >= MIN_MEMORY_BYTES) return [];
  return [
    `${Math.floor(available / 1e6)} MB of memory are left, and a browser needs ${MIN_MEMORY_BYTES / 1e6}: end other programs, or raise the container's limit.`,
  ];
}

/** Of proc(5)'s limits: `Max open files 1024 4096 files`, with the limit that counts first. Node has raised it as far as it may. */
export function limitsIn(text: string): readonly string[] {
  const limitOf = (name: string) => {
    const value = new RegExp(`^${name} +(\\d+)`, 'm').exec(text)?.[1];
    return value === undefined ? Number.POSITIVE_INFINITY : Number(value);
  };
  const files = limitOf('Max open files');
  const addresses = limitOf('Max address space');
  return [
    ...(files < MIN_OPEN_FILES
      ? [`A process may have ${files} files open, and this needs ${MIN_OPEN_FILES}: run \`ulimit -n 4096\` before it.`]
      : []),
    ...(addresses < MIN_ADDRESSES_BYTES
      ? [
          `A process may use ${Math.floor(addresses / 1e6)} MB of addresses, and the browser needs more: run \`ulimit -v unlimited\` before it.`,
        ]
      : []),
  ];
}

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return ''; // not Linux
  }
}
