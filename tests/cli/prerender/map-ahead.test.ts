import { expect, test } from '@jest/globals';
import { mapAhead } from '../../../cli/prerender/map-ahead.ts';

async function* upTo(count: number, taken: number[] = []) {
  for (let at = 0; at < count; at++) {
    taken.push(at);
    yield at;
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('gives every result, in order, whichever ends first', async () => {
  const results: number[] = [];
  for await (const result of mapAhead(upTo(20), 5, async (item) => {
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
  const results = mapAhead(upTo(100, taken), 4, async (item) => {
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
  const results = mapAhead(slow(), 4, async (item) => item);
  expect(await results.next()).toEqual({ done: false, value: 1 });
  await results.return(undefined);
});

test('passes on that the list failed', async () => {
  async function* broken() {
    yield 1;
    throw new Error('the disk is gone');
  }
  const results = mapAhead(broken(), 4, async (item) => item);
  await expect(
    (async () => {
      for await (const _ of results);
    })(),
  ).rejects.toThrow('the disk is gone');
});
