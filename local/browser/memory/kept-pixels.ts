// Assembly of the memory library: the shared memory for a picture's pixels keeps its pages between two pictures.
import { READ_WRITE, SHARED, SYSCALL, takeLock } from './kernel.ts';
import {
  ARGUMENTS,
  DEVICE,
  INODE,
  LIVES,
  MAPPING_BYTES,
  MAPPINGS,
  MAPPINGS_END,
  MAX_PIXELS,
  MEMORY,
  PIXELS_BYTES,
  RECORD_BYTES,
  STAT,
  STAT_BYTES,
  TAKEN,
  WATCH,
} from './pixels-records.ts';

const PROT_WRITE = 2;
const F_GETFL = 3;
const ACCESS_MODE = 3;
const O_RDWR = 2;

/**
 * For each picture the browser makes a file, maps it, writes the pixels, and maps it again to read them. Such a file stays empty
 * here: what the browser maps is memory of ours, with mappings that stay when it unmaps them. The memory serves the next file when nothing is left of
 * this one: no mapping, which the browser unmaps through this library, and no descriptor, in whatever process or message it may be.
 * The kernel says so: a file without a name is deleted when its last descriptor is closed, and a watch sees that.
 */
export const KEPT_PIXELS = `
; int fallocate64(int fd, int mode, off_t offset, off_t length): a file without a name needs no pages of its own for pixels.
fallocate64:
  mov r10, rcx
  test esi, esi
  jne allocate
  test rdx, rdx
  jne allocate
  cmp rcx, ${PIXELS_BYTES}
  jne allocate
  push rdi
  push rsi
  push rdx
  sub rsp, ${STAT_BYTES}
  mov rsi, rsp
  mov eax, ${SYSCALL.fstat}
  syscall
  mov rcx, [rsp + ${STAT.links}]
  mov r8, [rsp + ${STAT.size}]
  add rsp, ${STAT_BYTES}
  pop rdx
  pop rsi
  pop rdi
  or rax, rcx
  jne allocate
  cmp r8, r10
  jne allocate
  ret                             ; rax is 0
allocate:
  mov eax, ${SYSCALL.fallocate}
  syscall
  jmp finish

; mmap64 of a file, at a place that the kernel chooses.
map_file:
  push rbx
  push r12
  push r13
  push r9
  push r8
  push rcx
  push rdx
  push rsi
  push rdi
  sub rsp, ${ARGUMENTS}
${takeLock('pixels_lock')}
  call drop_closed
  mov edi, [rsp + ${ARGUMENTS + 32}]
  mov rsi, rsp
  mov eax, ${SYSCALL.fstat}
  syscall
  test rax, rax
  jne map_as_asked
  xor r13d, r13d                  ; will be 0 for the whole of a picture's pixels, to read and to write
  mov rax, [rsp + ${ARGUMENTS}]
  or r13, rax
  mov rax, [rsp + ${ARGUMENTS + 8}]
  sub rax, ${PIXELS_BYTES}
  or r13, rax
  mov eax, [rsp + ${ARGUMENTS + 16}]
  xor eax, ${READ_WRITE}
  or r13, rax
  mov eax, [rsp + ${ARGUMENTS + 24}]
  xor eax, ${SHARED}
  or r13, rax
  mov rax, [rsp + ${ARGUMENTS + 40}]
  or r13, rax
  lea rbx, [pixels]
  mov r12d, ${MAX_PIXELS}
find_file:
  cmp dword [rbx + ${LIVES}], 0
  je find_next_file
  mov rax, [rsp + ${STAT.inode}]
  cmp [rbx + ${INODE}], rax
  jne find_next_file
  mov rax, [rsp + ${STAT.device}]
  cmp [rbx + ${DEVICE}], rax
  je known_file
find_next_file:
  add rbx, ${RECORD_BYTES}
  dec r12d
  jne find_file
  ; A file that is not known. Memory of ours can stand for it if it has no name, no content, and the length of pixels.
  mov rax, [rsp + ${STAT.size}]
  sub rax, ${PIXELS_BYTES}
  or rax, r13
  or rax, [rsp + ${STAT.links}]
  or rax, [rsp + ${STAT.blocks}]
  jne map_as_asked
  call memory_for_file            ; rbx = the record, or 0
  test rbx, rbx
  je map_as_asked
known_file:
  mov edi, [rsp + ${ARGUMENTS + 32}]
  mov esi, ${F_GETFL}
  mov eax, ${SYSCALL.fcntl}
  syscall
  and eax, ${ACCESS_MODE}
  cmp eax, ${O_RDWR}
  je file_writable
  test byte [rsp + ${ARGUMENTS + 16}], ${PROT_WRITE}
  jne map_as_asked                ; which the kernel refuses
file_writable:
  test r13, r13
  jne map_memory
  lea rcx, [rbx + ${MAPPINGS}]
take_mapping:
  cmp dword [rcx + ${TAKEN}], 0
  je taken
  add rcx, ${MAPPING_BYTES}
  lea rax, [rbx + ${MAPPINGS_END}]
  cmp rcx, rax
  jb take_mapping
map_memory:                       ; a mapping that is not counted here: the memory is this file's for ever
  mov dword [rbx + ${WATCH}], 0
  mov eax, [rbx + ${MEMORY}]
  mov [rsp + ${ARGUMENTS + 32}], eax
map_as_asked:
  mov dword [pixels_lock], 0
  add rsp, ${ARGUMENTS}
  pop rdi
  pop rsi
  pop rdx
  pop rcx
  pop r8
  pop r9
  pop r13
  pop r12
  pop rbx
  jmp qword [libc_mmap]
taken:
  mov dword [rcx + ${TAKEN}], 1
  mov rax, [rcx]
  mov dword [pixels_lock], 0
  add rsp, ${ARGUMENTS + 48}
  pop r13
  pop r12
  pop rbx
  ret
`;
