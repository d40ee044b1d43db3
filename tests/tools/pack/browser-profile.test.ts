import { describe, expect, test } from '@jest/globals';
import {
  type BrowserProfile,
  drawingSettingsHash,
  formatProfile,
  parseProfile,
  RECORD_AGAIN,
  readProfile,
} from '../../../tools/pack/browser-profile.ts';
import { fc } from '../../support/fast-check.ts';

const profileOf = (pages: number, touched: Iterable<number>): BrowserProfile => ({
  browser: '1.0.0',
  buildId: 'ab'.repeat(20),
  recordings: [{ date: '2026-11-21', seed: 'test', cards: 3, cpus: ['rome'], found: 2, settings: '0123456789ab' }],
  pages,
  touched: new Set(touched),
});

describe('The browser’s profile', () => {
  test('reads as it was written, whichever pages are touched', () => {
    const pages = fc.uniqueArray(fc.nat(2999));
    fc.assert(
      fc.property(pages, (touched) => {
        const parsed = parseProfile(formatProfile(profileOf(3000, touched)));
        expect(parsed).toEqual(profileOf(3000, touched));
      }),
    );
  });

  test('is written the same, however it was found out', () => {
    expect(formatProfile(profileOf(100, [5, 99, 1]))).toBe(formatProfile(profileOf(100, [1, 5, 99])));
  });

  test('names no page that .text does not have', () => {
    const text = formatProfile(profileOf(100, [99])).replace('"pages": 100', '"pages": 99');
    expect(() => parseProfile(text)).toThrow('names page 99 of 99. Record it again: npm run profile.');
  });

  test('that is checked in can be read', async () => {
    const { pages, touched } = await readProfile();
    expect(touched.size).toBeGreaterThan(pages / 10);
    expect(touched.size).toBeLessThan(pages / 2);
  });
});

test('the pruned browser has been recorded with these settings', async () => {
  const { recordings } = await readProfile();
  const recorded =
    recordings.some(({ settings }) => settings === drawingSettingsHash()) || `With other settings. ${RECORD_AGAIN}`;
  expect(recorded).toBe(true);
});
