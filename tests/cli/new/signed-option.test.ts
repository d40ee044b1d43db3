import { expect, test } from '@jest/globals';
import { commandsInNewFolders } from '../run-command.ts';

const { cards } = commandsInNewFolders();

test('a template with free texts is signed in any case, so --signed goes with --closed', async () => {
  const { code, err } = await cards(['new', 'promo', '--signed']);
  expect([code, err]).toEqual([2, expect.stringContaining('--signed goes with --closed')]);
});

test('a closed template that is signed says so in its schema', async () => {
  const { code, out } = await cards(['new', 'promo', '--closed', '--signed', '--dry-run']);
  expect([code, out]).toEqual([0, expect.stringMatching(/addressing: 'closed',\n {2}signed: true,\n/)]);
});
