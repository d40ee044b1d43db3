import { execFileSync } from 'node:child_process';
import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isStdout, openPictureFile, refuseStdout } from '../../../cli/picture/picture-output.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await temporaryFolder('out');
});
afterEach(() => folder.remove());

const at = (...names: readonly string[]) => join(folder.path, ...names);
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xd9]);

async function writeTo(out: string): Promise<void> {
  const write = await openPictureFile(out);
  await write(JPEG);
}

describe('a file for a picture', () => {
  test('is written whole, over a former one, and nothing else is left', async () => {
    await writeFile(at('a.jpg'), 'a former picture');
    await writeTo(at('a.jpg'));
    expect(await readFile(at('a.jpg'))).toEqual(JPEG);
    expect(await readdir(folder.path)).toEqual(['a.jpg']);
  });

  test('may have the longest name that there is', async () => {
    const name = `${'a'.repeat(251)}.jpg`;
    await writeTo(at(name));
    expect(await readdir(folder.path)).toEqual([name]);
  });

  test('behind a symbolic link is written where the link leads, there yet or not', async () => {
    await mkdir(at('there'));
    await symlink('there/a.jpg', at('link.jpg'));
    await writeTo(at('link.jpg'));
    await writeTo(at('link.jpg'));
    expect(await readdir(at('there'))).toEqual(['a.jpg']);
    expect((await lstat(at('link.jpg'))).isSymbolicLink()).toBe(true);
  });

  test.each(['a.JPEG', 'a', 'a.jpg', '.a', 'tmp.X3b9Qa', 'a.png.jpg'])('may be called %s', async (name) => {
    await writeTo(at(name));
    expect(await readFile(at(name))).toEqual(JPEG);
  });

  test('is named by the option that asked for it', async () => {
    await expect(openPictureFile(at('a.gif'), '--picture')).rejects.toThrow(/^--picture .*a\.gif would be a JPEG/);
  });

  test('/dev/null stays what it is', async () => {
    await writeTo('/dev/null');
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  test.each<[string, () => Promise<string>, RegExp]>([
    ['a folder', async () => folder.path, /^--out names the folder .*: name a file in it, such as .*\/card\.jpg\.$/],
    ['what ends like a folder', async () => `${at('no')}/`, /^--out names the folder/],
    ['a file in a folder that is not there', async () => at('no', 'a.jpg'), /because there is no folder .*\/no: name another/],
    [
      'a file in a file',
      async () => writeFile(at('f'), '').then(() => at('f', 'a.jpg')),
      /\/f is a file where a folder is needed/,
    ],
    ['a pipe', async () => fifo(at('p')), /is a pipe, not a file: --out - writes to standard output\.$/],
    ['a device', async () => '/dev/full', /is a device or a socket, not a file/],
    ['a PNG', async () => at('a.png'), /^--out .*\/a\.png would be a JPEG in a file that is called \.png: name it .*\/a\.jpg\.$/],
    ['a PNG in capitals', async () => at('A.PNG'), /name it .*\/A\.jpg\.$/],
    ['a WebP', async () => at('a.b.webp'), /name it .*\/a\.b\.jpg\.$/],
    ['a folder that is called so', async () => mkdir(at('a.png')).then(() => at('a.png')), /^--out names the folder/],
    ['a link to itself', async () => symlink('l', at('l')).then(() => at('l')), /leads back to itself/],
    ['a place of the kernel', async () => '/proc/self/a.jpg', /cannot be written, because/],
  ])('%s is refused before anything is drawn', async (_, make, message) => {
    await expect(openPictureFile(await make())).rejects.toMatchObject({
      code: 'bad_output',
      message: expect.stringMatching(message),
    });
  });
});

function fifo(path: string): string {
  execFileSync('mkfifo', [path]);
  return path;
}

describe('standard output for a picture', () => {
  const alone = { json: false, isTerminal: false, env: {} };

  test('is -, or its file', () => {
    expect(['-', '/dev/stdout', '/dev/fd/1', 'card.jpg', './-'].map(isStdout)).toEqual([true, true, true, false, false]);
  });

  test('is taken by a shell, by npm in silence and by other package managers', () => {
    const npm = { npm_config_user_agent: 'npm/11.1.0 node/v24', npm_lifecycle_event: 'cards', npm_config_loglevel: 'silent' };
    refuseStdout(alone);
    refuseStdout({ ...alone, env: npm });
    refuseStdout({ ...alone, env: { ...npm, npm_config_loglevel: 'error', npm_config_user_agent: 'pnpm/10.0.0' } });
  });

  test.each([
    ['next to --json', { ...alone, json: true }, /^--json and --out - both write to standard output/],
    ['in a terminal', { ...alone, isTerminal: true }, /> card\.jpg\.$/],
    [
      'behind the lines of npm',
      { ...alone, env: { npm_config_user_agent: 'npm/11.1.0', npm_lifecycle_event: 'cards', npm_config_loglevel: 'error' } },
      /npm run -s cards -- draw/,
    ],
  ])('is refused %s', (_, around, message) => {
    expect(() => refuseStdout(around)).toThrow(message);
  });
});
