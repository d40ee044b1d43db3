// `cards photo …` against the real API, worker and detector, as they run on this machine.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { openLocalPhotos } from '../../../../local/photos/local-photos.ts';
import { PORTS_AFTER } from '../../../../local/stack/ports.ts';
import { openLocalStore } from '../../../../local/stack/store.ts';
import { projectPath } from '../../../../project-path.ts';
import { runCommand } from '../../../cli/run-command.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const ASTRONAUT = projectPath('tests/photos/pictures/astronaut.png');
const CAMERA = projectPath('tests/photos/pictures/camera.png');
const ADDRESS = /^photo:([0-9a-z]{16})/;

let folder: TemporaryFolder;
let port = 0;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('photo-commands');
  const photos = await openLocalPhotos(folder.path, () => {});
  const store = await openLocalStore(folder.path, 0, { onObject: photos.onObject });
  const api = await photos.serve(store, 0);
  port = Number(new URL(api.url).port) - PORTS_AFTER.photoApi;
  closing.push(api.close, store.close);
});

afterAll(async () => {
  for (const close of closing) await close();
  await folder?.remove();
});

const photo = (...words: readonly string[]) => runCommand(folder.path, ['photo', ...words, '--port', String(port)]);
const jsonOf = async (...words: readonly string[]) => JSON.parse((await photo(...words, '--json')).out);
const idIn = (out: string) => ADDRESS.exec(out)?.[1] ?? '';
const file = (name: string) => join(folder.path, name);

describe('a photo from the command line', () => {
  let id: string;

  test('is made, and the same file again is the same photo', async () => {
    const { code, out, err } = await photo('add', ASTRONAUT);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^photo:[0-9a-z]{16} {2}1 face, \d+ objects?: /);
    id = idIn(out);
    expect(idIn((await photo('add', ASTRONAUT)).out)).toBe(id);
  });

  test('is listed and shown, and its files are JPEGs of the sizes that are said', async () => {
    expect((await photo('list')).out).toContain(`photo:${id}  512 × 512  astronaut.png`);
    const { variants } = await jsonOf('show', id, '--out', 'astronaut');
    for (const { name, width, height, bytes } of variants) {
      const written = await readFile(file(`astronaut/${name}.jpg`));
      expect(written.length).toBe(bytes);
      expect(await sharp(written).metadata()).toMatchObject({ format: 'jpeg', width, height });
    }
    expect(await readdir(file('astronaut'))).toHaveLength(variants.length);
  });

  test('with another focal point is another photo, and the first one stays', async () => {
    const { photo: focused, from } = await jsonOf('focus', id, '--focus', '0.9,0.9');
    expect(from).toBe(id);
    expect(await jsonOf('show', focused)).toMatchObject({ from: id, edits: { focus: [0.9, 0.9] } });
    expect((await photo('show', id)).code).toBe(0);
  });

  test('whose face is hidden is retired, and no face is found in the new one', async () => {
    const { code, out } = await photo('blur', `photo:${id}`, '--retire');
    expect([code, out.split('\n')[1]]).toEqual([0, `photo:${id} is removed: cards that name it lack their photo.`]);
    expect((await photo('show', id)).err).toContain(`There is no photo:${id} in `);
    await photo('show', idIn(out), '--out', 'hidden');
    expect((await jsonOf('detect', 'hidden/1000.jpg')).faces).toEqual([]);
  });

  test('is removed with all its files', async () => {
    const added = idIn((await photo('add', CAMERA)).out);
    expect((await photo('remove', added, '--yes')).out).toMatch(new RegExp(`^photo:${added} is removed: \\d+ objects\\.\n`));
    expect((await photo('list')).out).not.toContain(added);
  });
});

test('a face to keep that is not there is refused with its sentence', async () => {
  const id = idIn((await photo('add', ASTRONAUT, '--focus', '0.5,0.5')).out);
  const { code, err } = await photo('blur', id, '--keep', '7');
  expect(code).toBe(1);
  expect(err).toContain('"keep" names face 7, but ');
});

test('what is no photo is refused by the worker, and the others are made', async () => {
  await writeFile(file('notes.jpg'), 'These are notes, in a file that is called a JPEG.');
  await sharp({ create: { width: 150, height: 400, channels: 3, background: 'red' } })
    .png()
    .toFile(file('narrow.png'));
  const { code, out, err } = await photo('add', 'notes.jpg', CAMERA, 'narrow.png');
  expect(code).toBe(1);
  const [camera] = out.split('\n');
  const [notes, narrow] = err.split('\n');
  expect(notes).toMatch(/^notes.jpg: refused: .*Send a photo as JPEG/);
  expect(camera).toMatch(/camera.png: photo:[0-9a-z]{16}/);
  expect(narrow).toMatch(/^narrow.png: refused: .*200/);
});

test('where no face is found to hide, a person looks, and then it is published', async () => {
  await sharp({ create: { width: 400, height: 300, channels: 3, background: '#468' } })
    .png()
    .toFile(file('sky.png'));
  const { code, err } = await photo('add', 'sky.png', '--blur');
  expect(code).toBe(0);
  const upload = /photo review ([0-9a-z]{16}) --port \d+ --publish/.exec(err)?.[1] ?? '';
  expect((await photo('review')).out).toMatch(new RegExp(`${upload} {2}photo:[0-9a-z]{16} {2}sky.png`));
  expect((await photo('list')).out).not.toContain('sky.png');
  await photo('review', upload, '--out', 'look.jpg');
  expect(await sharp(file('look.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 400, height: 300 });
  expect((await photo('review', upload, '--publish')).out).toMatch(ADDRESS);
  expect((await photo('review')).out).toBe('No photo waits for a person.\n');
  expect((await photo('list')).out).toContain('sky.png');
});

test('detect finds, draws and stores nothing', async () => {
  const before = await jsonOf('list');
  const { code, out } = await photo('detect', ASTRONAUT, '--picture', 'found.jpg');
  expect(code).toBe(0);
  expect(out).toMatch(/^512 × 512 pixels; 1 face, .*person.*\n {2}what +score/);
  expect(await sharp(file('found.jpg')).metadata()).toMatchObject({ format: 'jpeg', width: 512, height: 512 });
  expect(await jsonOf('list')).toEqual(before);
});

test('detect makes what is too large for a call smaller first', async () => {
  // Noise does not compress.
  const noise = {
    create: {
      width: 1400,
      height: 1400,
      channels: 3 as const,
      background: 'grey',
      noise: { type: 'gaussian' as const, mean: 128, sigma: 60 },
    },
  };
  await sharp(noise).png().toFile(file('large.png'));
  expect((await readFile(file('large.png'))).length).toBeGreaterThan(4_500_000);
  expect(await jsonOf('detect', 'large.png')).toMatchObject({ width: 1400, height: 1400 });
});
