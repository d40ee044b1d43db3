// Every example of every template against its golden picture. `npm run golden` draws them anew: look at them before you commit.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXAMPLES, type Example } from '../../card-schema/examples.ts';
import { projectPath } from '../../project-path.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';

const golden = join(import.meta.dirname, '../golden');
const fallback = projectPath('edge/fallback.jpg');
/** Kept when a picture differs, for people to look at. */
const differing = projectPath('out/golden');
const updating = process.env['EDGECARD_GOLDEN'] === 'update';

/** The same browser draws the same pixels; a change that a person could see moves more than this. */
const SHARE_ALLOWED = 0.001;

const fileOf = ({ template, name }: Pick<Example, 'template' | 'name'>) => `${template}-${name}.jpg`;
const FILES = EXAMPLES.map(fileOf);

/** A scaled image may be a trifle different each time: what nobody could tell apart stays as it is. */
async function looksLike(path: string, jpeg: Uint8Array): Promise<boolean> {
  if (!existsSync(path)) return false;
  return shareOfDifferentPixels(await decode(await readFile(path)), await decode(jpeg)) === 0;
}

/** Those of the examples; folders hold what other tests draw. */
async function goldenPictures(): Promise<readonly string[]> {
  return (await readdir(golden)).filter((name) => name.endsWith('.jpg'));
}

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openTestBrowser();
  await mkdir(golden, { recursive: true });
  if (updating) for (const file of await goldenPictures()) if (!FILES.includes(file)) await rm(join(golden, file));
});
afterAll(() => browser.close());

test.each(EXAMPLES)('$template ($name) looks as it did', async ({ template, name, card }) => {
  const file = fileOf({ template, name });
  const { jpeg, missingGlyphs } = await browser.draw(card);
  expect(missingGlyphs).toEqual([]);
  if (updating && !(await looksLike(join(golden, file), jpeg))) {
    await writeFile(join(golden, file), jpeg);
    if (template === 'default') await writeFile(fallback, jpeg);
  }
  if (!existsSync(join(golden, file)))
    throw new Error(`There is no tests/golden/${file} yet: npm run golden draws it. Look at it.`);
  const share = shareOfDifferentPixels(await decode(await readFile(join(golden, file))), await decode(jpeg));
  if (share > SHARE_ALLOWED) {
    await mkdir(differing, { recursive: true });
    await writeFile(join(differing, file), jpeg);
  }
  expect(share).toBeLessThanOrEqual(SHARE_ALLOWED);
  expect(jpeg.length).toBeLessThan(300_000);
});

test('every golden picture belongs to an example', async () => {
  expect([...(await goldenPictures())].sort()).toEqual([...FILES].sort());
});

test('the fallback picture is the default card, so that a viewer sees the site’s own face', async () => {
  const { jpeg } = await browser.draw({ template: 'default', params: {} });
  expect(shareOfDifferentPixels(await decode(await readFile(fallback)), await decode(jpeg))).toBeLessThanOrEqual(SHARE_ALLOWED);
});
