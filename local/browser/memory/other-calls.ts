// Assembly of the memory library: calls that change memory in a way that is not understood here, and how each call ends.
import { SYSCALL } from './kernel.ts';

const MREMAP_FIXED = 2;

/**
 * Whether a thread can write to memory with a protection key changes without a call. So the library knows where such memory is: from the
 * lowest to the highest address that ever got a key other than 0, the one that all memory has. V8 has one region of it, for its code.
 */
export const OTHER_CALLS = `
; int pkey_mprotect(void *address, size_t length, int protection, int key)
pkey_mprotect:
  call forget
  cmp ecx, 1
  jl set_key
  mov r8, rdi
  not r8
  lea r9, [keyed_from]
  call raise
  lea r8, [rdi + rsi]
  lea r9, [keyed_to]
  call raise
set_key:
  mov r10, rcx
  mov eax, ${SYSCALL.pkeyMprotect}
  syscall
  jmp finish

; void raise(void): [r9] is at least r8 from now on. Changes rax.
raise:
  mov rax, [r9]
raise_try:
  cmp rax, r8
  jae raise_end
  lock cmpxchg [r9], r8
  jne raise_try
raise_end:
  ret

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
