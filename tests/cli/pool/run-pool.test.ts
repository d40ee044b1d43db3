import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type JobOutcome, runPool, type Worker } from '../../../cli/pool/run-pool.ts';

/** Workers whose jobs take so long; every tenth one fails. */
function workersOf(ms: number) {
  const state = { open: 0, most: 0, working: 0, closed: 0, workingMost: 0 };
  const open = (): Worker<number, number> => {
    state.open++;
    state.most = Math.max(state.most, state.open);
    return {
      async work(job) {
        state.working++;
        state.workingMost = Math.max(state.workingMost, state.working);
        await sleep(ms);
        state.working--;
        if (job % 10 === 3) throw new Error(`job ${job}`);
        return job * 2;
      },
      async close() {
        state.open--;
        state.closed++;
      },
    };
  };
  return { state, open };
}

async function all<T>(outcomes: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const outcome of outcomes) list.push(outcome);
  return list;
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);
const jobOf = ({ job }: JobOutcome<number, number>) => job;

describe('A pool', () => {
  test('ends every job once, with its result or its error', async () => {
    const { state, open } = workersOf(1);
    const outcomes = await all(runPool(upTo(200), { open, maxWorkers: 4 }));
    expect(outcomes.map(jobOf).sort((a, b) => a - b)).toEqual(upTo(200));
    for (const outcome of outcomes) {
      if (outcome.job % 10 === 3) expect(outcome).toMatchObject({ error: { message: `job ${outcome.job}` } });
      else expect(outcome).toMatchObject({ result: outcome.job * 2 });
    }
    expect(state.open).toBe(0);
  });

  test('opens a worker only for a job that finds none free, and closes every one', async () => {
    const { state, open } = workersOf(5);
    const alone = await all(runPool([1], { open, maxWorkers: 6 }));
    expect([alone.map(({ workers }) => workers), state.most, state.open]).toEqual([[1], 1, 0]);
    await all(runPool(upTo(60), { open, maxWorkers: 6 }));
    expect([state.most, state.workingMost, state.open]).toEqual([6, 6, 0]);
  });

  test('never opens more than it may', async () => {
    const { state, open } = workersOf(2);
    await all(runPool(upTo(100), { open, maxWorkers: 2 }));
    expect(state.most).toBe(2);
  });

  test('takes no job before a worker is free for it, however slow the caller is', async () => {
    const { open } = workersOf(1);
    let taken = 0;
    function* jobs() {
      for (;;) yield taken++;
    }
    let ended = 0;
    for await (const { workers } of runPool(jobs(), { open, maxWorkers: 3 })) {
      ended++;
      expect(taken - ended).toBeLessThanOrEqual(workers + 1);
      await sleep(3);
      if (ended === 60) break;
    }
  });

  test('gives an outcome although the next job is still to come', async () => {
    const { open } = workersOf(1);
    let answered = () => {};
    const firstAnswer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    let closed = false;
    async function* jobs() {
      try {
        yield 1;
        await firstAnswer; // a pipe whose writer waits for the first answer
        yield 2;
      } finally {
        closed = true;
      }
    }
    const seen: number[] = [];
    for await (const { job } of runPool(jobs(), { open, maxWorkers: 2 })) {
      seen.push(job);
      answered();
    }
    expect([seen, closed]).toEqual([[1, 2], true]);
  });

  test('reads jobs as they come, and closes its workers when the caller leaves or the jobs fail', async () => {
    const { state, open } = workersOf(1);
    async function* jobs() {
      yield 1;
      await sleep(5);
      yield 2;
      throw new Error('the list is cut off');
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { job } of runPool(jobs(), { open, maxWorkers: 1 })) seen.push(job);
    })();
    await expect(reading).rejects.toThrow('the list is cut off');
    expect(seen).toEqual([1, 2]);
    expect(state.open).toBe(0);
    for await (const _ of runPool(upTo(9), { open, maxWorkers: 1 })) break;
    expect(state.open).toBe(0);
    expect(await all(runPool([], { open, maxWorkers: 1 }))).toEqual([]);
  });

  test('lets the caller leave while the next job is still to come, and works on nothing that comes then', async () => {
    const worked: number[] = [];
    let closed = 0;
    const open = (): Worker<number, number> => ({
      async work(job) {
        worked.push(job);
        return job;
      },
      async close() {
        closed++;
      },
    });
    let come = () => {};
    const late = new Promise<void>((resolve) => {
      come = resolve;
    });
    let ended = false;
    async function* jobs() {
      try {
        yield 1;
        await late;
        yield 2;
      } finally {
        ended = true;
      }
    }
    for await (const _ of runPool(jobs(), { open, maxWorkers: 1 })) break;
    expect(closed).toBe(1);
    come();
    await sleep(20);
    expect([ended, worked]).toEqual([true, [1]]);
  });
});
