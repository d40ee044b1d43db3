// Assembly of the memory library: memory for pixels is made, or found where nobody has it any more.
import { READ_WRITE, SHARED, SYSCALL } from './kernel.ts';
import {
  ARGUMENTS,
  DEVICE,
  INODE,
  LIVES,
  MAPPING_BYTES,
  MAPPINGS,
  MAX_PIXELS,
  MEMORY,
  PATH,
  PATH_END,
  PIXELS_BYTES,
  RECORD_BYTES,
  STAT,
  STAT_BYTES,
  TAKEN,
  WATCH,
} from './pixels-records.ts';

/** Of the stack that a routine finds which `map_file` has called. */
const CALLER = 8;

const MFD_CLOEXEC = 1;
const IN_DELETE_SELF = 0x400;
const IN_NONBLOCK_CLOEXEC = 0x80800;
const EVENT_BYTES = 16;

/** Maps the memory of the record at rbx once more; otherwise goes on where it is undone. */
const mapMemory = (at: number, undo: string) => `
  xor edi, edi
  mov esi, ${PIXELS_BYTES}
  mov edx, ${READ_WRITE}
  mov r10d, ${SHARED}
  mov r8d, [rbx + ${MEMORY}]
  xor r9d, r9d
  mov eax, ${SYSCALL.mmap}
  syscall
  cmp rax, -4095
  jae ${undo}
  mov [rbx + ${at}], rax`;

export const PIXELS_MEMORY = `
; void drop_closed(void): notes which of the browser's files have no descriptor any more. Changes rax, rcx, rdx, rsi, rdi and r11.
drop_closed:
  mov edi, [pixels_watches]
  test edi, edi
  je drop_end
  dec edi
  lea rsi, [rsp + ${CALLER}]
  mov edx, ${STAT_BYTES}
  mov eax, ${SYSCALL.read}
  syscall
  cmp eax, ${EVENT_BYTES}
  jl drop_end
  lea rsi, [rsp + ${CALLER}]
  add rax, rsi
drop_event:
  mov edx, [rsi]                  ; the watch
  lea rdi, [pixels]
  mov ecx, ${MAX_PIXELS}
drop_file:
  cmp [rdi + ${WATCH}], edx
  jne drop_next_file
  mov dword [rdi + ${LIVES}], 0
drop_next_file:
  add rdi, ${RECORD_BYTES}
  dec ecx
  jne drop_file
  add rsi, ${EVENT_BYTES}
  cmp rsi, rax
  jb drop_event
  jmp drop_closed
drop_end:
  ret

; record *memory_for_file(void): rbx = a record with zeroed memory for the file that map_file is called with, or 0.
memory_for_file:
  mov eax, ${SYSCALL.getpid}
  syscall
  cmp dword [pixels_watches], 0
  jne watches_ready
  mov [pixels_process], eax
  mov edi, ${IN_NONBLOCK_CLOEXEC}
  mov eax, ${SYSCALL.inotifyInit}
  syscall
  test eax, eax
  js no_memory
  inc eax                         ; 0 is for none
  mov [pixels_watches], eax
  mov eax, [pixels_process]
watches_ready:
  cmp [pixels_process], eax
  jne no_memory                   ; a child, which shares the memory with its parent
  lea rbx, [pixels]
  mov r12d, ${MAX_PIXELS}
memory_try:
  mov eax, [rbx + ${LIVES}]
  or eax, [rbx + ${MAPPINGS + TAKEN}]
  or eax, [rbx + ${MAPPINGS + MAPPING_BYTES + TAKEN}]
  je memory_free
  add rbx, ${RECORD_BYTES}
  dec r12d
  jne memory_try
  jmp no_memory
unmap_memory:
  mov rdi, [rbx + ${MAPPINGS + MAPPING_BYTES}]
  mov qword [rbx + ${MAPPINGS + MAPPING_BYTES}], 0
  mov esi, ${PIXELS_BYTES}
  mov eax, ${SYSCALL.munmap}
  syscall
close_memory:
  mov edi, [rbx + ${MEMORY}]
  mov eax, ${SYSCALL.close}
  syscall
no_memory:
  xor ebx, ebx
  ret
memory_free:
  mov rdi, [rbx + ${MAPPINGS}]
  test rdi, rdi
  jne memory_zero
  lea rdi, [pixels_name]
  mov esi, ${MFD_CLOEXEC}
  mov eax, ${SYSCALL.memfdCreate}
  syscall
  test eax, eax
  js no_memory
  mov [rbx + ${MEMORY}], eax
  mov edi, eax
  mov esi, ${PIXELS_BYTES}
  mov eax, ${SYSCALL.ftruncate}
  syscall
  test rax, rax
  jne close_memory
${mapMemory(MAPPINGS + MAPPING_BYTES, 'close_memory')}
${mapMemory(MAPPINGS, 'unmap_memory')}
  jmp memory_watch
memory_zero:
  mov ecx, ${PIXELS_BYTES / 8}
  xor eax, eax
  rep stosq
  call count_picture
memory_watch:
  lea rdi, [rsp + ${CALLER + PATH}]
  lea rsi, [rsp + ${CALLER + PATH_END}]
  mov byte [rsi], 0
  mov r8d, [rsp + ${CALLER + ARGUMENTS + 32}]
  call descriptor_path
  mov edi, [pixels_watches]
  dec edi
  lea rsi, [rsp + ${CALLER + PATH}]
  mov edx, ${IN_DELETE_SELF}
  mov eax, ${SYSCALL.inotifyAddWatch}
  syscall
  test eax, eax
  js no_memory
  mov [rbx + ${WATCH}], eax
  mov rax, [rsp + ${CALLER + STAT.inode}]
  mov [rbx + ${INODE}], rax
  mov rax, [rsp + ${CALLER + STAT.device}]
  mov [rbx + ${DEVICE}], rax
  mov dword [rbx + ${LIVES}], 1
  ret
`;
