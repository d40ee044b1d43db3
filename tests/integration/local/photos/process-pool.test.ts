// A picture that kills its decoder, or never ends, takes a process with it and nothing else.
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';
import { PhotoError } from '../../../../cloud/photos/photo-error.ts';
import { createProcessPool, type ProcessPool, type ProcessPoolOptions } from '../../../../local/photos/process-pool.ts';

let pool: ProcessPool;
let logged: (readonly [string, unknown])[];
afterEach(() => pool.close(0));

function open(more: Partial<ProcessPoolOptions> = {}): void {
  logged = [];
  pool = createProcessPool({
    script: join(import.meta.dirname, 'process-of-test.ts'),
    size: 1,
    setup: { s3: { endpoint: 'http://127.0.0.1:1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } } },
    answer: async () => undefined,
    maxMs: 60_000,
    idleMs: 60_000,
    log: (event, fields) => void logged.push([event, fields]),
    ...more,
  });
}

const run = (what: string) => pool.run({ kind: 'messages', event: { Records: [{ body: what }] } as unknown as SQSEvent });
const pidOf = async (what: string) => (await run(what)) as { pid: number };
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('one process has one job after the other, and another takes its place when it dies', async () => {
  open();
  const [{ pid }, again] = await Promise.all([pidOf('a'), pidOf('b')]);
  expect(again.pid).toBe(pid);
  const [died, after] = await Promise.allSettled([run('die'), pidOf('c')]);
  expect(died).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('SIGSEGV') } });
  expect(after).toMatchObject({ status: 'fulfilled', value: { pid: expect.any(Number) } });
  expect(logged).toEqual([['photo_process_died', { how: 'SIGSEGV' }]]);
});

test.each(['hang', 'spin'])('a job that goes on for ever (%s) is ended at its time limit', async (how) => {
  open({ maxMs: 1500 });
  await expect(run(how)).rejects.toThrow('SIGKILL');
});

test('several have their own process, and one without work ends', async () => {
  open({ size: 2, idleMs: 50 });
  const [one, two] = await Promise.all([pidOf('slowly'), pidOf('slowly')]);
  expect(one.pid).not.toBe(two.pid);
  while (lives(one.pid) || lives(two.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(logged).toEqual([]);
  expect(await pidOf('a')).toBeDefined();
});

test('a job that comes while an idle process is ending is given to the next one', async () => {
  open({ idleMs: 20 });
  const { pid } = await pidOf('linger');
  await new Promise((resolve) => setTimeout(resolve, 150)); // it was asked to end, and takes its time
  expect(lives(pid)).toBe(true);
  expect((await pidOf('a')).pid).not.toBe(pid);
  expect(logged).toEqual([]);
});

test('asks the stack for the table, gives its errors by their code, and hands on what is logged', async () => {
  open({
    async answer({ method, args }) {
      if (method === 'change') throw new PhotoError('table_failed', 'The disk is full.');
      return `${method} ${args.join()}`;
    },
  });
  expect(await run('count')).toBe('startDecoding a');
  expect(await run('refused')).toBe('table_failed');
  await expect(run('fail')).rejects.toMatchObject({ code: 'store_failed', message: 'no room' });
  await run('log');
  expect(logged).toEqual([['seen', { endpoint: 'http://127.0.0.1:1' }]]);
});

test('closing waits for what runs, but not for ever, and refuses what waits', async () => {
  open();
  const slow = pidOf('slowly');
  const waits = run('a').catch((error: Error) => error.message);
  await pool.close(10_000);
  expect(lives((await slow).pid)).toBe(false);
  expect(await waits).toBe('The stack is stopping.');
  open();
  const hangs = run('hang').catch((error: Error) => error.message);
  await pool.close(50);
  expect(await hangs).toContain('SIGKILL');
});

test('says with which part of its work a job has begun', async () => {
  const begun: (readonly [string | undefined, string])[] = [];
  open({ onStage: (job, stage) => begun.push([job.kind === 'messages' ? job.event.Records[0]?.body : '', stage]) });
  await run('begin');
  await run('a');
  expect(begun).toEqual([['begin', 'detect']]);
});
