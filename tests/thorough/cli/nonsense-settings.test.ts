// Commands that stay on this machine do not care what the user's AWS settings say. The stack is tried in tests/browser/cli/start.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runCards } from '../../cli/run-cards.ts';
import { nonsenseSettings } from '../../support/nonsense-settings.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let settings: TemporaryFolder;
beforeEach(async () => {
  [folder, settings] = [await temporaryFolder('cards'), await temporaryFolder('settings')];
});
afterEach(async () => {
  await folder.remove();
  await settings.remove();
});

test.each([
  ['draw', ['default', '--out', 'a.jpg'], /^a\.jpg: \d+ bytes/],
  ['put', ['default', '--data', 'store'], /: stored, \d+ bytes/],
  ['prerender', ['list.txt', '--data', 'store', '--browsers', '1'], /1 /],
])('%s works with nonsense in every AWS setting', async (command, args, output) => {
  await writeFile(join(folder.path, 'list.txt'), '/default.jpg\n');
  const { code, out, err } = await runCards(folder.path, [command, ...args], await nonsenseSettings(settings.path));
  expect([code, out]).toEqual([0, expect.stringMatching(output)]);
  expect(err).not.toMatch(/^ +at /m);
});
