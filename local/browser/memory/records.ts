// Assembly of the memory library: what is known of the spans that the browser has given back.
import { DONT_NEED, SYSCALL } from './kernel.ts';

/** Chromium's allocator asks for memory and gives it back in spans of 2 MB, aligned. */
export const SPAN_BYTES = 2 * 1024 * 1024;
export const PAGE_BYTES = 4096;

/** Spans that can be known. A browser that draws photos of 50 MP knows 40. */
const MAX_RECORDS = 64;

/** Where the parts of a record are. */
export const FOREIGN = 8;
export const DIRTY = 16;
export const STALE = DIRTY + SPAN_BYTES / PAGE_BYTES / 8;
export const SEEN = STALE + SPAN_BYTES / PAGE_BYTES / 8;
export const ZEROED = SEEN + SPAN_BYTES / PAGE_BYTES / 8;
const RECORD_BYTES = ZEROED + SPAN_BYTES / PAGE_BYTES / 8;

export const RECORDS_BYTES = MAX_RECORDS * RECORD_BYTES;

/**
 * A record has the address of a span (0: the record is free, 1: it is being made), whether something was done with the span that is
 * not understood here, and four bits for each page. Dirty: the browser may have written to it. Stale: the browser has given it back,
 * and it still has its bytes, with no access to it. Seen: the browser has given up its content. Zeroed: that is done here, in place.
 *
 * There is no lock on a record. A page belongs to the one thread that has been given it, and only calls of that thread change its bits;
 * bits of other pages are in the same word, so that each change is atomic. Only a thread that has a whole span changes the rest. Where
 * threads share a span that is not known yet, one of them makes its record, and that needs a lock.
 */
export const RECORDS = `
; record *find(void *span): rbx = the record of the span at rax, or 0. Changes r11.
find:
  lea rbx, [records]
  lea r11, [rbx + ${RECORDS_BYTES}]
find_next:
  cmp [rbx], rax
  je found
  add rbx, ${RECORD_BYTES}
  cmp rbx, r11
  jb find_next
  xor ebx, ebx
found:
  ret

; void record(void *span): a record for the span at r12, which is fresh from the kernel. None if there is no place.
; Changes rax, rbx, rcx, rdi and r11.
record:
  mov rax, r12
  call find
  test rbx, rbx
  jne record_fresh
  lea rbx, [records]
  mov ecx, 1
record_claim:
  xor eax, eax
  lock cmpxchg [rbx], rcx
  je record_fresh
  add rbx, ${RECORD_BYTES}
  cmp rbx, r11
  jb record_claim
  ret
record_fresh:
  lea rdi, [rbx + ${FOREIGN}]
  mov ecx, ${(RECORD_BYTES - FOREIGN) / 8}
  xor eax, eax
  rep stosq
  mov [rbx], r12
  ret

; void forget(void *address, size_t length): the caller is about to do something else with [rdi, rdi + rsi). What is stale of it loses
; its bytes, and spans that it is part of are kept no more. Changes rax and r11.
forget:
  push rbx
  push rcx
  push rdx
  push rsi
  push rdi
  push r12
  push r13
  push r14
  push r15
  mov r12, rdi
  lea r13, [rdi + rsi]            ; the end
  lea rbx, [records]
forget_record:
  mov rdx, [rbx]
  cmp rdx, 1
  jbe forget_next
  cmp rdx, r13
  jae forget_next
  lea r14, [rdx + ${SPAN_BYTES}]
  cmp r14, r12
  jbe forget_next
  mov qword [rbx + ${FOREIGN}], 1
  cmp r14, r13
  cmova r14, r13                  ; where the part in this span ends
  mov r15, r12
  and r15, -${PAGE_BYTES}
  cmp r15, rdx
  cmovb r15, rdx                  ; its page
forget_page:
  mov rcx, r15
  sub rcx, [rbx]
  shr rcx, 12
  lock btr [rbx + ${ZEROED}], ecx
  jae forget_stale
  lock dec qword [zeroed_pages]
forget_stale:
  lock btr [rbx + ${STALE}], ecx
  jae forget_next_page
  lock dec qword [kept_pages]
  mov rdi, r15
  mov esi, ${PAGE_BYTES}
  mov edx, ${DONT_NEED}
  mov eax, ${SYSCALL.madvise}
  syscall
forget_next_page:
  add r15, ${PAGE_BYTES}
  cmp r15, r14
  jb forget_page
forget_next:
  add rbx, ${RECORD_BYTES}
  lea rax, [records]
  add rax, ${RECORDS_BYTES}
  cmp rbx, rax
  jb forget_record
  call forget_pixels
  pop r15
  pop r14
  pop r13
  pop r12
  pop rdi
  pop rsi
  pop rdx
  pop rcx
  pop rbx
  ret
`;
