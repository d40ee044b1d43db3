// What the proxies count as a fault that was met, and signals that meet nobody.
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Listening, listen } from '../../local/http/listen.ts';
import { type FaultProxy, type Meddle, pass, startFaultProxy } from './fault-proxy.ts';
import { answer, doing, hang, scenery, times, where } from './meddling.ts';
import { signalTo } from './signals.ts';

let server: Listening;
let proxy: FaultProxy;
beforeAll(async () => {
  server = await listen(
    createServer((_, response) => void response.end('whole')),
    0,
  );
  proxy = await startFaultProxy(server.origin);
});
afterAll(async () => {
  await proxy.close();
  await server.close();
});

/** How many of so many requests count. */
async function metOf(requests: number, meddle?: Meddle): Promise<number> {
  proxy.meddle(meddle);
  const before = proxy.met();
  for (let count = 0; count < requests; count++)
    await fetch(`${proxy.origin}/${count}`, { signal: AbortSignal.timeout(300) }).catch(() => {});
  return proxy.met() - before;
}

const failing = doing(() => {
  throw new Error('There is no process left.');
});

test.each<readonly [string, Meddle | undefined, number]>([
  ['nothing is switched on', undefined, 0],
  ['all are answered otherwise', answer(500), 3],
  ['one of them, by its number', times(1, answer(500)), 1],
  ['one of them, by its path', where(({ path }) => path === '/1', answer(500)), 1],
  ['none of them, by their path', where(({ path }) => path === '/9', answer(500)), 0],
  [
    'something is done, and all pass',
    times(
      2,
      doing(() => {}),
    ),
    2,
  ],
  ['what was to be done failed', failing, 0],
  ['they pass as the fault has it', pass, 3],
  ['they belong to its surroundings', scenery(answer(500)), 0],
])('%s', async (_, meddle, count) => {
  expect(await metOf(3, meddle)).toBe(count);
});

test('one that is never answered counts while it waits', async () => {
  expect(await metOf(1, hang)).toBe(1);
});

test('a proxy that is to refuse does refuse, until it accepts again', async () => {
  await proxy.refuse();
  await expect(fetch(proxy.origin)).rejects.toThrow();
  await proxy.accept();
  expect(await metOf(1)).toBe(0);
});

test('a signal that no process is there for is an error of the bench', () => {
  expect(() => signalTo([], 'SIGKILL')).toThrow('There is no process that SIGKILL could be sent to.');
});
