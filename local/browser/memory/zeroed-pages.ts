// Assembly of the memory library: pages whose content the allocator gives up, and which it will use again, stay where they are.
import { DONT_NEED, SYSCALL, takeLock } from './kernel.ts';
import { FOREIGN, PAGE_BYTES, SEEN, SPAN_BYTES, ZEROED } from './records.ts';

/** That stay in place. A picture with a photo and a blur needs 3,900. */
const MAX_ZEROED_PAGES = 4096;
/** Of one call: shorter ones save less than they cost. */
const MIN_ZEROED_BYTES = 16 * 1024;

const FREE = 8;
const SIGNAL_SET_BYTES = 8;

/**
 * The allocator gives up the content of parts of a span (MADV_DONTNEED) and keeps their access; a picture uses them again many times.
 * The kernel makes the pages again, one fault for each. Pages that this happens to a second time are zeroed here from then on.
 *
 * That is only right for private memory of no file, and possible only where it can be written to. The kernel says both, once for each
 * page: MADV_FREE is refused for any other memory, and no system call writes where the process must not. It stays so until another
 * call changes the page's access or its mapping, and the library sees that. Memory with a protection key is left to the kernel.
 */
export const ZEROED_PAGES = `
; int madvise(void *address, size_t length, int advice)
madvise:
  cmp edx, ${DONT_NEED}
  jne advise
  mov rax, rdi
  or rax, rsi
  test eax, ${PAGE_BYTES - 1}
  jne advise
  cmp rsi, ${MIN_ZEROED_BYTES}
  jb advise
  lea rax, [rdi + rsi - 1]
  xor rax, rdi
  and rax, -${SPAN_BYTES}
  jne advise                      ; not in one span
  push rbx
  push r12
  push r14
  push r15
  mov r12, rdi
  and r12, -${SPAN_BYTES}         ; the span
  mov r14, rdi
  sub r14, r12
  lea r15, [r14 + rsi]
  shr r14, 12                     ; the page
  shr r15, 12                     ; the end
  mov rax, r12
  call find
  test rbx, rbx
  je give_up
  mov ecx, r14d
zeroed_before:
  bt [rbx + ${ZEROED}], ecx
  jae give_up
  inc ecx
  cmp ecx, r15d
  jb zeroed_before
  mov rcx, rsi
  shr rcx, 3
  xor eax, eax
  rep stosq
  jmp advise_end
give_up:
  mov eax, ${SYSCALL.madvise}
  syscall
  test rax, rax
  jne advise_end
  mov rcx, [keyed_from]
  not rcx
  lea r11, [rdi + rsi]
  cmp r11, rcx
  jbe no_key
  cmp rdi, [keyed_to]
  jb advise_end
no_key:
  test rbx, rbx
  jne note_page
  call record_in_use
  test rbx, rbx
  je note_end
note_page:
  bt [rbx + ${ZEROED}], r14d
  jb note_next
  lock bts [rbx + ${SEEN}], r14d
  jae note_next                   ; the first time
  mov eax, 1
  lock xadd [zeroed_pages], rax
  cmp rax, ${MAX_ZEROED_PAGES}
  jae note_undo
  mov rdi, r14
  shl rdi, 12
  add rdi, r12
  mov esi, ${PAGE_BYTES}
  mov edx, ${FREE}
  mov eax, ${SYSCALL.madvise}
  syscall
  test rax, rax
  jne note_undo
  mov esi, ${SIGNAL_SET_BYTES}
  mov eax, ${SYSCALL.rtSigpending}
  syscall                         ; of no interest but for its writing
  test rax, rax
  jne note_undo
  mov qword [rdi], 0
  lock bts [rbx + ${ZEROED}], r14d
  jmp note_next
note_undo:
  lock dec qword [zeroed_pages]
note_next:
  inc r14d
  cmp r14d, r15d
  jb note_page
note_end:
  xor eax, eax
advise_end:
  pop r15
  pop r14
  pop r12
  pop rbx
  jmp finish
advise:
  mov eax, ${SYSCALL.madvise}
  syscall
  jmp finish

; record *record_in_use(void *span): rbx = a record for the span at r12, which is in use, or 0. Changes rax, rcx, rdi and r11.
record_in_use:
${takeLock('records_lock')}
  mov rax, r12
  call find
  test rbx, rbx
  jne record_unlock               ; another thread was faster
  call record
  mov rax, r12
  call find
  test rbx, rbx
  je record_unlock                ; there is no place
  mov qword [rbx + ${FOREIGN}], 1
record_unlock:
  mov dword [records_lock], 0
  ret

; void unmark(void *address, size_t length): the pages of [rdi, rdi + rsi) lose their access. Changes rax, rcx and r11.
unmark:
  push rbx
  push r12
  push r13
  mov r12, rdi
  and r12, -${PAGE_BYTES}
  lea r13, [rdi + rsi]
unmark_page:
  cmp r12, r13
  jae unmark_end
  mov rax, r12
  and rax, -${SPAN_BYTES}
  call find
  test rbx, rbx
  jne unmark_known
  lea r12, [rax + ${SPAN_BYTES}]
  jmp unmark_page
unmark_known:
  mov rcx, r12
  sub rcx, rax
  shr rcx, 12
  lock btr [rbx + ${ZEROED}], ecx
  jae unmark_next
  lock dec qword [zeroed_pages]
unmark_next:
  add r12, ${PAGE_BYTES}
  jmp unmark_page
unmark_end:
  pop r13
  pop r12
  pop rbx
  ret
`;
