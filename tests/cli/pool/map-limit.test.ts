import { expect, test } from '@jest/globals';
import { mapLimit } from '../../../cli/pool/map-limit.ts';

async function* upTo(count: number, taken: number[] = []) {
  for (let at = 0; at < count; at++) {
    taken.push(at);
    yield at;
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('gives every result, in order, whichever ends first', async () => {
  const results: number[] = [];
  for await (const result of mapLimit(upTo(20), { max: 5, inOrder: true }, async (item) => {
    if (item % 3 === 0) await turn();
    return item * 2;
  }))
    results.push(result);
  expect(results).toEqual(Array.from({ length: 20 }, (_, at) => at * 2));
});

test('works on no more items than it may, and takes no more than the caller needs', async () => {
  const taken: number[] = [];
  let working = 0;
  let most = 0;
  const results = mapLimit(upTo(100, taken), { max: 4, inOrder: true }, async (item) => {
    most = Math.max(most, ++working);
    await turn();
    working--;
    return item;
  });
  await results.next();
  for (let at = 0; at < 20; at++) await turn();
  expect(most).toBe(4);
  expect(taken.length).toBeLessThanOrEqual(6);
  await results.return(undefined);
});

test('gives a result while the next item is still to come', async () => {
  async function* slow() {
    yield 1;
    await new Promise(() => {}); // never
  }
  const results = mapLimit(slow(), { max: 4, inOrder: true }, async (item) => item);
  expect(await results.next()).toEqual({ done: false, value: 1 });
  await results.return(undefined);
});

test('passes on that the list failed', async () => {
  async function* broken() {
    yield 1;
    throw new Error('the disk is gone');
  }
  const results = mapLimit(broken(), { max: 4, inOrder: true }, async (item) => item);
  await expect(
    (async () => {
      for await (const _ of results);
    })(),
  ).rejects.toThrow('the disk is gone');
});

test('gives results as they end, unless they are wanted in order', async () => {
  const results: number[] = [];
  const work = async (item: number) => {
    if (item === 0) for (let at = 0; at < 10; at++) await turn();
    return item;
  };
  for await (const result of mapLimit([0, 1, 2], { max: 2 }, work)) results.push(result);
  expect(results).toEqual([1, 2, 0]);
});

test('takes nothing after a failure, lets what has begun end, and throws the first failure', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = (async () => {
    for await (const result of mapLimit([1, 2, 3, 4], { max: 2 }, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the first one failed');
      for (let at = 0; at < 5; at++) await turn();
      return item;
    }))
      ended.push(result);
  })();
  await expect(all).rejects.toThrow('the first one failed');
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});
