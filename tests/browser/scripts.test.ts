// @examples article
// Every script against its golden picture, and what becomes of a character that no font has. `EDGECARD_GOLDEN=update` draws the
// pictures again: look at them before you commit.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { startStack } from '../../local/stack/stack.ts';
import { openTestBrowser, type TestBrowser } from '../support/card-browser.ts';
import { closing } from '../support/closing.ts';
import { compareWithGolden, UPDATING_GOLDENS, updateGolden } from '../support/golden.ts';
import { recordingLog } from '../support/log.ts';
import { SCRIPT_SAMPLES } from '../support/script-samples.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openTestBrowser();
});
afterAll(() => browser.close());

test.each(SCRIPT_SAMPLES)('$script looks as it did', async ({ script, card }) => {
  const words = script.toLowerCase().replace(/[^a-z]+/g, '-');
  const file = `scripts/${words.replace(/-$/, '')}.jpg`;
  const { jpeg, missingGlyphs } = await browser.draw(card);
  expect(missingGlyphs).toEqual([]);
  if (UPDATING_GOLDENS) await updateGolden(file, jpeg);
  await compareWithGolden(file, jpeg);
});

test('a character that no font has leaves no box: the picture is that of the text without it', async () => {
  const [whole, without] = await Promise.all(
    ['One \uE000two', 'One two'].map((title) => browser.draw(createCard('article', { title, author: 'Bo' }))),
  );
  expect(whole?.missingGlyphs).toEqual(['\uE000']);
  expect(without?.missingGlyphs).toEqual([]);
  expect(whole && without && Buffer.from(whole.jpeg).equals(Buffer.from(without.jpeg))).toBe(true);
});

test('a private-use character is named in x-card-warning and in the log, by the system as a whole', async () => {
  await using data = await temporaryFolder('data');
  const { log, entries } = recordingLog();
  await using stack = closing(await startStack({ port: 0, data: data.path, log }));
  const card = createCard('article', { title: 'One \uE000 two \u0378', author: '漢字 🚀' });
  const path = await signCardPath(card, DEVELOPMENT_KEYS.signing);
  const response = await fetch(`${stack.cdn}${path}`);
  expect(response.headers.get('x-card-status')).toBe('incomplete');
  expect(response.headers.get('x-card-warning')).toContain('U+E000');
  expect(response.headers.get('x-card-warning')).toContain('U+0378');
  await response.arrayBuffer();
  expect(entries.find(({ outcome }) => outcome === 'card_drawn')).toMatchObject({ missingGlyphs: ['\u0378', '\uE000'] });
});
