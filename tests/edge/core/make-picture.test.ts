import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CardError } from '../../../card-schema/errors.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import { createDeadline } from '../../../edge/core/deadline.ts';
import { createDrawingRecord } from '../../../edge/core/drawing-record.ts';
import { type MadePicture, makePicture, type StoreOptions, WITHOUT_VIEWER } from '../../../edge/core/make-picture.ts';
import type { DrawCard, Drawing, PictureStore } from '../../../edge/core/ports.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { CONFIG_HEADERS } from '../../support/events.ts';
import { SAMPLE_CARD } from '../../support/sample-cards.ts';

const KEY = formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS);
const drawing: Drawing & Pick<MadePicture, 'photos'> = {
  jpeg: Uint8Array.of(0xff, 0xd8),
  quality: 85,
  missingGlyphs: [],
  missingImages: [],
  photos: [],
};

afterEach(() => {
  jest.useRealTimers();
});

interface MakeParts {
  readonly draw?: DrawCard;
  readonly put: PictureStore['put'];
  readonly options?: StoreOptions;
}

/** Makes one picture with eight seconds by a clock that stands still. */
function make({ draw = async () => drawing, put, options }: MakeParts) {
  const logged: unknown[] = [];
  const record = createDrawingRecord();
  const job = {
    card: SAMPLE_CARD,
    designVersion: '0123456789ab',
    config: parseConfig(CONFIG_HEADERS),
    deadline: createDeadline(8000, () => 0),
    record,
    key: KEY,
  };
  const log = (event: string, fields?: object) => logged.push({ event, ...fields });
  return { picture: makePicture(job, { draw, store: { put }, log }, options), logged, record };
}

describe('a picture', () => {
  test('is drawn in less than all the time, stored under its key, and given with its etag', async () => {
    const seen: unknown[] = [];
    const { picture, logged, record } = make({
      draw: async ({ card, deadline }) => {
        seen.push(card.template, deadline.remainingMs());
        return drawing;
      },
      put: async (key, jpeg, deadline) => {
        seen.push(key, jpeg, deadline.remainingMs());
        return { created: true, etag: '"e"' };
      },
    });
    expect(await picture).toEqual({ ...drawing, stored: { created: true, etag: '"e"' } });
    expect(seen).toEqual([SAMPLE_CARD.template, 7500, KEY, drawing.jpeg, 3000]);
    expect(Object.keys(record.stagesMs())).toEqual(['store']);
    expect(logged).toEqual([]);
  });

  test('has no etag where the store gives none', async () => {
    const { picture } = make({ put: async () => ({ created: false }) });
    expect(await picture).toEqual({ ...drawing, stored: { created: false } });
  });

  test('is not lost when the store refuses it, and the log says why', async () => {
    const { picture, logged } = make({ put: () => Promise.reject(new CardError('store_failed', 'S3 said no.')) });
    expect(await picture).toEqual(drawing);
    expect(logged).toEqual([{ event: 'store_failed', key: KEY, code: 'store_failed', reason: 'S3 said no.' }]);
  });

  test('is not kept waiting for a store that hangs', async () => {
    jest.useFakeTimers();
    const { picture, logged } = make({ put: () => new Promise(() => {}) });
    await jest.advanceTimersByTimeAsync(3000);
    expect(await picture).toEqual(drawing);
    expect(logged).toEqual([
      { event: 'store_failed', key: KEY, code: 'out_of_time', reason: 'Storing took longer than 3000 ms.' },
    ]);
  });

  test('that cannot be drawn is not stored', async () => {
    const refusal = new CardError('draw_failed', 'No.');
    const put = jest.fn<PictureStore['put']>();
    const { picture } = make({ draw: () => Promise.reject(refusal), put });
    await expect(picture).rejects.toBe(refusal);
    expect(put).not.toHaveBeenCalled();
  });

  test.each([
    ['a character', { missingGlyphs: ['\ue000'] }],
    ['an image', { missingImages: [{ url: 'https://images.example.com/a.png', reason: 'gone' }] }],
  ])('that lacks %s is given, and S3 is not even asked', async (_, lacks) => {
    const put = jest.fn<PictureStore['put']>();
    const { picture, logged, record } = make({ draw: async () => ({ ...drawing, ...lacks }), put });
    expect(await picture).toEqual({ ...drawing, ...lacks });
    expect(put).not.toHaveBeenCalled();
    expect([logged, record.stagesMs()]).toEqual([[], {}]);
  });
});

describe('a picture that no viewer waits for', () => {
  const options = WITHOUT_VIEWER;

  test('has the whole budget for the drawing, and ten seconds after it for the store', async () => {
    const seen: number[] = [];
    const { picture, record } = make({
      draw: async ({ deadline }) => {
        seen.push(deadline.remainingMs());
        return drawing;
      },
      put: async (_key, _jpeg, deadline) => {
        seen.push(Math.ceil(deadline.remainingMs() / 1000));
        return { created: false };
      },
      options,
    });
    expect(await picture).toEqual({ ...drawing, stored: { created: false } });
    expect(seen).toEqual([8000, 10]);
    expect(Object.keys(record.stagesMs())).toEqual(['store']);
  });

  test('fails when the store refuses it', async () => {
    const refusal = new CardError('store_failed', 'S3 said no.');
    const { picture, logged } = make({ put: () => Promise.reject(refusal), options });
    await expect(picture).rejects.toBe(refusal);
    expect(logged).toEqual([]);
  });

  test('fails when it lacks something, and S3 is not even asked', async () => {
    const put = jest.fn<PictureStore['put']>();
    const { picture } = make({ draw: async () => ({ ...drawing, missingGlyphs: ['\ue000'] }), put, options });
    await expect(picture).rejects.toMatchObject({ code: 'incomplete', message: 'The card is not stored: no font has U+E000.' });
    expect(put).not.toHaveBeenCalled();
  });
});
