// The entry that a pruned browser has in place of its own, as assembly.
import { READ_WRITE, SYSCALL } from '../../local/browser/memory/kernel.ts';

export interface EntryLayout {
  /** Where the file has the table of the holes, and how long that is. */
  readonly table: number;
  readonly tableBytes: number;
  /** Where the file has the traps that are laid over the holes. */
  readonly traps: number;
  /** Undefined where the dynamic linker applies all relocations. */
  readonly relocations?: RelocationLayout | undefined;
}

export interface RelocationLayout {
  /** Where the file has the columns. */
  readonly at: number;
  readonly count: number;
  /** Of the memory that the dynamic linker has closed to writing. */
  readonly relroBytes: number;
}

/**
 * The dynamic linker jumps to the entry that the ELF header names when the libraries are loaded, before a line of the browser has
 * run. rdx and the stack are for the browser's own entry. A system call keeps all registers but rax, rcx and r11. Symbols: `path`,
 * `image`, `relro`, `own_entry`.
 */
export function entrySource({ table, tableBytes, traps, relocations }: EntryLayout): string {
  return `
entry:
  mov rbx, rdx
  lea rdi, [path]
  mov esi, 0x80000          ; O_RDONLY | O_CLOEXEC
  mov eax, ${SYSCALL.open} ; file = open(path)
  syscall
  test eax, eax
  js fail
  mov r8d, eax
  xor edi, edi
  mov esi, ${tableBytes}
  mov edx, 1                ; PROT_READ
  mov r10d, 2               ; MAP_PRIVATE
  mov r9d, ${table}
  mov eax, ${SYSCALL.mmap} ; table = mmap(file)
  syscall
  cmp rax, -4096
  ja fail
  mov r12, rax
  mov r13, rax
  lea r14, [image]
  mov r10d, 0x12            ; MAP_PRIVATE | MAP_FIXED
  mov r9d, ${traps}
next_row:
  mov edi, [r13]
  mov esi, [r13 + 4]
  test esi, esi
  je laid
  add r13, 8
  add rdi, r14
  mov edx, 5                ; PROT_READ | PROT_EXEC
  mov eax, ${SYSCALL.mmap} ; mmap over the hole
  syscall
  cmp rax, rdi
  je next_row
fail:
  int3                      ; without its traps and relocations the browser cannot run; complete, it needs no entry
laid:
  mov rdi, r12
  mov esi, ${tableBytes}
  mov eax, ${SYSCALL.munmap} ; munmap(table)
  syscall
${relocations ? relocationSource(relocations) : ''}
  mov edi, r8d
  mov eax, ${SYSCALL.close} ; close(file)
  syscall
  mov rdx, rbx
  jmp own_entry
`;
}

/** Columns: how far each word is from the one before, then what the image's address is added to in it. */
function relocationSource({ at, count, relroBytes }: RelocationLayout): string {
  const bytes = count * 8;
  return `
  lea rdi, [relro]
  mov esi, ${relroBytes}
  mov edx, ${READ_WRITE}
  mov eax, ${SYSCALL.mprotect} ; open to writing
  syscall
  test eax, eax
  jne fail
  xor edi, edi
  mov esi, ${bytes}
  mov edx, 1                ; PROT_READ
  mov r10d, 0x8002          ; MAP_PRIVATE | MAP_POPULATE
  mov r9d, ${at}
  mov eax, ${SYSCALL.mmap} ; columns = mmap(file)
  syscall
  cmp rax, -4096
  ja fail
  mov r12, rax
  lea r13, [rax + ${count * 4}]
  mov rdi, r14
  mov ecx, ${count}
next_relocation:
  mov edx, [rax]
  add rdi, rdx
  mov edx, [r13]
  add rdx, r14
  mov [rdi], rdx
  add rax, 4
  add r13, 4
  dec ecx
  jne next_relocation
  mov rdi, r12
  mov esi, ${bytes}
  mov eax, ${SYSCALL.munmap} ; munmap(columns)
  syscall
  lea rdi, [relro]
  mov esi, ${relroBytes}
  mov edx, 1                ; PROT_READ
  mov eax, ${SYSCALL.mprotect} ; closed again
  syscall
  test eax, eax
  jne fail
`;
}
