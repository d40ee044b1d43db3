// @examples article
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { photoHint } from '../../../cli/terminal/photo-hint.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = await temporaryFolder('photo-hint');
afterAll(folder.remove);
const there = join(folder.path, 'scan 1');
await writeFile(there, 'a picture');

const becomes = (word: string) =>
  ` A file of this computer becomes a photo by \`npm run -s cards -- photo add ${word}\`, which prints what --cover takes.`;

test.each([
  ['portrait.jpg', becomes('portrait.jpg')],
  ['../Team/IMG_1.HEIC', becomes('../Team/IMG_1.HEIC')],
  ['my portrait.png', becomes('"my portrait.png"')],
  ['/home/me/a.jpeg', becomes('/home/me/a.jpeg')],
  ['C:\\me\\a.webp', becomes('"C:\\\\me\\\\a.webp"')],
  ['file:///home/me/a%20b.jpg', becomes('"/home/me/a b.jpg"')],
  [there, becomes(`"${there}"`)],
])('an image field that is given %s is answered with how it becomes a photo', (cover, hint) => {
  expect(photoHint('article', { cover })).toBe(hint);
});

test.each([
  ['', 'http://app.com/a.jpg', '//app.com/a.jpg', 'data:image/png;base64,AAAA', 'photo:x.jpg', 'nothing', folder.path],
  ['x'.repeat(300_000), 'a\0b', 'file://host/a.jpg', 7, undefined],
])('what names no file of this computer is left alone', (...covers) => {
  expect(covers.map((cover) => photoHint('article', { cover }))).toEqual(covers.map(() => ''));
});

test('a text field may hold the name of a file', () => {
  expect(photoHint('article', { title: 'portrait.jpg' })).toBe('');
  expect(photoHint('no template', { cover: 'portrait.jpg' })).toBe('');
});
