// Assembly of the memory library: calls that change memory in a way that is not understood here, and how each call ends.
import { SYSCALL } from './kernel.ts';

const MREMAP_FIXED = 2;

export const OTHER_CALLS = `
; int pkey_mprotect(void *address, size_t length, int protection, int key)
pkey_mprotect:
  call forget
  mov r10, rcx
  mov eax, ${SYSCALL.pkeyMprotect}
  syscall
  jmp finish

; void *mremap(void *address, size_t length, size_t new_length, int flags, void *new_address)
mremap:
  call forget
  mov r10, rcx
  test ecx, ${MREMAP_FIXED}
  je remap
  push rdi
  push rsi
  mov rdi, r8
  mov rsi, rdx
  call forget
  pop rsi
  pop rdi
remap:
  mov eax, ${SYSCALL.mremap}
  syscall
  jmp finish

; long finish(long result): what a system call of the C library returns, with errno.
finish:
  cmp rax, -4095
  jae failed
  ret
failed:
  neg eax
  push rax
  call qword [libc___errno_location]
  pop rcx
  mov [rax], ecx
  mov rax, -1
  ret
`;
