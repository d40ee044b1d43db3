// Processes that open pictures of strangers. A decoder may crash or hang: then one of these ends, and the stack goes on. As on Lambda,
// each has one job at a time; it is started when there is one, and ended when there was none for a while.
import { type ChildProcess, fork } from 'node:child_process';
import type { Log } from '../../edge/core/ports.ts';
import { errorOf, failureOf } from './failures.ts';
import type { FromProcess, Job, Question, Setup, ToProcess } from './process-messages.ts';

export interface ProcessPoolOptions {
  /** Path of the script that the processes run. */
  readonly script: string;
  /** Processes at most, and so jobs at once. */
  readonly size: number;
  readonly setup: Setup;
  readonly answer: (question: Question) => Promise<unknown>;
  /** A process whose job takes longer is killed, as Lambda does it. */
  readonly maxMs: number;
  /** How long a process is kept that has nothing to do. */
  readonly idleMs: number;
  readonly log: Log;
  /** Called when a job begins with a part of its work. */
  readonly onStage?: (job: Job, stage: string) => void;
}

/** libvips' threads would take half as much memory again from glibc, and give none back: 720 MB in place of 480 after ten photos. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' };

export interface ProcessPool {
  /** Rejects when the job fails, or when the process that has it ends. */
  run(job: Job): Promise<unknown>;
  /** Waits for what runs, `graceMs` at most; then kills it. */
  close(graceMs: number): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Worker {
  readonly child: ChildProcess;
  has?: Waiting | undefined;
  limit?: NodeJS.Timeout | undefined;
}

export function createProcessPool(options: ProcessPoolOptions): ProcessPool {
  const { size, maxMs, log } = options;
  const workers = new Set<Worker>();
  const waiting: Waiting[] = [];
  let isClosed = false;

  function next(): void {
    while (waiting.length > 0) {
      // One that was idle for too long is on its way out, and what it were given would end with it.
      const free = [...workers].find(({ has, child }) => !has && !child.killed) ?? (workers.size < size ? start() : undefined);
      const first = free && waiting.shift();
      if (!free || !first) return;
      give(free, first, maxMs);
    }
  }

  function start(): Worker {
    const worker = startWorker(options, next);
    workers.add(worker);
    worker.child.once('exit', (code, signal) => {
      const how = signal ?? `code ${code}`;
      workers.delete(worker);
      clearTimeout(worker.limit);
      worker.has?.reject(new Error(`The process ended while it had a photo (${how}).`));
      if (isClosed) return;
      if (worker.has) log('photo_process_died', { how });
      next();
    });
    return worker;
  }

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error('The stack is stopping.'));
        waiting.push({ job, resolve, reject });
        next();
        return undefined;
      }),
    async close(graceMs) {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error('The stack is stopping.'));
      await Promise.all([...workers].map((worker) => end(worker, graceMs)));
    },
  };
}

function startWorker({ script, setup, answer, idleMs, log, onStage }: ProcessPoolOptions, onFree: () => void): Worker {
  // The options of this process are not its own: a test's, or a debugger's port.
  const child = fork(script, [], { execArgv: [], serialization: 'advanced', env: { ...process.env, ...FEW_ARENAS } });
  const worker: Worker = { child };
  child.on('message', (message: FromProcess) => {
    if (message.kind === 'log') log(...message.line);
    else if (message.kind === 'stage') worker.has && onStage?.(worker.has.job, message.stage);
    else if (message.kind === 'question') void reply(worker, message, answer);
    else {
      const { has } = worker;
      worker.has = undefined;
      clearTimeout(worker.limit);
      worker.limit = setTimeout(() => child.kill(), idleMs).unref();
      if (message.kind === 'done') has?.resolve(message.value);
      else has?.reject(errorOf(message.error));
      onFree();
    }
  });
  child.on('error', () => {}); // `exit` follows
  send(worker, { kind: 'setup', setup });
  return worker;
}

function give(worker: Worker, waiter: Waiting, maxMs: number): void {
  clearTimeout(worker.limit);
  worker.has = waiter;
  worker.limit = setTimeout(() => worker.child.kill('SIGKILL'), maxMs);
  send(worker, { kind: 'job', job: waiter.job, maxMs });
}

async function reply(
  worker: Worker,
  { number, question }: Extract<FromProcess, { kind: 'question' }>,
  answer: ProcessPoolOptions['answer'],
): Promise<void> {
  try {
    send(worker, { kind: 'answer', number, value: await answer(question) });
  } catch (error) {
    send(worker, { kind: 'answer', number, error: failureOf(error) });
  }
}

function send({ child }: Worker, message: ToProcess): void {
  if (child.connected) child.send(message, () => {}); // one that has just ended says so by `exit`
}

async function end({ child, has }: Worker, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timer = setTimeout(() => child.kill('SIGKILL'), has ? graceMs : 0);
  child.on('message', ({ kind }: FromProcess) => {
    if (kind === 'done' || kind === 'failed') child.kill('SIGKILL');
  });
  await exited;
  clearTimeout(timer);
}
