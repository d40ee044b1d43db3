// What of Linux's ptrace(2) the page tracer needs, for x86-64. All calls must come from one and the same thread.
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');
const ptraceNumber = libc.func('long ptrace(long request, int pid, intptr_t address, intptr_t data)');
const ptraceBuffer = libc.func('long ptrace(long request, int pid, intptr_t address, void *data)');
const waitpid = libc.func('int waitpid(int pid, void *status, int options)');

const REQUEST = {
  cont: 7,
  singleStep: 9,
  getRegs: 12,
  setRegs: 13,
  getEventMessage: 0x4201,
  getSignalInfo: 0x4202,
  seize: 0x4206,
  listen: 0x4208,
  getSignalMask: 0x420a,
  setSignalMask: 0x420b,
} as const;

const OPTION = { traceFork: 0x2, traceVfork: 0x4, traceClone: 0x8, traceExec: 0x10, exitKill: 0x100000 } as const;
/** Waits for threads that are children of clone(2), too. */
const WALL = 0x40000000;
const ESRCH = 3;
const ECHILD = 10;

export const EVENT = { fork: 1, vfork: 2, clone: 3, exec: 4, stop: 128 } as const;

export const SIGNAL = { trap: 5, kill: 9, segmentationFault: 11, continue: 18, stop: 19 } as const;

/** How a thread stopped or ended. `event` is 0 for a plain signal. */
export interface Stop {
  readonly thread: number;
  readonly ended: boolean;
  readonly signal: number;
  readonly event: number;
  /** Only of a thread that ended by exit(2). */
  readonly exitCode?: number;
}

/** The general registers of a stopped thread, by their place in struct user_regs_struct. */
export type Registers = BigUint64Array;
export const REGISTER = { rbx: 5, rax: 10, rcx: 11, rdx: 12, rsi: 13, rdi: 14, origRax: 15, rip: 16 } as const;
/** How many there are. */
const REGISTERS = 27;

/** A signal that a thread was about to get. */
export interface SignalInfo {
  readonly signal: number;
  readonly code: number;
  readonly address: number;
}

/** Takes a running or stopped process under control; it goes on as before, and dies when this process does. */
export function seize(pid: number): void {
  const { traceFork, traceVfork, traceClone, traceExec, exitKill } = OPTION;
  call(REQUEST.seize, pid, traceFork | traceVfork | traceClone | traceExec | exitKill);
}

/** Lets a thread go on, with a signal to deliver or none. False where the thread is gone. */
export function resume(thread: number, signal = 0): boolean {
  return call(REQUEST.cont, thread, signal);
}

/** Executes one instruction. */
export function step(thread: number): boolean {
  return call(REQUEST.singleStep, thread, 0);
}

/** Leaves a thread stopped that its group has stopped. */
export function leaveStopped(thread: number): boolean {
  return call(REQUEST.listen, thread, 0);
}

export function readRegisters(thread: number): Registers | undefined {
  const registers = new BigUint64Array(REGISTERS);
  return call(REQUEST.getRegs, thread, registers) ? registers : undefined;
}

export function writeRegisters(thread: number, registers: Registers): boolean {
  return call(REQUEST.setRegs, thread, registers);
}

export function readSignalInfo(thread: number): SignalInfo | undefined {
  const info = Buffer.alloc(128);
  if (!call(REQUEST.getSignalInfo, thread, info)) return undefined;
  return { signal: info.readInt32LE(0), code: info.readInt32LE(8), address: Number(info.readBigUInt64LE(16)) };
}

/** The signals that a thread holds back, bit 0 for signal 1. */
export function readSignalMask(thread: number): bigint {
  const mask = new BigUint64Array(1);
  call(REQUEST.getSignalMask, thread, mask, mask.byteLength);
  return mask[0] ?? 0n;
}

export function writeSignalMask(thread: number, mask: bigint): boolean {
  return call(REQUEST.setSignalMask, thread, BigUint64Array.of(mask), BigUint64Array.BYTES_PER_ELEMENT);
}

/** Waits for the next stop of a thread, or of any. Undefined when there are none left. */
export function wait(thread = -1): Stop | undefined {
  const status = Buffer.alloc(4);
  const stopped = waitpid(thread, status, WALL) as number;
  if (stopped < 0) {
    if (koffi.errno() === ECHILD) return undefined;
    return wait(thread); // interrupted
  }
  const code = status.readInt32LE(0);
  const low = code & 0x7f;
  if (low !== 0x7f) {
    const exit = low === 0 ? { exitCode: (code >> 8) & 0xff } : {};
    return { thread: stopped, ended: true, signal: low, event: 0, ...exit };
  }
  return { thread: stopped, ended: false, signal: (code >> 8) & 0xff, event: (code >> 16) & 0xff };
}

/** A thread may be killed at any moment, which is not a fault of ours; everything else is. */
function call(request: number, thread: number, data: number | ArrayBufferView, address = 0): boolean {
  const ptrace = typeof data === 'number' ? ptraceNumber : ptraceBuffer;
  if (Number(ptrace(request, thread, address, data)) === 0) return true;
  const errno = koffi.errno();
  if (errno === ESRCH) return false;
  throw new Error(`ptrace request ${request} on thread ${thread} failed with errno ${errno}.`);
}
