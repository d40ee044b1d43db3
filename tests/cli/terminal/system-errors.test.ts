import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { getSystemErrorMap } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { explainError } from '../../../cli/terminal/explain-error.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('system');
  writeFileSync(join(folder.path, 'file'), '');
  mkdirSync(join(folder.path, 'full/of'), { recursive: true });
  symlinkSync('loop', join(folder.path, 'loop'));
});
afterEach(() => folder.remove());

function explained(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    const { message, exitCode, stack } = explainError(error);
    expect([exitCode, stack]).toEqual([1, undefined]);
    return message.replaceAll(folder.path, '/x');
  }
  throw new Error('Nothing was thrown.');
}

describe('what the system refuses is said in one sentence:', () => {
  const at = (path: string) => join(folder.path, path);
  test.each<[string, () => unknown, string]>([
    ['a file that is not there', () => readFileSync(at('none')), 'Cannot open /x/none: it does not exist (ENOENT).'],
    [
      'a folder that is not there',
      () => writeFileSync(at('no/such/file'), ''),
      'Cannot open /x/no/such/file: there is no folder /x/no/such; make it, or name another (ENOENT).',
    ],
    [
      'a file that is written under another name first',
      () => writeFileSync(at('no/card.jpg.5bc35103-7ffc-4492-b174-ce3676c99204.partial'), ''),
      'Cannot open /x/no/card.jpg: there is no folder /x/no; make it, or name another (ENOENT).',
    ],
    [
      'a file where a folder is needed',
      () => writeFileSync(at('file/x'), ''),
      'Cannot open /x/file/x: a part of it is a file where a folder is needed; name another place (ENOTDIR).',
    ],
    [
      'a list of a file',
      () => readdirSync(at('file')),
      'Cannot list the folder /x/file: a part of it is a file where a folder is needed; name another place (ENOTDIR).',
    ],
    [
      'a folder where a file is needed',
      () => openSync(at('full'), 'w'),
      'Cannot open /x/full: it is a folder where a file is needed; name a file (EISDIR).',
    ],
    [
      'a folder that is read',
      () => readFileSync(at('full')),
      'Cannot read a file: it is a folder where a file is needed; name a file (EISDIR).',
    ],
    ['what is there', () => mkdirSync(at('full')), 'Cannot make the folder /x/full: it is there already (EEXIST).'],
    [
      'a folder that is not empty',
      () => rmdirSync(at('full')),
      'Cannot delete the folder /x/full: something is in it (ENOTEMPTY).',
    ],
    ['links in a circle', () => readFileSync(at('loop')), 'Cannot open /x/loop: its symbolic links lead in a circle (ELOOP).'],
    [
      'a rename',
      () => renameSync(at('file'), at('no/file')),
      'Cannot rename /x/file to /x/no/file: there is no folder /x/no; make it, or name another (ENOENT).',
    ],
    [
      'a name',
      () => openSync(at('n'.repeat(300)), 'w'),
      `Cannot open /x/${'n'.repeat(300)}: the name is too long for the file system; take a shorter one (ENAMETOOLONG).`,
    ],
    ['a full disk', () => writeFull(), 'Cannot write a file: the disk is full; make room, or name another place (ENOSPC).'],
  ])('%s', (_, work, sentence) => {
    expect(explained(work)).toBe(sentence);
  });

  test('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const second = createServer().listen(port, '127.0.0.1');
    const [error] = await once(second, 'error');
    server.close();
    expect(explained(() => thrown(error))).toBe(
      `Cannot listen on 127.0.0.1:${port}: something else listens there, perhaps another \`npm start\`; end it, or take another port (EADDRINUSE).`,
    );
  });

  test('an address where nobody answers, which fetch hides', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const error = await fetch(`http://127.0.0.1:${port}/`).catch((cause: unknown) => cause);
    expect(explained(() => thrown(error))).toBe(
      `Cannot connect to 127.0.0.1:${port}: nothing listens there; is it running, and is it this address (ECONNREFUSED).`,
    );
  });
});

test('a watch for which the system has no room is not taken for a full disk', () => {
  const watch = Object.assign(new Error('ENOSPC: System limit'), { code: 'ENOSPC', syscall: 'watch', path: '/x' });
  expect(explained(() => thrown(watch))).toContain('raise fs.inotify.max_user_watches');
});

test('every error that the system knows has a sentence without the system’s own', () => {
  for (const [errno, [code, text]] of getSystemErrorMap()) {
    const error = Object.assign(new Error(`${code}: ${text}, open '/x'`), { errno, code, syscall: 'open', path: '/x' });
    const { message } = explainError(error);
    expect(message).toMatch(new RegExp(`^Cannot open /x: .+ \\(${code}\\)\\.$`));
    expect(message).not.toContain(`${code}:`);
  }
});

test('what is no error of the system is a bug, and keeps its stack', () => {
  const { code, message, stack } = explainError(new TypeError('x is not a function'));
  expect([code, message]).toEqual(['bug', 'This is a bug in Edgecard: x is not a function']);
  expect(stack).toContain('system-errors.test.ts');
});

function thrown(error: unknown): never {
  throw error;
}

function writeFull(): void {
  const device = openSync('/dev/full', 'w');
  try {
    writeFileSync(device, 'x');
  } finally {
    closeSync(device);
  }
}
