import { writeFileSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { writeFiles } from '../../../cli/new/write-files.ts';
import { CATALOGUE, COMPONENTS, cards, copy, copyProject, edit, read, shareCopies, sources } from './copied-project.ts';

shareCopies();

/** Half of it is written, and then there is no room: fs writes what a text gives piece by piece. */
const TEXT_THAT_FAILS = (function* () {
  yield 'half';
  throw new Error('the disk is full');
})() as unknown as string;

describe('what it refuses, and then writes nothing', () => {
  beforeEach(copyProject);

  test.each([
    [[], 'Name one template, such as promo.'],
    [['promo', '--open', '--closed'], 'Give one of --open and --closed.'],
    [['Promo'], 'got "Promo"'],
    [['default'], 'There is a template called default already; the others are score, article,'],
    [['schemas'], `${CATALOGUE} has something called schemas already: choose another name.`],
  ])('%p', async (args, message) => {
    const before = await sources();
    const { code, out, err } = await cards('new', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(await sources()).toEqual(before);
  });

  test.each(['card-schema/templates/promo.ts', 'card-site/src/cards/promo/mine.css'])(
    'where %s is there already',
    async (file) => {
      await mkdir(join(copy, file, '..'), { recursive: true });
      await writeFile(join(copy, file), 'mine');
      const before = await sources();
      const { code, err } = await cards('new', 'promo');
      expect([code, err]).toEqual([
        2,
        expect.stringMatching(/^Nothing is overwritten, and there is card-s\S+promo\S* already: choose/),
      ]);
      expect(await sources()).toEqual(before);
    },
  );

  test.each([
    [CATALOGUE, 'TEMPLATES', '} as const;', "  import { promo } from './templates/promo.ts';\n", '  promo,'],
    [COMPONENTS, 'COMPONENTS', '};\n\nexport', "  import { Promo } from './promo/Promo.tsx';\n", '  promo: Promo,'],
  ])('in %s written in a way of its own, and says what to add', async (file, constant, end, ...lines) => {
    await edit(file, new RegExp(`(${constant}.*) = {`), '$1 = Object.freeze({');
    await edit(file, end, end.replace(';', ');'));
    const before = await sources();
    const { code, err } = await cards('new', 'promo');
    expect(code).toBe(2);
    expect(err).toContain(`${file} has no \`const ${constant} = { … }\` of one piece`);
    for (const line of lines) expect(err).toContain(line);
    expect(await sources()).toEqual(before);
  });

  test('in a file that is not TypeScript just now, with the line', async () => {
    await edit(COMPONENTS, '  score: Score,', '  score: : Score,');
    const before = await sources();
    const { code, err } = await cards('new', 'promo');
    const line = (await read(COMPONENTS)).split('\n').indexOf('  score: : Score,') + 1;
    expect([code, err]).toEqual([
      2,
      `${COMPONENTS} has a mistake in line ${line}, so nothing was written: Expression expected.\n`,
    ]);
    expect(await sources()).toEqual(before);
  });

  test('when a file cannot be written, and takes back what it has written', async () => {
    const before = await sources();
    const former = await read(CATALOGUE);
    const good = [
      { file: join(copy, 'card-site/src/cards/promo/promo.css'), text: 'a' },
      { file: join(copy, CATALOGUE), text: 'b', former },
    ];
    await expect(writeFiles([...good, { file: join(copy, 'package.json/impossible.ts'), text: 'c' }])).rejects.toThrow('ENOTDIR');
    expect(await sources()).toEqual(before);
    await expect(writeFiles([...good, { file: join(copy, COMPONENTS), text: 'c', former: 'something else' }])).rejects.toThrow(
      `${COMPONENTS} has changed meanwhile`,
    );
    expect(await sources()).toEqual(before);
    expect(await readdir(join(copy, 'card-site/src/cards'))).not.toContain('promo');
  });

  test('when a write fails half-way, and reports it', async () => {
    const before = await sources();
    const good = { file: join(copy, 'card-site/src/cards/promo/promo.css'), text: 'a' };
    const half = { file: join(copy, 'card-site/src/cards/promo/Promo.tsx'), text: TEXT_THAT_FAILS };
    await expect(writeFiles([good, half])).rejects.toThrow('the disk is full');
    expect(await sources()).toEqual(before);
    expect(await readdir(join(copy, 'card-site/src/cards'))).not.toContain('promo');
  });

  test('and undoes what it can when somebody has put a file into its folder', async () => {
    const folder = join(copy, 'card-site/src/cards/promo');
    const former = await read(CATALOGUE);
    const files = [
      { file: join(copy, CATALOGUE), text: 'b', former },
      { file: join(folder, 'promo.css'), text: 'a' },
      { file: join(folder, 'sub/Promo.tsx'), text: 'a' },
      { file: join(folder, 'sub/Promo.tsx'), text: 'a second time' },
    ];
    const mine = join(folder, 'sub/mine.css');
    // Put there when the last file is about to be written, which fails.
    Object.defineProperty(files[3], 'text', {
      get() {
        writeFileSync(mine, 'mine');
        return 'a second time';
      },
    });
    await expect(writeFiles(files)).rejects.toThrow('EEXIST');
    expect(await read(CATALOGUE)).toBe(former);
    expect(await readdir(folder, { recursive: true })).toEqual(['sub', 'sub/mine.css']);
  });
});
