import { expect, test } from '@jest/globals';
import { drawingSettingsHash, RECORD_ANEW, readProfile } from '../../../tools/pack/browser-profile.ts';

test('the pruned browser has been recorded with these settings', async () => {
  const { recordings } = await readProfile();
  const recorded = recordings.some(({ settings }) => settings === drawingSettingsHash()) || `With other settings. ${RECORD_ANEW}`;
  expect(recorded).toBe(true);
});
