// Assembly of the memory library: files of shared memory are in memory, and not on a disk.
import { SYSCALL } from './kernel.ts';

/** How Chromium names a file for shared memory, behind the folder's name: the X's are for mkstemp. */
const FILE_NAME = '.org.chromium.Chromium.XXXXXX';

/**
 * Chromium keeps decoded images in shared memory, in half of what the file system has free and up to 512 MB. A card's photo is hardly
 * ever on the next card, so that 24 MB are enough: 4 photos of 1200 x 1200.
 */
const MAX_FREE_BYTES = 48 * 1024 * 1024;
/** Of struct statvfs. */
const STATVFS = { blockBytes: 8, available: 32 } as const;

/**
 * Chromium makes a file with a name, opens it a second time by that name, and removes the name. The file is a memfd here, and its
 * name is that of its descriptor in /proc, as long as the name that was asked for.
 */
export const SHARED_FILES = `
; int mkstemp64(char *path)
mkstemp64:
  mov rsi, rdi
path_end:
  inc rsi
  cmp byte [rsi - 1], 0
  jne path_end
  dec rsi
  lea rax, [rsi - ${FILE_NAME.length}]
  cmp rax, rdi
  jbe other_file
  mov rax, ${word(FILE_NAME.slice(0, 8))}
  cmp [rsi - ${FILE_NAME.length}], rax
  jne other_file
  mov rax, ${word(FILE_NAME.slice(-8))}
  cmp [rsi - 8], rax
  jne other_file
  push rdi
  push rsi
  lea rdi, [rsi - ${FILE_NAME.length}]
  xor esi, esi
  mov eax, ${SYSCALL.memfdCreate}
  syscall
  pop rsi
  pop rdi
  test eax, eax
  js other_file
  mov r8d, eax
  call descriptor_path
  mov eax, r8d
  ret
other_file:
  jmp qword [libc_mkstemp]

; void descriptor_path(char *begin, char *end): the name in /proc of the descriptor r8, as long as there is room. Changes rax, rcx, rdx, rsi.
descriptor_path:
  mov eax, r8d
  mov ecx, 10
digit:
  xor edx, edx
  div ecx
  add edx, ${'0'.charCodeAt(0)}
  dec rsi
  mov [rsi], dl
  test eax, eax
  jne digit
slash:
  dec rsi
  mov byte [rsi], ${'/'.charCodeAt(0)}
  lea rax, [rdi + ${'/proc/self/fd/'.length - 1}]
  cmp rsi, rax
  ja slash
  mov rax, ${word('/proc/se')}
  mov [rdi], rax
  mov dword [rdi + 8], ${word('lf/f')}
  mov byte [rdi + 12], ${'d'.charCodeAt(0)}
  ret

; int unlink(const char *path)
unlink:
  mov eax, edi
  and eax, 4095
  cmp eax, 4088
  ja unlink_file                  ; eight bytes may be more than there are
  mov rax, ${word('/proc/se')}
  cmp [rdi], rax
  jne unlink_file
  xor eax, eax                    ; such a name has nothing to remove
  ret
unlink_file:
  mov eax, ${SYSCALL.unlink}
  syscall
  jmp finish

; int statvfs64(const char *path, struct statvfs *about)
statvfs64:
  push rbx
  mov rbx, rsi
  call qword [libc_statvfs]
  test eax, eax
  jne statvfs_end
  cmp qword [rbx + ${STATVFS.blockBytes}], 0
  je statvfs_end
  mov eax, ${MAX_FREE_BYTES}
  xor edx, edx
  div qword [rbx + ${STATVFS.blockBytes}]
  cmp [rbx + ${STATVFS.available}], rax
  jbe statvfs_fits
  mov [rbx + ${STATVFS.available}], rax
statvfs_fits:
  xor eax, eax
statvfs_end:
  pop rbx
  ret
`;

/** Characters as the number that has them in memory. */
function word(text: string): string {
  return `0x${Buffer.from(text).reverse().toString('hex')}`;
}
