// `cards new` in a copy of the project, and what the compiler says to those who leave something out.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { checkTemplateName } from '../../../cli/new/template-name.ts';
import { CATALOGUE, COMPONENTS, cards, copyProject, edit, read, run, shareCopies, sources, tsc } from './copied-project.ts';

shareCopies();

const NEW_FILES = [
  'card-schema/templates/promo.ts',
  'card-schema/languages/promo-words.ts',
  'card-site/src/cards/promo/Promo.tsx',
  'card-site/src/cards/promo/promo.css',
];
const biome = (...paths: readonly string[]) => run('node_modules/@biomejs/biome/bin/biome', 'check', ...paths);

describe('cards new', () => {
  beforeEach(copyProject);

  test('begins templates that are formatted, compile and have an address', async () => {
    const before = await sources();
    const { code, out } = await cards('new', 'promo');
    expect([code, out]).toEqual([0, expect.stringContaining('npm run golden')]);
    const after = await sources();
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    expect(changed.sort()).toEqual([...NEW_FILES, CATALOGUE, COMPONENTS].sort());
    for (const file of changed) expect(out).toContain(file);
    for (const args of [['streak', '--closed'], ['a'.repeat(31)]]) expect(await cards('new', ...args)).toMatchObject({ code: 0 });
    expect(await biome('card-schema', 'card-site')).toMatchObject({ code: 0 });
    expect(await tsc()).toEqual({ code: 0, out: '', err: '' });
    expect((await cards('url', 'promo', '--title', 'T')).out).toMatch(/:8080\/promo\/[\w-]+\.[\w-]{22}\.jpg\n$/);
    expect((await cards('url', 'streak', '--count', '128')).out).toMatch(/:8080\/streak\/128-days-sun-en\.jpg\n$/);
  }, 180_000);

  test('lists it before the default card, with its import in order', async () => {
    await cards('new', 'promo');
    expect(await read(CATALOGUE)).toMatch(/event, promo, default: defaultTemplate }/);
    expect(await read(CATALOGUE)).toMatch(/event\.ts';\nimport { promo } from '\.\/templates\/promo\.ts';\nimport { quote }/);
    expect(await read(COMPONENTS)).toMatch(/ {2}event: Event,\n {2}promo: Promo,\n {2}default: Default,\n}/);
  });

  test('takes one after the other, and lists that are long or written otherwise', async () => {
    await edit(
      CATALOGUE,
      /export const TEMPLATES = .*;/,
      'export const TEMPLATES = {\n  default: defaultTemplate, // first\n  score, article, quote,\n  event // last\n} satisfies object;',
    );
    await edit(COMPONENTS, '  default: Default,\n', '  // what nobody asked for\n  default: Default, // the face\n');
    for (const name of ['one', 'two', 'top9', 'top10']) expect(await cards('new', name)).toMatchObject({ code: 0 });
    expect(await read(CATALOGUE)).toMatch(
      /default: defaultTemplate, \/\/ first\n[^}]*event, \/\/ last\n {2}one,\n {2}two,\n {2}top9,\n {2}top10,\n}/,
    );
    expect(await read(COMPONENTS)).toContain('  top10: Top10,\n  // what nobody asked for\n  default: Default, // the face\n');
    expect(await biome(CATALOGUE, COMPONENTS)).toMatchObject({ code: 0 });
  }, 180_000);

  test('prints with --dry-run what it would write, and writes nothing', async () => {
    const before = await sources();
    const { code, out } = await cards('new', 'promo', '--dry-run');
    expect(code).toBe(0);
    for (const file of NEW_FILES) expect(out).toContain(`--- ${file} (new)\n`);
    expect(out).toContain(`--- ${COMPONENTS} (changed)\n+ import { Promo } from './promo/Promo.tsx';\n+   promo: Promo,\n`);
    const { files, dryRun } = JSON.parse((await cards('new', 'promo', '--dry-run', '--json')).out);
    expect([dryRun, files[0].change, files[0].path]).toEqual([true, 'new', NEW_FILES[0]]);
    expect(await sources()).toEqual(before);
    await cards('new', 'promo');
    expect(await read(files[0].path)).toBe(files[0].text);
  });
});

describe('a name', () => {
  test.each([
    [
      '',
      /^A template's name is one word of 1 to 31 lower-case letters and digits that begins with a letter, as it stands in addresses; got ""\.$/,
    ],
    ['Promo', /got "Promo"/],
    ['two-words', /got "two-words"/],
    ['../promo', /got "\.\.\/promo"/],
    ['1st', /got "1st"/],
    ['a'.repeat(32), /one word of 1 to 31/],
    [
      'assets',
      /^No template can be called assets: the card site has a folder assets\/ already\. Another name will do, such as myassets\.$/,
    ],
    [
      'text',
      /: schemas have something called text from card-schema\/fields\.ts already\. Another name will do, such as mytext\.$/,
    ],
    ...['texts', 'choice', 'language', 'integer', 'image', 'date'].map((kind): [string, RegExp] => [
      kind,
      /fields\.ts already\./,
    ]),
    ['class', /: class is a word of JavaScript\./],
    ['await', /: await is a word of JavaScript\./],
    ['arguments', /: arguments is a word of JavaScript\./],
    ['undefined', /: undefined is a word of JavaScript\./],
    ['map', /: its component would be called Map, as something of JavaScript is\./],
    ['error', /: its component would be called Error,/],
  ])('cannot be %p', (name, message) => {
    expect(() => checkTemplateName(name)).toThrow(message);
  });

  test.each(['a', 'promo', 'top10', 'type', 'event', 'response', 'async', 'b'.repeat(31)])('can be %p', (name) => {
    expect(() => checkTemplateName(name)).not.toThrow();
  });
});
