import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { fetchImageWithDemo } from '../../../local/stack/demo-images.ts';
import { heldAs, picture } from '../../support/image-files.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const refusal = (message: RegExp) => ({ name: 'CardError', code: 'image_refused', message: expect.stringMatching(message) });

let outside: TemporaryFolder;
let folder: string;
beforeAll(async () => {
  outside = await temporaryFolder('demo');
  folder = join(outside.path, 'images');
  await mkdir(join(folder, 'more'), { recursive: true });
  const jpeg = await picture().jpeg().toBuffer();
  const files: Readonly<Record<string, Buffer | string>> = {
    'a.jpg': jpeg,
    'a.png': await picture().png().toBuffer(),
    'a.gif': await picture().gif().toBuffer(),
    'a.webp': await picture().webp().toBuffer(),
    'a.avif': await picture().avif().toBuffer(),
    'on its side.webp': await heldAs(6, 'webp'),
    'wrong.txt': jpeg,
    photo: jpeg,
    'Köln Dom.jpg': jpeg,
    '100%.jpg': jpeg,
    'more/b.jpg': jpeg,
    'half.jpg': jpeg.subarray(0, 500),
    'logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'favicon.ico': Buffer.from('00000100010010100000010020006804', 'hex'),
    'large.jpg': Buffer.concat([jpeg, Buffer.alloc(10_000_000)]),
    '../secret.jpg': jpeg,
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await symlink(join(outside.path, 'secret.jpg'), join(folder, 'link.jpg'));
});
afterAll(() => outside.remove());

const fetchDemo = (path: string) =>
  fetchImageWithDemo([], undefined, folder)(`https://images.edgecard.test${path}`, createDeadline(5000));

describe('the demo host serves every file that lies in its folder', () => {
  test.each([
    ['/a.jpg', 'image/jpeg'],
    ['/a.png', 'image/png'],
    ['/a.gif', 'image/gif'],
    ['/a.webp', 'image/webp'],
    ['/a.avif', 'image/avif'],
    ['/on%20its%20side.webp', 'image/svg+xml'],
    ['/wrong.txt', 'image/jpeg'],
    ['/photo', 'image/jpeg'],
    ['/photo?w=300', 'image/jpeg'],
    ['/K%C3%B6ln%20Dom.jpg', 'image/jpeg'],
    ['/Köln Dom.jpg', 'image/jpeg'],
    ['/100%.jpg', 'image/jpeg'],
    ['/more/b.jpg', 'image/jpeg'],
  ])('%s, as %s', async (path, type) => {
    expect(await fetchDemo(path)).toEqual({ bytes: expect.any(Buffer), type });
  });

  test.each([
    ['/half.jpg', /images\.edgecard\.test sends JPEG that is not whole or not right: it ends early/],
    ['/logo.svg', /sends SVG, which is not an image of an allowed type/],
    ['/favicon.ico', /sends ICO, which is not an image/],
    ['/large.jpg', /sends more than 10000000 bytes/],
    ['/none.jpg', /has no such image; there are .*a\.jpg/],
    ['/', /has no such image/],
    ['/more', /has no such image/],
    ['/../secret.jpg', /has no such image/],
    ['/..%2fsecret.jpg', /has no such image/],
    ['/more/..%2f..%2fsecret.jpg', /has no such image/],
    ['/%2e%2e/secret.jpg', /has no such image/],
    ['/link.jpg', /has no such image/],
    ['/%00', /has no such image/],
  ])('and judges %s as if a host on the web had sent it', async (path, message) => {
    await expect(fetchDemo(path)).rejects.toMatchObject(refusal(message));
  });
});
