import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type Lane, type Outcome, workInLanes } from '../../../cli/prerender/work-in-lanes.ts';

/** Lanes that share so many cores: with more lanes than cores each job takes longer. */
function lanesOn(cores: number, ms: number) {
  const state = { open: 0, most: 0, working: 0, closed: 0, workingMost: 0 };
  const open = (): Lane<number, number> => {
    state.open++;
    state.most = Math.max(state.most, state.open);
    return {
      async work(job) {
        state.working++;
        state.workingMost = Math.max(state.workingMost, state.working);
        await sleep(ms * Math.max(1, state.working / cores));
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
const jobOf = ({ job }: Outcome<number, number>) => job;

describe('work in lanes', () => {
  test('ends every job once, with its result or its error', async () => {
    const { state, open } = lanesOn(2, 1);
    const outcomes = await all(workInLanes(upTo(200), { open, most: 4, sample: 5 }));
    expect(outcomes.map(jobOf).sort((a, b) => a - b)).toEqual(upTo(200));
    for (const outcome of outcomes) {
      if (outcome.job % 10 === 3) expect(outcome).toMatchObject({ error: { message: `job ${outcome.job}` } });
      else expect(outcome).toMatchObject({ result: outcome.job * 2 });
    }
    expect(state.open).toBe(0);
  });

  test('finds the number of lanes that is best, and closes the one that is too many', async () => {
    const { state, open } = lanesOn(2, 8);
    const outcomes = await all(workInLanes(upTo(120), { open, most: 6, sample: 8 }));
    // On a machine that is busy otherwise, another one may seem to be worth it.
    expect([2, 3]).toContain(outcomes.at(-1)?.lanes);
    expect(state.most).toBeLessThan(6);
    expect(state.closed).toBe(state.most);
  });

  test('never opens more than it may', async () => {
    const { state, open } = lanesOn(8, 2);
    await all(workInLanes(upTo(100), { open, most: 2, sample: 5 }));
    expect(state.most).toBe(2);
  });

  test('takes no job before a lane is free for it, however slow the caller is', async () => {
    const { open } = lanesOn(4, 1);
    let taken = 0;
    function* jobs() {
      for (;;) yield taken++;
    }
    let ended = 0;
    for await (const { lanes } of workInLanes(jobs(), { open, most: 3, sample: 4 })) {
      ended++;
      expect(taken - ended).toBeLessThanOrEqual(lanes + 1);
      await sleep(3);
      if (ended === 60) break;
    }
  });

  test('tells an outcome although the next job is still to come', async () => {
    const { open } = lanesOn(1, 1);
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
    for await (const { job } of workInLanes(jobs(), { open, most: 2 })) {
      seen.push(job);
      answered();
    }
    expect([seen, closed]).toEqual([[1, 2], true]);
  });

  test('reads jobs as they come, and closes its lanes when the caller leaves or the jobs fail', async () => {
    const { state, open } = lanesOn(1, 1);
    async function* jobs() {
      yield 1;
      await sleep(5);
      yield 2;
      throw new Error('the list is cut off');
    }
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { job } of workInLanes(jobs(), { open, most: 1 })) seen.push(job);
    })();
    await expect(reading).rejects.toThrow('the list is cut off');
    expect(seen).toEqual([1, 2]);
    expect(state.open).toBe(0);
    for await (const _ of workInLanes(upTo(9), { open, most: 1 })) break;
    expect(state.open).toBe(0);
    expect(await all(workInLanes([], { open, most: 1 }))).toEqual([]);
  });

  test('lets the caller leave while the next job is still to come, and works on nothing that comes then', async () => {
    const worked: number[] = [];
    let closed = 0;
    const open = (): Lane<number, number> => ({
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
    for await (const _ of workInLanes(jobs(), { open, most: 1 })) break;
    expect(closed).toBe(1);
    come();
    await sleep(20);
    expect([ended, worked]).toEqual([true, [1]]);
  });
});
