// The library in front of the browser's memory calls. Machine code of our own, because nothing else can stand there; made here from its
// assembly, because no user's machine needs a compiler for it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEMORY_LIBRARY } from '../../../edge/adapters/browser/browser-files.ts';
import { projectPath } from '../../../project-path.ts';
import type { LibrarySource } from '../../native/shared-library.ts';
import { KEPT_PIXELS } from './kept-pixels.ts';
import { KEPT_SPANS } from './kept-spans.ts';
import { OTHER_CALLS } from './other-calls.ts';
import { PIXELS_MEMORY } from './pixels-memory.ts';
import { PIXELS_RECORDS, PIXELS_RECORDS_BYTES } from './pixels-records.ts';
import { PROGRAM_PAGES } from './program-pages.ts';
import { RECORDS, RECORDS_BYTES } from './records.ts';
import { SHARED_FILES } from './shared-files.ts';
import { ZEROED_PAGES } from './zeroed-pages.ts';

const library: LibrarySource = {
  name: MEMORY_LIBRARY,
  source: [
    RECORDS,
    KEPT_SPANS,
    ZEROED_PAGES,
    PIXELS_RECORDS,
    PIXELS_MEMORY,
    PROGRAM_PAGES,
    KEPT_PIXELS,
    OTHER_CALLS,
    SHARED_FILES,
  ].join(''),
  exports: [
    'mmap64',
    'mprotect',
    'pkey_mprotect',
    'munmap',
    'mremap',
    'madvise',
    'mkstemp64',
    'fallocate64',
    'unlink',
    'statvfs64',
  ],
  imports: ['__errno_location', 'getauxval', 'mmap', 'mkstemp', 'statvfs'],
  zeroed: {
    records: RECORDS_BYTES,
    records_lock: 4,
    kept_pages: 8,
    zeroed_pages: 8,
    keyed_from: 8, // its bits are turned round, so that it begins with the highest address
    keyed_to: 8,
    pixels: PIXELS_RECORDS_BYTES,
    pixels_lock: 4,
    pixels_watches: 4,
    pixels_process: 4,
    pixels_name: 1,
    pictures: 4,
  },
};

/** The file, always with the same bytes. */
export async function buildMemoryLibrary(): Promise<Buffer> {
  // Only when it is made, because the assembler takes 30 ms to load.
  const { buildLibrary } = await import('../../native/shared-library.ts');
  return buildLibrary(library);
}

/** Changes with whatever can change the file: the assembly, and what encodes it. In hex. */
export function memoryLibraryHash(assembler = projectPath('local/native')): string {
  const hash = createHash('sha256').update(JSON.stringify(library));
  for (const name of readdirSync(assembler).sort()) hash.update(name).update(readFileSync(join(assembler, name)));
  return hash.update(readFileSync(projectPath('node_modules/iced-x86/package.json'))).digest('hex');
}
