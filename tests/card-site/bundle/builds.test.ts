import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { releaseBuild } from '../../../card-site/bundle/build-marks.ts';
import { keepBuild, takeBuild } from '../../../card-site/bundle/builds.ts';
import { removeOldBuilds, setAside } from '../../../card-site/bundle/old-builds.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let builds: string;
beforeEach(async () => {
  folder = await temporaryFolder('builds');
  builds = join(folder.path, 'builds');
});
afterEach(() => folder.remove());

const AN_HOUR_AGO = Date.now() / 1000 - 3600;
const nameOf = (at: number) => `card-site-${String(at).padStart(20, '0')}`;
const there = () =>
  readdirSync(builds)
    .filter((name) => name !== 'in-use')
    .sort();

function make(name: string, font = 'font') {
  return keepBuild(async (partial) => {
    await mkdir(join(partial, 'card-site/assets'), { recursive: true });
    await writeFile(join(partial, 'card-site/assets/a-1234.woff2'), font);
    await writeFile(join(partial, 'card-site/assets/index-1234.js'), name);
    return name;
  }, builds);
}

/** So that it is neither new nor in use by this test. */
async function leave(name: string): Promise<void> {
  releaseBuild(join(builds, name));
  await utimes(join(builds, name), AN_HOUR_AGO, AN_HOUR_AGO);
}

test('a build appears whole, and is taken by its name', async () => {
  expect(takeBuild(nameOf(1), builds)).toBeUndefined();
  expect(await make(nameOf(1))).toBe(nameOf(1));
  expect(takeBuild(nameOf(1), builds)).toBe(join(builds, nameOf(1)));
  expect(there()).toEqual([nameOf(1)]);
});

test('of two that make the same build, the first stays, and both have it', async () => {
  const slow = keepBuild(async (partial) => {
    await writeFile(join(partial, 'by'), 'the slow one');
    await make(nameOf(1));
    return nameOf(1);
  }, builds);
  expect(await slow).toBe(nameOf(1));
  expect(existsSync(join(builds, nameOf(1), 'by'))).toBe(false);
  expect(there()).toEqual([nameOf(1)]);
});

test('what fails, or must not be kept, leaves nothing', async () => {
  const failing = keepBuild(async () => {
    throw new Error('a mistake in a template');
  }, builds);
  await expect(failing).rejects.toThrow('a mistake in a template');
  expect(await keepBuild(async () => undefined, builds)).toBeUndefined();
  expect(there()).toEqual([]);
});

test('equal fonts of two builds are one file, other files are not', async () => {
  await make(nameOf(1));
  await make(nameOf(2));
  await make(nameOf(3), 'another font');
  const inode = (name: string, file: string) => statSync(join(builds, name, 'card-site/assets', file)).ino;
  expect(inode(nameOf(1), 'a-1234.woff2')).toBe(inode(nameOf(2), 'a-1234.woff2'));
  expect(inode(nameOf(1), 'a-1234.woff2')).not.toBe(inode(nameOf(3), 'a-1234.woff2'));
  expect(inode(nameOf(1), 'index-1234.js')).not.toBe(inode(nameOf(2), 'index-1234.js'));
  expect(await readFile(join(builds, nameOf(3), 'card-site/assets/a-1234.woff2'), 'utf8')).toBe('another font');
});

test('old builds go, but for the newest three', async () => {
  for (let at = 1; at <= 5; at++) {
    await make(nameOf(at));
    await utimes(join(builds, nameOf(at)), AN_HOUR_AGO + at, AN_HOUR_AGO + at);
  }
  await make(nameOf(6));
  expect(there()).toEqual([nameOf(4), nameOf(5), nameOf(6)]);
});

test('a build that a process reads stays, however old it is, until it is released', async () => {
  for (const at of [1, 2]) await make(nameOf(at));
  takeBuild(nameOf(1), builds);
  for (const at of [1, 2]) await utimes(join(builds, nameOf(at)), AN_HOUR_AGO, AN_HOUR_AGO);
  for (const at of [3, 4, 5]) await make(nameOf(at));
  expect(there()).toEqual([1, 3, 4, 5].map(nameOf));
  await leave(nameOf(1));
  await make(nameOf(6));
  expect(there()).toEqual([3, 4, 5, 6].map(nameOf));
});

test('a process that was killed keeps nothing', async () => {
  await make(nameOf(1));
  await leave(nameOf(1));
  const dead = { work: 'reading a build', pid: 2 ** 22 + 1, startedAt: '1', machine: 'nobody', sinceMs: 0 };
  const mark = join(builds, `in-use/${nameOf(1)}.4194305-12345678`);
  await mkdir(join(builds, 'in-use'), { recursive: true });
  await writeFile(mark, JSON.stringify(dead));
  await utimes(mark, AN_HOUR_AGO - 48 * 3600, AN_HOUR_AGO - 48 * 3600);
  await mkdir(join(builds, 'partial-of-a-killed-process'));
  await utimes(join(builds, 'partial-of-a-killed-process'), AN_HOUR_AGO, AN_HOUR_AGO);
  for (const at of [2, 3, 4]) await make(nameOf(at));
  expect(there()).toEqual([2, 3, 4].map(nameOf));
  expect(existsSync(mark)).toBe(false);
});

test('what cannot be removed stays, and keeps nothing else from being removed', async () => {
  for (const at of [1, 2, 3, 4, 5]) await make(nameOf(at));
  for (const at of [1, 2]) await leave(nameOf(at));
  await mkdir(join(builds, 'partial-of-root'));
  await utimes(join(builds, 'partial-of-root'), AN_HOUR_AGO, AN_HOUR_AGO);
  const tried: string[] = [];
  await removeOldBuilds(nameOf(5), builds, async (path) => {
    tried.push(basename(path).replace(/^removed-.*/, 'removed'));
    throw Object.assign(new Error('EBUSY: resource busy or locked, rmdir'), { code: 'EBUSY', syscall: 'rmdir' });
  });
  expect(tried).toEqual(expect.arrayContaining(['removed', 'removed', 'partial-of-root']));
});

test('another process’s clean-up leaves alone what is set aside, until it is given back', async () => {
  for (const at of [1, 2]) await make(nameOf(at));
  await leave(nameOf(1));
  const removed = setAside(join(builds, nameOf(1))) ?? '';
  await utimes(removed, AN_HOUR_AGO, AN_HOUR_AGO);
  await make(nameOf(3));
  expect(existsSync(join(removed, 'card-site/assets/index-1234.js'))).toBe(true);
  releaseBuild(removed);
  await make(nameOf(4));
  expect(existsSync(removed)).toBe(false);
});

test('a build that somebody has begun to read is not set aside', async () => {
  await make(nameOf(1));
  takeBuild(nameOf(1), builds);
  expect(setAside(join(builds, nameOf(1)))).toBeUndefined();
  expect(there()).toEqual([nameOf(1)]);
});

test('the lock of a process that was killed goes, and so does the only build of former times', async () => {
  const dead = { work: 'a build', pid: 2 ** 22 + 1, startedAt: '1', machine: 'nobody', sinceMs: 0 };
  await mkdir(builds);
  for (const lock of [`${nameOf(9)}.lock`, `${nameOf(9)}.lock.0123456789ab`]) {
    await writeFile(join(builds, lock), JSON.stringify(dead));
    await utimes(join(builds, lock), AN_HOUR_AGO, AN_HOUR_AGO);
  }
  await writeFile(join(builds, `${nameOf(8)}.lock`), ''); // just being written
  await mkdir(join(folder.path, 'card-site'));
  await utimes(join(folder.path, 'card-site'), AN_HOUR_AGO, AN_HOUR_AGO);
  await make(nameOf(1));
  expect(there()).toEqual([nameOf(1), `${nameOf(8)}.lock`]);
  expect(existsSync(join(folder.path, 'card-site'))).toBe(false);
});
