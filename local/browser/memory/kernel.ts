// What more than one routine of our own assembly says to the kernel: Linux on x86-64.

export const SYSCALL = {
  read: 0,
  open: 2,
  close: 3,
  fstat: 5,
  mmap: 9,
  mprotect: 10,
  munmap: 11,
  schedYield: 24,
  mremap: 25,
  madvise: 28,
  getpid: 39,
  fcntl: 72,
  ftruncate: 77,
  unlink: 87,
  rtSigpending: 127,
  inotifyAddWatch: 254,
  fallocate: 285,
  inotifyInit: 294,
  memfdCreate: 319,
  pkeyMprotect: 329,
} as const;

/** Access for mmap and mprotect. */
export const READ_WRITE = 3;
/** For mmap. */
export const SHARED = 1;
/** For madvise: what is there goes, the access stays. */
export const DONT_NEED = 4;

/** Assembly that waits until it has a lock, a word of memory. Changes rax, rcx and r11. */
export function takeLock(lock: string): string {
  return `
${lock}_wait:
  lock bts dword [${lock}], 0
  jae ${lock}_taken
  mov eax, ${SYSCALL.schedYield}
  syscall
  jmp ${lock}_wait
${lock}_taken:`;
}
