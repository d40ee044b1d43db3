// Assembly of the memory library: what is known of the memory for pixels.
import { PICTURE_SIZE } from '../../../card-schema/picture-size.ts';
import { SYSCALL } from './kernel.ts';

/** Four bytes a pixel, as the browser asks for them. */
export const PIXELS_BYTES = PICTURE_SIZE.width * PICTURE_SIZE.height * 4;
/** The browser has one at a time; one more for a canvas of the same size. */
export const MAX_PIXELS = 2;

/**
 * Where the parts of a record are: the browser's file, whether it still has descriptors, the watch that will see when it has none,
 * our memory (a descriptor), and two mappings of that, each with whether the browser has it.
 */
export const DEVICE = 0;
export const INODE = 8;
export const LIVES = 16;
export const WATCH = 24;
export const MEMORY = 32;
export const MAPPINGS = 40;
export const MAPPING_BYTES = 16;
export const TAKEN = 8;
export const MAPPINGS_END = MAPPINGS + 2 * MAPPING_BYTES;
export const RECORD_BYTES = 128;

export const PIXELS_RECORDS_BYTES = MAX_PIXELS * RECORD_BYTES;

/** Of struct stat. */
export const STAT = { device: 0, inode: 8, links: 16, size: 48, blocks: 64 } as const;
export const STAT_BYTES = 144;
/** On the stack of `map_file`: events or struct stat, then a path, then what mmap64 was called with. */
export const PATH = 160;
export const PATH_END = PATH + '/proc/self/fd/'.length + 10;
export const ARGUMENTS = 192;

/** A mapping of the record at rbx that [r12, r13) touches is not known any more, and stays with the browser. */
const forgetMapping = (at: number) => `
  mov rdx, [rbx + ${at}]
  cmp rdx, r13
  jae mapping_stays_${at}
  lea rax, [rdx + ${PIXELS_BYTES}]
  cmp rax, r12
  jbe mapping_stays_${at}
  mov qword [rbx + ${at}], 0
  mov dword [rbx + ${at + TAKEN}], 1
mapping_stays_${at}:`;

export const PIXELS_RECORDS = `
; void forget_pixels(void): for forget, with its r12 and r13. Changes rax, rbx, rdx and r14.
forget_pixels:
  lea rbx, [pixels]
  mov r14d, ${MAX_PIXELS}
forget_pixels_next:
${forgetMapping(MAPPINGS)}
${forgetMapping(MAPPINGS + MAPPING_BYTES)}
  add rbx, ${RECORD_BYTES}
  dec r14d
  jne forget_pixels_next
  ret

; int munmap(void *address, size_t length)
munmap:
  cmp rsi, ${PIXELS_BYTES}
  jne unmap
  lea rax, [pixels]
  mov ecx, ${MAX_PIXELS}
munmap_pixels:
  cmp [rax + ${MAPPINGS}], rdi
  je munmap_first
  cmp [rax + ${MAPPINGS + MAPPING_BYTES}], rdi
  je munmap_second
  add rax, ${RECORD_BYTES}
  dec ecx
  jne munmap_pixels
unmap:
  call forget
  mov eax, ${SYSCALL.munmap}
  syscall
  jmp finish
munmap_second:
  add rax, ${MAPPING_BYTES}
munmap_first:
  mov dword [rax + ${MAPPINGS + TAKEN}], 0
  xor eax, eax
  ret
`;
