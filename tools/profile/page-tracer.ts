// Stands between puppeteer and the browser as the "executable", and notes each page of the browser's .text that is touched.
// The pages begin unreadable; the first touch of one, to execute or to read, faults, is noted, and opens the page for good.
// This needs no root: a process may trace its own children.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, writeSync } from 'node:fs';
import { baseOf, execute, protect, write } from './browser-memory.ts';
import { answerAs, CPU_KINDS, type CpuKind, stateAs } from './cpu-kinds.ts';
import {
  EVENT,
  leaveStopped,
  REGISTER,
  type Registers,
  readRegisters,
  readSignalInfo,
  resume,
  SIGNAL,
  type Stop,
  seize,
  step,
  wait,
  writeRegisters,
} from './ptrace.ts';
import type { TracerSettings } from './tracer-settings.ts';

const PAGE = 4096;
const PROT_NONE = 0;
const PROT_READ_EXEC = 5;
const SEGV_ACCERR = 2;
/** si_code of the trap that an int3 instruction makes. */
const SI_KERNEL = 0x80;
const INT3 = Uint8Array.of(0xcc);
/** Code of the tracer's own in the browser's memory, and where in it each instruction is. */
const SPARE_CODE = Uint8Array.of(0x0f, 0x05, 0xcc, 0x0f, 0xa2, 0xcc, 0x0f, 0x01, 0xd0, 0xcc);
const SYSCALL_AT = 0;
const CPUID_AT = 3;
const XGETBV_AT = 6;

const settings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as TracerSettings;
const record = openSync(settings.record, 'a');
const seen = new Set<number>();
const kind: CpuKind | undefined = settings.cpu && CPU_KINDS[settings.cpu];
const cpuidAddresses = new Set(settings.cpuidAddresses);
const xgetbvAddresses = new Set(settings.xgetbvAddresses);
/** Where the browser's file lies in memory, once it is the browser. */
let base = 0;

// Sent to the whole group: the browser shall end in its own way, and the tracer after it.
process.on('SIGTERM', () => {});
trace(start());

/** Starts the browser's launcher, stopped before its first instruction of interest. */
function start(): number {
  const args = [...settings.more, ...process.argv.slice(3).filter((arg) => !settings.without.includes(arg))];
  const script = 'kill -STOP $$; exec "$0" "$@"';
  const child = spawn('/bin/sh', ['-c', script, settings.executable, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'inherit', 'inherit'], // 3 and 4 are puppeteer's pipe
  });
  if (!child.pid) throw new Error('The browser’s launcher did not start.');
  seize(child.pid);
  return child.pid;
}

/** Follows the browser until it has ended, and then ends in the same way. */
function trace(main: number): void {
  let end: Stop | undefined;
  for (let stop = wait(); stop; stop = wait()) {
    if (!stop.ended) handle(stop, main);
    else if (stop.thread === main) end = stop;
  }
  closeSync(record);
  if (end?.signal) process.kill(process.pid, end.signal);
  // Node itself would wait for its child, whose exit wait() has already collected.
  process.exit(end?.exitCode ?? 1);
}

function handle(stop: Stop, main: number): void {
  const { thread, signal, event } = stop;
  if (event === EVENT.exec) {
    if (readlinkSync(`/proc/${thread}/exe`) === settings.binary) closeText(thread);
    resume(thread);
  } else if (event === EVENT.stop && signal === SIGNAL.stop && thread === main && base === 0) {
    process.kill(main, 'SIGCONT');
    resume(thread);
  } else if (event === EVENT.stop && signal !== SIGNAL.trap) {
    leaveStopped(thread);
  } else if (event !== 0) {
    resume(thread); // a new thread or process, traced as its parent is
  } else {
    resume(thread, isOurs(thread, signal) ? 0 : signal);
  }
}

/** Handles a signal that the tracer itself caused. False for a signal of the browser's own. */
function isOurs(thread: number, signal: number): boolean {
  if (base === 0 || (signal !== SIGNAL.segmentationFault && signal !== SIGNAL.trap)) return false;
  const info = readSignalInfo(thread);
  if (!info) return true; // the thread is gone
  if (signal === SIGNAL.trap) return info.code === SI_KERNEL && pretendCpu(thread);
  const page = Math.floor((info.address - base - settings.address) / PAGE);
  if (info.code !== SEGV_ACCERR || page < 0 || page >= settings.pages) return false;
  if (!seen.has(page)) writeSync(record, Uint32Array.of(page));
  seen.add(page);
  // Also for a page seen before: a process that was forked has closed pages of its own.
  protectPages(thread, page, page + 1, PROT_READ_EXEC);
  return true;
}

/** Makes .text unreadable in a browser that has not run yet, but for the pages that are known. */
function closeText(thread: number): void {
  base = baseOf(thread, settings.binary);
  write(thread, spareCode(0), SPARE_CODE);
  if (kind) for (const address of [...cpuidAddresses, ...xgetbvAddresses]) write(thread, base + address, INT3);
  // Still inside execve, which would overwrite a register on its way out.
  step(thread);
  wait(thread);
  protectPages(thread, 0, settings.pages, PROT_NONE);
  for (const [from, to] of settings.known) protectPages(thread, from, to, PROT_READ_EXEC);
}

/** Lets a stopped thread call mprotect on pages of .text. */
function protectPages(thread: number, from: number, to: number, protection: number): void {
  const range = { address: base + settings.address + from * PAGE, bytes: (to - from) * PAGE };
  protect(thread, spareCode(SYSCALL_AT), range, protection);
}

/** The address of an instruction of the tracer's own. */
function spareCode(at: number): number {
  return base + settings.spareAddress + at;
}

/** Answers a `cpuid` or `xgetbv` that a breakpoint stands in for. False where the trap is the browser's own. */
function pretendCpu(thread: number): boolean {
  const registers = readRegisters(thread);
  if (!registers || !kind) return false;
  const address = Number(registers[REGISTER.rip]) - base - 1;
  const isCpuid = cpuidAddresses.has(address);
  if (!isCpuid && !xgetbvAddresses.has(address)) return false;
  const low = (register: number, of: Registers) => Number((of[register] ?? 0n) & 0xffff_ffffn);
  const [leaf, subleaf] = [low(REGISTER.rax, registers), low(REGISTER.rcx, registers)];
  const after = execute(thread, spareCode(isCpuid ? CPUID_AT : XGETBV_AT), registers.slice());
  if (!after) return true;

  const answer = {
    eax: low(REGISTER.rax, after),
    ebx: low(REGISTER.rbx, after),
    ecx: low(REGISTER.rcx, after),
    edx: low(REGISTER.rdx, after),
  };
  const pretended = isCpuid ? answerAs(kind, leaf, subleaf, answer) : { ...answer, eax: stateAs(kind, answer.eax) };
  registers[REGISTER.rax] = BigInt(pretended.eax);
  registers[REGISTER.rdx] = BigInt(pretended.edx);
  if (isCpuid) {
    registers[REGISTER.rbx] = BigInt(pretended.ebx);
    registers[REGISTER.rcx] = BigInt(pretended.ecx);
  }
  registers[REGISTER.rip] = BigInt(base + address + (isCpuid ? 2 : 3));
  writeRegisters(thread, registers);
  return true;
}
