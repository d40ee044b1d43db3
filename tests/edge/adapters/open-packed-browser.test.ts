import { expect, jest, test } from '@jest/globals';
import type { Drawing, DrawJob } from '../../../edge/core/ports.ts';
import { recordingLog } from '../../support/log.ts';

const keepYoungGenerationSmall = jest.fn();
const draw = jest.fn<(job: DrawJob) => Promise<Drawing>>();
jest.unstable_mockModule('../../../edge/adapters/young-generation.ts', () => ({ keepYoungGenerationSmall }));
jest.unstable_mockModule('../../../edge/adapters/browser/card-browser.ts', () => ({ createCardBrowser: () => ({ draw }) }));
const { openPackedBrowser } = await import('../../../edge/adapters/open-packed-browser.ts');

const job = {} as DrawJob; // nothing of it is looked at here
const drawing: Drawing = { jpeg: Buffer.from('jpeg'), quality: 90, missingGlyphs: [], missingImages: [] };
const failure = new Error('The browser died.');
const never = () => {
  throw new Error('No browser is started here.');
};

test('The young generation is left alone until a card is drawn, also when the first one fails, and is set once', async () => {
  const { log } = recordingLog();
  const pack = { files: never, ended: never, returnFreeMemory: never };
  const browser = openPackedBrowser({ pack, fetchRangeFor: never, fetchPhotoFor: never, log });

  draw.mockRejectedValueOnce(failure);
  await expect(browser.draw(job)).rejects.toBe(failure);
  draw.mockImplementationOnce(async () => {
    expect(keepYoungGenerationSmall).not.toHaveBeenCalled();
    return drawing;
  });
  expect(await browser.draw(job)).toBe(drawing);
  expect(keepYoungGenerationSmall).toHaveBeenCalledTimes(1);

  draw.mockResolvedValue(drawing);
  await browser.draw(job);
  expect(keepYoungGenerationSmall).toHaveBeenCalledTimes(1);
});

test('Every 25 cards free memory is returned', async () => {
  const { log } = recordingLog();
  const returnFreeMemory = jest.fn();
  const pack = { files: never, ended: never, returnFreeMemory };
  const browser = openPackedBrowser({ pack, fetchRangeFor: never, fetchPhotoFor: never, log });
  draw.mockResolvedValue(drawing);
  for (let card = 1; card <= 60; card++) {
    await browser.draw(job);
    expect(returnFreeMemory).toHaveBeenCalledTimes(Math.floor(card / 25));
  }
});
