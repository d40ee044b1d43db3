import { readdir } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { CATALOGUE, COMPONENTS, cards, copy, copyProject, edit, read, shareCopies, sources, tsc } from './copied-project.ts';

shareCopies();
beforeEach(copyProject);

const others = TEMPLATE_NAMES.filter((name) => name !== 'default');

describe('cards remove', () => {
  test('takes out what new has written, to the last byte', async () => {
    const before = await sources();
    await cards('new', 'promo');
    const { code, out, err } = await cards('remove', 'promo', '--force');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('removed  card-schema/templates/promo.ts');
    expect(await sources()).toEqual(before);
    expect((await readdir(copy)).filter((name) => name.startsWith('.removed'))).toEqual([]);
  }, 180_000);

  test('leaves a project that compiles with the default card alone, to which new adds again', async () => {
    if (others.length > 0) expect(await cards('remove', ...others, '--force')).toMatchObject({ code: 0 });
    expect(await tsc()).toMatchObject({ code: 0, out: '' });
    expect(await cards('url', '/default.jpg')).toMatchObject({ code: 0, out: 'http://127.0.0.1:8080/default.jpg\n' });
    expect(await cards('new', 'promo')).toMatchObject({ code: 0 });
    expect(await read(CATALOGUE)).toMatch(/TEMPLATES = \{\s+promo,\s+default: defaultTemplate,?\s+\} as const/);
    expect(await tsc()).toMatchObject({ code: 0, out: '' });
  }, 240_000);

  test('says with --dry-run what it would do, and does nothing', async () => {
    await cards('new', 'promo');
    const before = await sources();
    const { code, out } = await cards('remove', 'promo', '--dry-run', '--force');
    expect(code).toBe(0);
    expect(out).toContain('removed  card-site/src/cards/promo/Promo.tsx');
    expect(out).toContain("- import { promo } from './templates/promo.ts';");
    expect(out).toContain('Nothing was removed.');
    expect(await sources()).toEqual(before);
  }, 180_000);

  test('refuses the default card and names that no template has, and removes nothing', async () => {
    await cards('new', 'promo');
    const before = await sources();
    for (const [names, message] of [
      [['default'], 'default stays: it is shown for every address that is not a card.'],
      [['prom'], 'No template is called "prom". Did you mean promo?'],
      [['promo', 'nope'], 'No template is called "nope".'],
      [[], 'Name the templates to remove'],
    ] as const) {
      const outcome = await cards('remove', ...names);
      expect(outcome).toMatchObject({ code: 2, out: '' });
      expect(outcome.err).toContain(message);
    }
    expect(await sources()).toEqual(before);
  }, 180_000);

  test('refuses where git does not say what it could bring back, and removes nothing', async () => {
    await cards('new', 'promo');
    const before = await sources();
    const { code, err } = await cards('remove', 'promo');
    expect(code).toBe(2);
    expect(err).toMatch(/^Nothing was removed: .* git says “fatal: not a git repository.*”\. .*give --force\.\n$/);
    expect(await sources()).toEqual(before);
  }, 180_000);

  test('waits for a new that is under way, and the other way round', async () => {
    await cards('new', 'promo');
    const outcomes = await Promise.all([cards('remove', 'promo', '--force'), cards('new', 'sale'), cards('new', 'offer')]);
    expect(outcomes.map(({ code, err }) => ({ code, err }))).toEqual(outcomes.map(() => ({ code: 0, err: '' })));
    const catalogue = await read(CATALOGUE);
    expect(['promo', 'sale', 'offer'].map((name) => catalogue.includes(`${name},`))).toEqual([false, true, true]);
  }, 180_000);

  test('refuses a template that another one needs, and names both', async () => {
    for (const name of ['promo', 'sale']) await cards('new', name);
    await edit('card-site/src/cards/sale/Sale.tsx', './sale.css', '../promo/promo.css');
    await edit('card-site/src/cards/sale/Sale.tsx', "promo.css';", "promo.css';\nimport '../promo/Promo.tsx';");
    const { code, err } = await cards('remove', 'promo');
    expect(code).toBe(2);
    expect(err).toContain('card-site/src/cards/sale/Sale.tsx imports card-site/src/cards/promo/Promo.tsx');
    expect(await cards('remove', 'promo', 'sale', '--force')).toMatchObject({ code: 0 });
  }, 180_000);

  test('leaves all as it was when one of the two lists is not in the usual form', async () => {
    await cards('new', 'promo');
    const before = await sources();
    await edit(COMPONENTS, 'const COMPONENTS: Components = {', 'const OTHERS: Components = {');
    const changed = await sources();
    const { code, err } = await cards('remove', 'promo', '--force');
    expect(code).not.toBe(0);
    expect(err).toContain('so nothing was removed: take it out by hand.');
    expect(await sources()).toEqual(changed);
    expect(Object.keys(changed)).toEqual(Object.keys(before));
  }, 180_000);
});
