import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { errno, mkstemp, statvfs, unlink } from './loaded-library.ts';

const folder = mkdtempSync(join(tmpdir(), 'edgecard-shared-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The descriptor and the name that the library gives for a path that ends in X's. */
function make(path: string): { readonly descriptor: number; readonly name: string } {
  const name = Buffer.from(`${path}\0`);
  const descriptor = mkstemp(name) as number;
  return { descriptor, name: name.subarray(0, -1).toString() };
}

describe('A file of shared memory', () => {
  test('is in memory, and its name opens it once more', () => {
    const asked = join(folder, '.org.chromium.Chromium.XXXXXX');
    const { descriptor, name } = make(asked);
    expect(name).toHaveLength(asked.length);
    expect(name).toMatch(new RegExp(`^/proc/self/fd/+${descriptor}$`));
    ftruncateSync(descriptor, 8192);
    writeSync(descriptor, 'shared', 4096);
    const second = openSync(name, 'r');
    expect(fstatSync(second).ino).toBe(fstatSync(descriptor).ino);
    expect(readFileSync(second).subarray(4096, 4102).toString()).toBe('shared');
    expect(unlink(name)).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
    closeSync(second);
    closeSync(descriptor);
  });

  test('has the shortest name that it can have', () => {
    const { descriptor, name } = make('a/.org.chromium.Chromium.XXXXXX');
    expect(fstatSync(openSync(name, 'r')).ino).toBe(fstatSync(descriptor).ino);
  });

  test.each(['photo-XXXXXX', 'X.org.chromium.Chromium.YXXXXXX', 'org.chromium.Chromium.XXXXXX'])(
    'is a file like any other with the name %s',
    (asked) => {
      const { descriptor, name } = make(join(folder, asked));
      expect(name).not.toContain('XXXXXX');
      expect(existsSync(name)).toBe(true);
      expect(unlink(name)).toBe(0);
      expect(existsSync(name)).toBe(false);
      closeSync(descriptor);
    },
  );

  test('fails as the system fails', () => {
    expect(make('XXXX').descriptor).toBe(-1);
    expect(errno()).toBe(22); // EINVAL
    expect(make('').descriptor).toBe(-1);
    expect(unlink(join(folder, 'nothing'))).toBe(-1);
    expect(errno()).toBe(2); // ENOENT
    writeFileSync(join(folder, 'x'), '');
    expect(unlink(join(folder, 'x'))).toBe(0);
  });
});

describe('A file system', () => {
  test('seems to have 48 MB free at most', () => {
    const about = Buffer.alloc(112);
    expect(statvfs(folder, about)).toBe(0);
    const { bsize, bavail, blocks } = statfsSync(folder);
    const [blockBytes, all, available] = [8, 16, 32].map((at) => Number(about.readBigUInt64LE(at)));
    expect(blockBytes).toBe(bsize);
    expect(all).toBe(blocks);
    expect((available ?? 0) * bsize).toBe(Math.min(bavail * bsize, 48 * 1024 * 1024));
  });

  test('that is not there is an error', () => {
    expect(statvfs(join(folder, 'nothing'), Buffer.alloc(112))).toBe(-1);
    expect(errno()).toBe(2); // ENOENT
  });
});
