import { expect, test } from '@jest/globals';
import { create, type Font } from 'fontkit';
import { emojiFont } from '../../../card-site/fonts/emoji-font.ts';
import { thinnedEmojiFont } from './emoji-font.ts';

test('a thinned emoji font keeps its colours and the outlines of what is wanted, and nothing of the rest', async () => {
  const whole = await emojiFont();
  const thinned = thinnedEmojiFont(whole, ['🚀']);
  expect(thinned.length).toBeLessThan(whole.length / 3);
  const tags = Array.from({ length: thinned.readUInt16BE(4) }, (_, at) => thinned.toString('latin1', 12 + 16 * at, 16 + 16 * at));
  expect(tags).toEqual(expect.arrayContaining(['COLR', 'CPAL', 'glyf', 'loca']));
  const [before, after] = [whole, thinned].map((bytes) => create(bytes) as Font);
  expect(after?.glyphForCodePoint(0x1f680).id).toBe(before?.glyphForCodePoint(0x1f680).id);
});
