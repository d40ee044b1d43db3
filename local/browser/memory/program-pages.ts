// Assembly of the memory library: what is in memory of the browser's own file, and needed no longer.
import { DONT_NEED, SYSCALL } from './kernel.ts';
import { PAGE_BYTES } from './records.ts';

/** From one time to the next. The first time is with the second card, because everybody waits for the first one. */
const PICTURES_PER_ROUND = 100;

/** For getauxval: where the headers of the program are in memory, and how many. */
const HEADERS = 3;
const HEADER_COUNT = 5;
/** Where the parts of a header are. */
const HEADER = { kind: 0, access: 4, address: 16, bytes: 40 } as const;
const HEADER_BYTES = 56;
const KIND = { load: 1, headers: 6 } as const;
const WRITABLE = 2;

/**
 * The browser's file stays in memory as far as it was ever read, with 16 pages around each: its relocations, which the loader needs
 * once, and the code of its start. Now and then the browser gives up all of its file that it cannot write to. The kernel still has the
 * file, and gives back what is called again, with one fault for 16 pages.
 *
 * That is only right for pages which are those of the file. A test holds that the browser has changed none.
 */
export const PROGRAM_PAGES = `
; void count_picture(void): called for each picture but a browser's first. Changes rax, rcx, rdx, rsi, rdi and r8 to r11.
count_picture:
  mov eax, [pictures]
  lea ecx, [rax + 1]
  cmp ecx, ${PICTURES_PER_ROUND}
  jb picture_counted
  xor ecx, ecx
picture_counted:
  mov [pictures], ecx
  dec eax
  je give_up_program
  ret

give_up_program:
  push rbx
  push r12
  mov edi, ${HEADERS}
  call qword [libc_getauxval]
  mov rbx, rax
  mov edi, ${HEADER_COUNT}
  call qword [libc_getauxval]
  mov r12, rax
  test rbx, rbx
  je program_end
  cmp dword [rbx + ${HEADER.kind}], ${KIND.headers}
  jne program_end                 ; it does not say where it lies
  mov r8, rbx
  sub r8, [rbx + ${HEADER.address}]
program_part:
  cmp dword [rbx + ${HEADER.kind}], ${KIND.load}
  jne next_part
  test byte [rbx + ${HEADER.access}], ${WRITABLE}
  jne next_part
  mov rdi, [rbx + ${HEADER.address}]
  add rdi, r8
  mov rsi, [rbx + ${HEADER.bytes}]
  add rsi, rdi
  and rdi, -${PAGE_BYTES}
  sub rsi, rdi
  mov edx, ${DONT_NEED}
  mov eax, ${SYSCALL.madvise}
  syscall
next_part:
  add rbx, ${HEADER_BYTES}
  dec r12d
  jne program_part
program_end:
  pop r12
  pop rbx
  ret
`;
