// A browser whose touched pages are noted: the files of a browser, with the tracer as what starts it.
import { readFileSync } from 'node:fs';
import { chmod, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserFiles } from '../../edge/adapters/browser/browser-files.ts';
import { PAGE_BYTES } from '../pack/browser-profile.ts';
import { type Elf, pointedTo, sectionNamed } from '../pack/elf.ts';
import { isInstruction } from '../pack/instructions.ts';
import type { CpuKindName } from './cpu-kinds.ts';
import type { TracerSettings } from './tracer-settings.ts';

/** What the tracer must know of the browser's file, read once. */
export type TracedFile = Pick<TracerSettings, 'address' | 'pages' | 'spareAddress' | 'cpuidAddresses' | 'xgetbvAddresses'>;

export interface TraceOptions {
  readonly cpu?: CpuKindName;
  /** Flags that are left out of what the browser is started with. */
  readonly without?: readonly string[];
  /** Flags that it is started with besides. */
  readonly more?: readonly string[];
  /** Pages that need not be noted again. */
  readonly known: ReadonlySet<number>;
}

export interface Traced {
  readonly files: BrowserFiles;
  /** Pages noted until now, from the browsers that were started with these files. */
  touched(): readonly number[];
}

const tracer = join(import.meta.dirname, 'page-tracer.ts');
/** Behind the last code of the last executable page. */
const SPARE_BYTES = 64;

export function tracedFile(file: Uint8Array, elf: Elf): TracedFile {
  const text = sectionNamed(elf, '.text');
  const last = sectionNamed(elf, '.plt');
  const spareAddress = last.address + last.size;
  if (PAGE_BYTES - (spareAddress % PAGE_BYTES) < SPARE_BYTES) throw new Error('There is no room for the tracer behind .plt.');
  const code = file.subarray(text.offset, text.offset + text.size);
  const starts = pointedTo(file, elf, text.address, text.address + text.size);
  const find = (kind: 'cpuid' | 'xgetbv', bytes: readonly number[]) =>
    placesOf(code, bytes)
      .filter((at) => isInstruction(code, startBefore(starts, text.address, at), at, kind))
      .map((at) => text.address + at);
  return {
    address: text.address,
    pages: Math.floor(text.size / PAGE_BYTES),
    spareAddress,
    cpuidAddresses: find('cpuid', [0x0f, 0xa2]),
    xgetbvAddresses: find('xgetbv', [0x0f, 0x01, 0xd0]),
  };
}

/** `folder` holds what the tracer needs and writes, and must be there as long as the browser runs. */
export async function traced(
  files: BrowserFiles,
  file: TracedFile,
  folder: string,
  { cpu, without = [], more = [], known }: TraceOptions,
): Promise<Traced> {
  const record = join(folder, 'touched');
  const settings: TracerSettings = {
    ...file,
    executable: files.executable,
    binary: await realpath(join(files.folder, 'chromium')),
    without,
    more,
    known: runsOf(known),
    record,
    ...(cpu ? { cpu } : {}),
  };
  await writeFile(record, '');
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
  const executable = join(folder, 'start');
  await writeFile(executable, `#!/bin/sh\nexec '${process.execPath}' '${tracer}' '${join(folder, 'settings.json')}' "$@"\n`);
  await chmod(executable, 0o755);
  return {
    files: { ...files, executable },
    touched() {
      const bytes = readFileSync(record);
      return Array.from({ length: bytes.length >> 2 }, (_, at) => bytes.readUInt32LE(at * 4));
    },
  };
}

function runsOf(pages: ReadonlySet<number>): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const page of [...pages].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.[1] === page) run[1] = page + 1;
    else runs.push([page, page + 1]);
  }
  return runs;
}

function placesOf(code: Uint8Array, bytes: readonly number[]): readonly number[] {
  const found: number[] = [];
  const buffer = Buffer.from(code.buffer, code.byteOffset, code.length);
  const wanted = Buffer.from(bytes);
  for (let at = buffer.indexOf(wanted); at >= 0; at = buffer.indexOf(wanted, at + 1)) found.push(at);
  return found;
}

function startBefore(starts: Uint32Array, address: number, at: number): number {
  const found = starts.findLast((start) => start <= address + at);
  return found === undefined ? 0 : found - address;
}
