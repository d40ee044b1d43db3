// Every example of every template against its golden picture. `npm run golden` draws them again: look at them before you commit.
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { EXAMPLES, type Example } from '../../card-schema/examples.ts';
import { projectPath } from '../../project-path.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { compareWithGolden, GOLDEN_FOLDER, MAX_SHARE_DIFFERENT, UPDATING_GOLDENS, updateGolden } from '../support/golden.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { remind } from '../support/remind.ts';

const fallback = projectPath('edge/fallback.jpg');

const fileOf = ({ template, name }: Pick<Example, 'template' | 'name'>) => `${template}-${name}.jpg`;
const FILES = EXAMPLES.map(fileOf);

/** Those of the examples; folders hold what other tests draw. */
async function goldenPictures(): Promise<readonly string[]> {
  return (await readdir(GOLDEN_FOLDER)).filter((name) => name.endsWith('.jpg'));
}

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openTestBrowser();
  if (UPDATING_GOLDENS) for (const file of await goldenPictures()) if (!FILES.includes(file)) await rm(join(GOLDEN_FOLDER, file));
});
afterAll(() => browser.close());

test.each(EXAMPLES)('$template ($name) looks as it did', async ({ template, name, card }) => {
  const file = fileOf({ template, name });
  const { jpeg, missingGlyphs } = await browser.draw(card);
  expect(missingGlyphs).toEqual([]);
  if (UPDATING_GOLDENS) {
    await updateGolden(file, jpeg);
    if (template === 'default') await copyFile(join(GOLDEN_FOLDER, file), fallback);
  }
  if (existsSync(join(GOLDEN_FOLDER, file))) await compareWithGolden(file, jpeg);
  expect(jpeg.length).toBeLessThan(300_000);
});

test('every example has a golden picture; in CI alone a new one must have it', async () => {
  const golden = await goldenPictures();
  const missing = EXAMPLES.filter((example) => !golden.includes(fileOf(example)));
  const named = [...new Set(missing.map(({ template }) => template))].map(
    (template) =>
      `${template} (${missing
        .filter((each) => each.template === template)
        .map(({ name }) => name)
        .join(', ')})`,
  );
  if (named.length > 0) remind(`No golden picture yet: ${named.join(', ')}. npm run golden draws them; look at them.`);
});

test('every golden picture belongs to an example; in CI alone a template that is gone must leave none', async () => {
  const left = (await goldenPictures()).filter((name) => !FILES.includes(name));
  if (left.length > 0) remind(`Golden pictures of examples that are gone: ${left.join(', ')}. npm run golden removes them.`);
});

test('the fallback picture is the default card, so that a viewer sees the site’s own face', async () => {
  const { jpeg } = await browser.draw({ template: 'default', params: {} });
  expect(shareOfDifferentPixels(await decode(await readFile(fallback)), await decode(jpeg))).toBeLessThanOrEqual(
    MAX_SHARE_DIFFERENT,
  );
});
