// What `npm run fonts` wrote down is what lies there: the design versions know the table of the files and not the files.
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { EMOJI_FAMILY, MORE_FAMILIES, STACK_FAMILIES } from '../../../../card-site/fonts/font-families.ts';
import { fontChunks, fontRows, readFontFile } from '../../../../card-site/fonts/font-files.ts';
import { projectPath } from '../../../../project-path.ts';

const families = [...STACK_FAMILIES, ...MORE_FAMILIES];
const files = [EMOJI_FAMILY, ...families.map(({ family }) => family)].flatMap(fontRows).flatMap((row) => row.files);

describe('the table of the font files', () => {
  test('has every family, each with characters', () => {
    expect(families.filter((family) => fontChunks(family).length === 0)).toEqual([]);
  });

  test('names each file that lies there, and a licence lies with them', () => {
    const lying = ['files', 'noto'].flatMap((folder) =>
      readdirSync(projectPath('card-site/fonts', folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.includes('.'))
        .map((name) => `card-site/fonts/${folder}/${name}`),
    );
    const named = new Set(files.map(({ path }) => path).filter((path) => path.startsWith('card-site/')));
    expect(lying.filter((path) => !named.has(path))).toEqual([]);
    const folders = [...new Set([...named].map((path) => dirname(path)))];
    expect(folders.filter((folder) => !readdirSync(projectPath(folder)).includes('LICENSE'))).toEqual([]);
  });

  test('gives characters that the files have', async () => {
    const lost: string[] = [];
    for (const family of families) {
      for (const {
        codePoints,
        files: [regular],
      } of fontChunks(family)) {
        const font = create(await readFontFile(regular)) as Font; // one font per file
        const has = new Set(font.characterSet);
        if (codePoints.some((codePoint) => !has.has(codePoint))) lost.push(regular.path);
      }
    }
    expect(lost).toEqual([]);
  }, 60_000);

  test('refuses a file that is not the one it names', async () => {
    const [file] = files;
    await expect(readFontFile({ path: file?.path ?? '', sha256: '0'.repeat(64) })).rejects.toThrow('npm run fonts');
    for (const each of files) await readFontFile(each);
  });
});
