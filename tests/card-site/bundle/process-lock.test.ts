import { existsSync, readFileSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { withLock } from '../../../card-site/bundle/process-lock.ts';
import { leaveMark, type ProcessMark, readLivingMark } from '../../../card-site/bundle/process-mark.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let file: string;
beforeEach(async () => {
  folder = await temporaryFolder('lock');
  file = join(folder.path, 'package.lock');
});
afterEach(() => folder.remove());

/** What this process would leave. */
function ownMark(): ProcessMark {
  const mark = leaveMark(join(folder.path, 'own'), 'npm run package', { exclusive: true });
  const text = readFileSync(join(folder.path, 'own'), 'utf8');
  mark.remove();
  return JSON.parse(text) as ProcessMark; // just written
}

test('one at a time, in whatever order, and nothing is left', async () => {
  let atWork = 0;
  const most: number[] = [];
  await Promise.all(
    Array.from({ length: 5 }, () =>
      withLock({ file, work: 'npm run package' }, async () => {
        most.push(++atWork);
        await sleep(5);
        atWork--;
      }),
    ),
  );
  expect(most).toEqual([1, 1, 1, 1, 1]);
  expect(existsSync(file)).toBe(false);
});

test('who waits learns once who has the lock', async () => {
  const waited: ProcessMark[] = [];
  let finish = () => {};
  const first = withLock({ file, work: 'npm run package' }, () => new Promise<void>((resolve) => (finish = resolve)));
  const second = withLock({ file, work: 'npm run deploy', onWaiting: (holder) => waited.push(holder) }, async () => 'done');
  await sleep(250);
  finish();
  await first;
  expect(await second).toBe('done');
  expect(waited).toMatchObject([{ work: 'npm run package', pid: process.pid }]);
});

test('an action that fails gives the lock back', async () => {
  const failing = withLock({ file, work: 'npm run package' }, async () => {
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(existsSync(file)).toBe(false);
});

test('waiting ends when it is aborted', async () => {
  const stopping = new AbortController();
  await withLock({ file, work: 'npm run package' }, async () => {
    const waiting = withLock({ file, work: 'npm run package', signal: stopping.signal }, async () => 'done');
    stopping.abort();
    await expect(waiting).rejects.toThrow(/abort/i);
  });
});

test.each<[string, (own: ProcessMark) => ProcessMark]>([
  ['a process that is gone', (own) => ({ ...own, pid: 2 ** 22 + 1 })],
  ['a process whose number another one has now', (own) => ({ ...own, startedAt: '1' })],
])('the lock of %s is taken over at once', async (_, dead) => {
  await writeFile(file, JSON.stringify(dead(ownMark())));
  const takers = Array.from({ length: 4 }, (_each, at) => withLock({ file, work: 'npm run package' }, async () => at));
  expect(await Promise.all(takers)).toEqual([0, 1, 2, 3]);
});

test('a lock of another container holds while it is touched', async () => {
  await writeFile(file, JSON.stringify({ ...ownMark(), machine: 'elsewhere pid:[1]', pid: 1 }));
  expect(readLivingMark(file)).toMatchObject({ pid: 1 });
  await utimes(file, 1, 1);
  expect(readLivingMark(file)).toBeUndefined();
});

test('a lock that is just being written holds', async () => {
  await writeFile(file, '');
  expect(readLivingMark(file)).toMatchObject({ work: 'another command' });
});

test('a lock that another process has taken over meanwhile stays when its first holder ends', async () => {
  await withLock({ file, work: 'npm run package' }, async () => {
    await writeFile(file, JSON.stringify({ ...ownMark(), machine: 'elsewhere pid:[1]', pid: 1 }));
  });
  expect(readLivingMark(file)).toMatchObject({ pid: 1 });
});

test('where the system does not say when a process started, its lock holds while it is touched', async () => {
  const unknown = () => '';
  await writeFile(file, JSON.stringify({ ...ownMark(), startedAt: '' }));
  expect(readLivingMark(file, 60_000, unknown)).toMatchObject({ pid: process.pid });
  await utimes(file, 1, 1);
  expect(readLivingMark(file, 60_000, unknown)).toBeUndefined();
});
