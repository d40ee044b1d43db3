// Reads and changes the memory of a browser whose threads are stopped.
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import {
  REGISTER,
  type Registers,
  readRegisters,
  readSignalMask,
  SIGNAL,
  step,
  wait,
  writeRegisters,
  writeSignalMask,
} from './ptrace.ts';

const MPROTECT = 10n;
/** Everything but SIGTRAP, SIGSEGV, SIGKILL and SIGSTOP. */
const ALL_SIGNALS = 0xffff_ffff_ffff_ffffn & ~((1n << 4n) | (1n << 10n) | (1n << 8n) | (1n << 18n));

/** Where a file lies in a thread's memory. */
export function baseOf(thread: number, binary: string): number {
  const first = readFileSync(`/proc/${thread}/maps`, 'utf8')
    .split('\n')
    .find((line) => line.endsWith(binary));
  if (!first) throw new Error('The browser is not in its own memory map.');
  return Number.parseInt(first, 16);
}

export function write(thread: number, address: number, bytes: Uint8Array): void {
  const memory = openSync(`/proc/${thread}/mem`, 'r+');
  writeSync(memory, bytes, 0, bytes.length, address);
  closeSync(memory);
}

/** Lets a stopped thread call mprotect, by the system call instruction at an address. */
export function protect(
  thread: number,
  syscallAddress: number,
  range: { readonly address: number; readonly bytes: number },
  protection: number,
): void {
  const registers = readRegisters(thread);
  if (!registers) return;
  const call = registers.slice();
  call[REGISTER.rax] = MPROTECT;
  call[REGISTER.rdi] = BigInt(range.address);
  call[REGISTER.rsi] = BigInt(range.bytes);
  call[REGISTER.rdx] = BigInt(protection);
  const after = execute(thread, syscallAddress, call);
  if (after && after[REGISTER.rax] !== 0n) {
    throw new Error(`mprotect of ${range.bytes} bytes at ${range.address} failed: ${after[REGISTER.rax]}.`);
  }
  writeRegisters(thread, registers);
}

/** Executes one instruction in a stopped thread. Undefined where the thread was killed meanwhile. */
export function execute(thread: number, address: number, registers: Registers): Registers | undefined {
  registers[REGISTER.rip] = BigInt(address);
  registers[REGISTER.origRax] = -1n; // no system call to restart
  const mask = readSignalMask(thread);
  writeSignalMask(thread, ALL_SIGNALS);
  writeRegisters(thread, registers);
  step(thread);
  const stop = wait(thread);
  if (!stop || stop.ended) return undefined;
  if (stop.signal !== SIGNAL.trap) throw new Error(`A thread stopped by signal ${stop.signal} in the tracer’s own code.`);
  writeSignalMask(thread, mask);
  return readRegisters(thread);
}
