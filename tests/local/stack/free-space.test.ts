import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freeMegabytes, freeSpaceAt } from '../../../local/stack/free-space.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('is that of the nearest folder that is there', async () => {
  await using temporary = await temporaryFolder('free-space');
  const folder = temporary.path;
  await writeFile(join(folder, 'file'), '');
  await symlink(folder, join(folder, 'link'));
  const megabytes = expect.any(Number);
  for (const path of [folder, join(folder, 'none'), join(folder, 'none/x/y'), join(folder, 'file'), join(folder, 'file/x')])
    expect(freeSpaceAt(path)).toEqual({ folder, megabytes });
  // Another disk may be behind a link.
  expect(freeSpaceAt(join(folder, 'link/none'))).toEqual({ folder: join(folder, 'link'), megabytes });
});

test('is that of the root, or of where one stands, when nothing of the path is there', () => {
  expect(freeSpaceAt('/no-such-folder/x')?.folder).toBe('/');
  expect(freeSpaceAt('no-such-folder/x')?.folder).toBe('.');
});

test('a folder that is not there has none', () => {
  expect(freeMegabytes('/no-such-folder')).toBeUndefined();
});
