// What is removed of a browser becomes holes of its file, which cost nothing to unpack, to store and to hold. A hole reads as zeros,
// and zeros do not trap: so an entry of our own lays traps over every hole before anything of the browser runs.
import { ExpectedError } from '../../cli/terminal/errors.ts';
import type { LastWrite } from '../../edge/adapters/pack/pack-manifest.ts';
import { assemble } from '../../local/native/assemble.ts';
import { PAGE_BYTES } from './browser-profile.ts';
import { ENTRY_AT, parseElf, sectionNamed } from './elf.ts';
import { type Pruned, type Removed, TRAP } from './prune.ts';

export interface WithTrapEntry {
  /** Longer than the browser: behind it lie the table of the holes, and the traps that are laid over them. */
  readonly bytes: Buffer;
  /** Whole pages, as offsets in the file, ascending. What lies there may be left out of the file. */
  readonly holes: readonly Removed[];
  /** What was removed, but for the bytes of the entry. */
  readonly removed: readonly Removed[];
  /** They take the entry out again, once everything else that was removed is back. */
  readonly lastWrites: readonly LastWrite[];
}

/** Of traps at the end of the file. A longer hole needs them several times: so many mean 1,000 mappings for 959 holes. */
const MAX_TRAP_PAGES = 128;
/** Of a row of the table: address of the first page, seen from the image, and bytes. */
const ROW_BYTES = 8;
const PATH = Buffer.from('/proc/self/exe\0\0');

/**
 * The dynamic linker jumps to the entry that the ELF header names when the libraries are loaded, before a line of the browser has
 * run. rdx and the stack are for the browser's own entry. A system call keeps all registers but rax, rcx and r11.
 */
const source = (at: { readonly table: number; readonly tableBytes: number; readonly traps: number }) => `
entry:
  mov rbx, rdx
  lea rdi, [path]
  mov esi, 0x80000          ; O_RDONLY | O_CLOEXEC
  mov eax, 2                ; file = open(path)
  syscall
  test eax, eax
  js fail
  mov r8d, eax
  xor edi, edi
  mov esi, ${at.tableBytes}
  mov edx, 1                ; PROT_READ
  mov r10d, 2               ; MAP_PRIVATE
  mov r9d, ${at.table}
  mov eax, 9                ; table = mmap(file)
  syscall
  cmp rax, -4096
  ja fail
  mov r12, rax
  mov r13, rax
  lea r14, [image]
  mov r10d, 0x12            ; MAP_PRIVATE | MAP_FIXED
  mov r9d, ${at.traps}
next_row:
  mov edi, [r13]
  mov esi, [r13 + 4]
  test esi, esi
  je done
  add r13, 8
  add rdi, r14
  mov edx, 5                ; PROT_READ | PROT_EXEC
  mov eax, 9                ; mmap over the hole
  syscall
  cmp rax, rdi
  je next_row
fail:
  int3                      ; without its traps the browser cannot run; complete, it needs none
done:
  mov rdi, r12
  mov esi, ${at.tableBytes}
  mov eax, 11               ; munmap(table)
  syscall
  mov edi, r8d
  mov eax, 3                ; close(file)
  syscall
  mov rdx, rbx
  jmp own_entry
`;

/** Throws where no whole page was removed: the entry would have no place. */
export function withTrapEntry(complete: Uint8Array, { bytes: pruned, removed }: Pruned): WithTrapEntry {
  const elf = parseElf(complete);
  const text = sectionNamed(elf, '.text');
  const toAddress = text.address - text.offset;
  const { home, codeAt } = placeIn(removed);
  const holes = removed
    .map((range) => ({ from: range === home ? codeAt + PAGE_BYTES : upToPage(range.from), to: range.to }))
    .filter(({ from, to }) => to > from);

  const traps = Buffer.alloc(Math.min(MAX_TRAP_PAGES * PAGE_BYTES, Math.max(PAGE_BYTES, ...holes.map(sizeOf))), TRAP);
  const table = tableOf(holes, toAddress, traps.length);
  const tableAt = upToPage(pruned.length);
  const trapsAt = tableAt + table.length;
  const entryAt = codeAt + PATH.length;
  const { bytes: code } = assemble(source({ table: tableAt, tableBytes: table.length, traps: trapsAt }), {
    address: toAddress + entryAt,
    symbols: { path: toAddress + codeAt, image: 0, own_entry: elf.entry },
  });
  const end = entryAt + code.length;

  const bytes = Buffer.alloc(trapsAt + traps.length);
  bytes.set(pruned);
  bytes.set(PATH, codeAt);
  bytes.set(code, entryAt);
  bytes.set(table, tableAt);
  bytes.set(traps, trapsAt);
  bytes.writeBigUInt64LE(BigInt(toAddress + entryAt), ENTRY_AT);
  return {
    bytes,
    holes,
    removed: removed.flatMap((range) => (range === home ? around(range, codeAt, end) : range)),
    lastWrites: lastWrites(Buffer.from(complete), { codeAt, entryAt, end }),
  };
}

/** The first whole page of the longest range. */
function placeIn(removed: readonly Removed[]): { readonly home: Removed; readonly codeAt: number } {
  const [home] = removed.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  const codeAt = upToPage(home?.from ?? 0);
  if (home && codeAt + PAGE_BYTES <= home.to) return { home, codeAt };
  throw new ExpectedError('pack_failed', 'No whole page of the browser’s code is untouched. Use --pack complete.');
}

/** Rows of at most so many bytes each; an empty one ends them. In whole pages, as they are mapped. */
function tableOf(holes: readonly Removed[], toAddress: number, maxBytes: number): Buffer {
  const rows = holes.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / maxBytes) }, (_, index) => {
      const at = from + index * maxBytes;
      return [toAddress + at, Math.min(maxBytes, to - at)];
    }),
  );
  const table = Buffer.alloc(upToPage((rows.length + 1) * ROW_BYTES));
  rows.flat().forEach((value, index) => {
    table.writeUInt32LE(value, index * 4);
  });
  return table;
}

/**
 * In an order that leaves, wherever it is broken off, a browser that traps at its start or one that is complete: the entry becomes a
 * trap, all around it comes back, the header names the own entry again, and the trap goes.
 */
function lastWrites(
  complete: Buffer,
  { codeAt, entryAt, end }: { readonly codeAt: number; readonly entryAt: number; readonly end: number },
): readonly LastWrite[] {
  const write = (at: number, bytes: Buffer): LastWrite => ({ at, bytes: bytes.toString('base64') });
  const trapped = Buffer.from(complete.subarray(codeAt, end));
  trapped[entryAt - codeAt] = TRAP;
  return [
    write(entryAt, Buffer.of(TRAP)),
    write(codeAt, trapped),
    write(ENTRY_AT, complete.subarray(ENTRY_AT, ENTRY_AT + 8)),
    write(entryAt, complete.subarray(entryAt, entryAt + 1)),
  ];
}

function around({ from, to }: Removed, start: number, end: number): readonly Removed[] {
  return [
    { from, to: start },
    { from: end, to },
  ].filter((range) => sizeOf(range) > 0);
}

function sizeOf({ from, to }: Removed): number {
  return to - from;
}

function upToPage(at: number): number {
  return Math.ceil(at / PAGE_BYTES) * PAGE_BYTES;
}
