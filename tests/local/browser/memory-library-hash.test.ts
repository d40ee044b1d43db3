import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { memoryLibraryHash } from '../../../local/browser/memory/memory-library.ts';
import { projectPath } from '../../../project-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

test('another assembler makes another memory library, and so another browser is installed', async () => {
  await using folder = await temporaryFolder('assembler');
  await cp(projectPath('local/native'), folder.path, { recursive: true });
  expect(memoryLibraryHash(folder.path)).toBe(memoryLibraryHash());
  await writeFile(join(folder.path, 'operands.ts'), '\n', { flag: 'a' });
  expect(memoryLibraryHash(folder.path)).not.toBe(memoryLibraryHash());
});
