// Assembly of the memory library: the spans of the browser's allocator keep their pages between two pictures.
import { READ_WRITE, SYSCALL } from './kernel.ts';
import { DIRTY, FOREIGN, PAGE_BYTES, SPAN_BYTES, STALE, ZEROED } from './records.ts';

/** Of spans that the browser has given back. A picture of 1200 x 630 needs 1,876. */
const MAX_KEPT_PAGES = 4096;
/** In one call: a picture's pixels are in 2 spans. */
const MAX_RELEASED_BYTES = 4 * SPAN_BYTES;
/** A record has so many words of bits of each kind. */
const WORDS = SPAN_BYTES / PAGE_BYTES / 64;

const MAP_FIXED = 0x10;
const MAP_ANONYMOUS = 0x20;
/** MAP_PRIVATE, MAP_FIXED and MAP_ANONYMOUS, and nothing else. */
const PRIVATE_FIXED_ANONYMOUS = 0x32;

/**
 * The allocator gives spans back by a mapping without access over them, and takes them again by mprotect. Here such a span only
 * loses its access and keeps its pages, so that the kernel need not make them again, one fault for each. When it is taken again,
 * the pages are zeroed, as those of the kernel are.
 */
export const KEPT_SPANS = `
; int mprotect(void *address, size_t length, int protection)
mprotect:
  test rsi, rsi
  je protect
  cmp edx, ${READ_WRITE}
  je commit
  test edx, edx
  je protect_wholly               ; without access, but the bytes stay
  call forget
  jmp protect
protect_wholly:
  call unmark
protect:
  mov eax, ${SYSCALL.mprotect}
  syscall
  jmp finish

; mprotect for reading and writing: zeroes the stale pages of [address, address + length), and notes that all are dirty.
commit:
  mov eax, ${SYSCALL.mprotect}
  syscall
  test rax, rax
  jne finish
  push rbx
  push r12
  push r13
  push r14
  mov r12, rdi                    ; the page
  lea r13, [rdi + rsi]            ; the end
commit_span:
  mov rdx, r12
  and rdx, -${SPAN_BYTES}         ; the span that the page is in
  mov rax, rdx
  call find
  lea r14, [rdx + ${SPAN_BYTES}]  ; where this span or the range ends
  cmp r14, r13
  cmova r14, r13
  test rbx, rbx
  jne commit_page
  mov r12, r14
  jmp commit_next
commit_page:
  mov rcx, r12
  sub rcx, rdx
  shr rcx, 12
  lock bts [rbx + ${DIRTY}], ecx
  lock btr [rbx + ${STALE}], ecx
  jae page_ready
  lock dec qword [kept_pages]
  mov rdi, r12
  mov ecx, ${PAGE_BYTES / 8}
  xor eax, eax
  rep stosq
page_ready:
  add r12, ${PAGE_BYTES}
  cmp r12, r14
  jb commit_page
commit_next:
  cmp r12, r13
  jb commit_span
  xor eax, eax
  pop r14
  pop r13
  pop r12
  pop rbx
  ret

; void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t offset)
mmap64:
  test ecx, ${MAP_FIXED}
  je map                          ; elsewhere than any memory in use
  cmp ecx, ${PRIVATE_FIXED_ANONYMOUS}
  jne map_over
  test edx, edx
  jne map_over
  mov rax, rdi
  or rax, rsi
  test eax, ${SPAN_BYTES - 1}
  jne map_over
  cmp rsi, ${MAX_RELEASED_BYTES}
  ja map_over
  test rsi, rsi
  jne release                     ; whole spans, from now on without access
map_over:
  call forget
map:
  test ecx, ${MAP_ANONYMOUS}
  je map_file
  jmp qword [libc_mmap]

; mmap of nothing over whole spans: all their dirty pages become stale. Where a span has no record, it is done as asked, and the
; span gets one.
release:
  push rbx
  push r12
  push r13
  push r14
  mov r12, rdi                    ; the span
  lea r13, [rdi + rsi]            ; the end
  xor r14d, r14d                  ; how many pages are dirty
  mov rax, rdi
release_count:
  call find
  test rbx, rbx
  je release_whole
  cmp qword [rbx + ${FOREIGN}], 0
  jne release_whole
  mov ecx, ${WORDS}
count_word:
  popcnt r8, [rbx + rcx*8 + ${DIRTY - 8}]
  add r14, r8
  dec ecx
  jne count_word
  add rax, ${SPAN_BYTES}
  cmp rax, r13
  jb release_count
  mov rax, r14
  lock xadd [kept_pages], rax
  add rax, r14
  cmp rax, ${MAX_KEPT_PAGES}
  ja release_undo
  mov eax, ${SYSCALL.mprotect}    ; rdi, rsi and rdx are as mmap64 got them
  syscall
  test rax, rax
  jne release_undo
  mov rax, r12
release_mark:
  call find
  mov ecx, ${WORDS}
mark_word:
  xor r8d, r8d
  xchg [rbx + rcx*8 + ${DIRTY - 8}], r8
  or [rbx + rcx*8 + ${STALE - 8}], r8
  xor r8d, r8d
  xchg [rbx + rcx*8 + ${ZEROED - 8}], r8
  popcnt r8, r8
  lock sub [zeroed_pages], r8
  dec ecx
  jne mark_word
  add rax, ${SPAN_BYTES}
  cmp rax, r13
  jb release_mark
  mov rax, r12
  jmp release_end
release_undo:
  lock sub [kept_pages], r14
release_whole:
  call forget
  mov r10d, ${PRIVATE_FIXED_ANONYMOUS}
  mov r8, -1
  xor r9d, r9d
  mov eax, ${SYSCALL.mmap}
  syscall
  cmp rax, r12
  jne release_end                 ; an error
  mov r14, rdi
record_span:
  call record
  add r12, ${SPAN_BYTES}
  cmp r12, r13
  jb record_span
  mov rax, r14
release_end:
  pop r14
  pop r13
  pop r12
  pop rbx
  jmp finish
`;
