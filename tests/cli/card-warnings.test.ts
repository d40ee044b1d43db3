// @examples article
import { describe, expect, test } from '@jest/globals';
import { createCard } from '../../card-schema/catalogue.ts';
import { warningsOfDrawing, warningsWithoutDrawing } from '../../cli/card-warnings.ts';

const avatar = 'https://images.app.com/a.jpg?key=secret';
const article = (title: string, more = {}) => createCard('article', { title, author: 'Bo', ...more });

describe('the warnings of a drawing', () => {
  const whole = { jpeg: Uint8Array.of(1), quality: 85, missingGlyphs: [], missingImages: [] };

  test('are none where nothing is missing', () => {
    expect(warningsOfDrawing(article('T'), whole)).toEqual([]);
  });

  test('name the characters, and the field of each image, without its address', () => {
    const drawing = {
      ...whole,
      missingGlyphs: ['\u{17000}', '\ue000'],
      missingImages: [{ url: avatar, reason: 'images.app.com answered 404' }],
    };
    const warnings = warningsOfDrawing(article('T', { avatar }), drawing);
    expect(warnings).toEqual([
      {
        code: 'missing_glyph',
        message: 'No font has U+17000 (\u{17000}), U+E000 (\ue000): left out of the card, which is not stored.',
      },
      {
        code: 'missing_image',
        field: 'avatar',
        message: 'The card is drawn without its image "avatar", and not stored: images.app.com answered 404.',
      },
    ]);
    expect(JSON.stringify(warnings)).not.toContain('secret');
  });
});

describe('the warnings without a drawing', () => {
  test.each(['Small teams, large ships — “quoted” … 5 €', 'Naïve façade, Łódź'])('are none for %j', async (title) => {
    expect(await warningsWithoutDrawing(article(title))).toEqual([]);
  });

  test('name an image of another host, where the hosts are known', async () => {
    const card = article('T', { avatar });
    expect(await warningsWithoutDrawing(card)).toEqual([]);
    expect(await warningsWithoutDrawing(card, ['images.app.com'])).toEqual([]);
    expect(await warningsWithoutDrawing(card, ['img.app.com'])).toEqual([
      {
        code: 'missing_image',
        field: 'avatar',
        message:
          'The card is drawn without its image "avatar", and not stored: images.app.com is not a host from which images may come here. Did you mean img.app.com?',
      },
    ]);
  });
});
