import { spawn } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { processTree, zombiesAmong } from '../bench/process-tree.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { leftoversOf } from './leftovers.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder('leftovers');
  await writeFile(join(folder.path, 'edgecard-browser-0123456789abcdef'), '');
});
afterAll(() => folder.remove());

/** An idle sandbox: its function, one browser, and connections that the SDK keeps. */
const idle = { browsers: [2], own: [1], toSite: 0, toS3: 5, browserFolder: 'edgecard-browser-0123456789abcdef' };

function leftovers(wrong: Partial<typeof idle>) {
  const { browsers, own, toSite, toS3, browserFolder } = { ...idle, ...wrong };
  const sandbox = { browserPids: () => browsers, pids: () => [...own, ...browsers], scratch: () => folder.path, browserFolder };
  const proxy = (connections: number) => ({ connections: async () => connections });
  return leftoversOf({ sandbox, site: proxy(toSite), s3: proxy(toS3) });
}

test('an idle sandbox leaves nothing', async () => {
  expect(await leftovers({})).toEqual([]);
  expect(await leftovers({ browsers: [] })).toEqual([]);
});

test('a second browser or a launcher that hangs is seen', async () => {
  expect(await leftovers({ browsers: [2, 3] })).toEqual(['2 processes besides the function']);
});

test('the browser of another deployment is seen, and any other file', async () => {
  expect(await leftovers({ browserFolder: 'edgecard-browser-fedcba9876543210' })).toEqual([
    'in scratch: edgecard-browser-0123456789abcdef',
  ]);
  await writeFile(join(folder.path, 'core.1234'), '');
  expect(await leftovers({})).toEqual(['in scratch: core.1234']);
  await rm(join(folder.path, 'core.1234'));
});

test('open connections are seen', async () => {
  expect(await leftovers({ toSite: 1 })).toEqual(['1 connections to the card site']);
  expect(await leftovers({ toS3: 10 })).toEqual(['10 connections to S3']);
});

test('a process that has ended and that nobody has reaped is seen', async () => {
  // The shell becomes `sleep`, which knows nothing of the child.
  const parent = spawn('sh', ['-c', 'true & exec sleep 10']);
  try {
    const pid = parent.pid ?? 0;
    for (let tries = 0; zombiesAmong(processTree(pid)).length === 0 && tries < 500; tries++) await sleep(10);
    expect(await leftovers({ own: [...processTree(pid)] })).toEqual(['1 zombies']);
  } finally {
    parent.kill();
  }
});
