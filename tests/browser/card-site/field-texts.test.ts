// @examples article quote
// Texts that people have, and which were once drawn wrong (issue 12): each is drawn as it is written, a word in one font.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createCard } from '../../../card-schema/catalogue.ts';
import { isFault } from '../../../card-site/studio/stress/measure.ts';
import { addMeasure, measured } from '../studio/stress-in-page.ts';
import { sharedCardSite } from './card-site-page.ts';
import { fontsOf } from './fonts-of.ts';
import { headlineOn, TITLE } from './headline.ts';
import { draw, fitted } from './on-the-stage.ts';

const site = sharedCardSite();
beforeAll(() => addMeasure(site.shared.page));

const { drawn, runs } = headlineOn(site);

const familiesIn = async () => [...(await fontsOf(site.shared.page, TITLE)).keys()];

describe('characters that web subsets of fonts lack', () => {
  test.each([
    'CO₂ removal is not CO₂ reduction',
    '⅓ tsp and 10⁻⁹',
    'Press ⌥ K ➜ ship it',
    'We are 𝗵𝗶𝗿𝗶𝗻𝗴',
    '䶮',
    'mbɔ́tɛ ya molɔ́ngɔ́',
    'tą́ą́ʼ dóó łį́į́ʼ',
    'H₂O, x² + y³ = z⁴, aₙ ⅔ ⅞ ⅕ №5 ℃ ™ ℠ Ⅷ',
    '← ↑ → ↓ ↔ ⇒ ⇧ ⌘ ⏎ ⌫ ⎋ ✓ ✗ ★ ☐ ☑ ▶ ◆ ◯ ─ ┼ █',
    '∀x ∈ ℝ: ∑ ∫ √ ∞ ≠ ≤ ⊂ ⟨a⟩ 𝒜𝓫𝔠𝕕 𝟙𝟚',
    '₿ ₹ ₺ ₽ ₴ ₦ ₫ ₸ ₾',
    'ʃ ʒ ŋ ʔ ɮ t͡ʃ ɲ̊ [ˈfəʊnɛtɪks]',
    'Ẹ̀kọ́ ọ̀fẹ́ ṣe pàtàkì; ǃXóõ, Ɛʋegbe, Ŋmampruli, ɖevi, ỳ̃ m̀ ǹ ɛ̀̃',
    'ѣ ѫ ꙋ а́ е́ ѝ ў̀ ӓ̄ Ԥ ᲀ',
    'Ἐν ἀρχῇ ἦν ὁ λόγος, ᾧ ᾳ Ὦ ϗ ͵',
    '♔ ♞ ⚀ ♩ ♬ 𝄞 🂡 🀄︎ ⠓ ☯ ☮',
    '㐂 㗎 㚻 𠮷 𠝹 龘 鿍 﨑',
  ])('%s is drawn as it is written', async (text) => {
    expect(await drawn(text)).toEqual({ missingGlyphs: [], shown: text.normalize('NFC') });
    expect((await measured(site.shared.page, { missingGlyphs: [], missingImages: [] })).filter(isFault)).toEqual([]);
    expect(await familiesIn()).not.toContain('Open Sans');
  });

  test('what no font has is drawn in its compatibility form', async () => {
    expect(await drawn('Plan \u{1ccd6}\u{1ccd7}\u{1ccf1} ok')).toEqual({ missingGlyphs: [], shown: 'Plan AB1 ok' });
  });

  test('what has no such form is left out, and named', async () => {
    expect(await drawn('Plan \u{10c80}a')).toEqual({ missingGlyphs: ['\u{10c80}'], shown: 'Plan a' });
  });
});

describe('a word is set in one font', () => {
  test.each([
    ['The oﬃce of ﬁne arts', ['oﬃce', 'ﬁne'], 'Source Serif 4'],
    ['CO₂ is not', ['CO₂'], 'Source Serif 4'],
    ['Ƙungiyar Haɗin Kai', ['Ƙungiyar', 'Haɗin'], 'Noto Serif'],
    ['Ἐν ἀρχῇ ἦν ὁ λόγος', ['Ἐν', 'ἀρχῇ', 'ἦν', 'ὁ'], 'Noto Serif'],
    ['mbɔ́tɛ ya molɔ́ngɔ́', ['mbɔ́tɛ', 'molɔ́ngɔ́'], 'Noto Serif'],
    ['tą́ą́ʼ dóó', ['tą́ą́ʼ'], 'Source Serif 4'],
    ['a Ƙa’ida-ƙa', ['Ƙa’ida-ƙa'], 'Noto Serif'],
  ])('%s: %j in %s', async (text, words, family) => {
    await drawn(text);
    expect(await runs()).toEqual(words.map((word) => [word, family]));
  });

  test.each(['سعر 12,500 د.ع (خصم)', 'כ-3 ק"ג ת.ד. 5', 'कक्षा-10 और 2.5 किमी', 'ক্লাস10 খ.গ', 'თავი-10'])(
    '%s: digits and signs do not change the font of the letters',
    async (text) => {
      expect(await drawn(text)).toMatchObject({ missingGlyphs: [] });
      expect(await runs()).toEqual([]);
      expect((await familiesIn()).filter((family) => family.startsWith('DejaVu'))).toEqual([]);
    },
  );

  test('letters in circles, capitals and others', async () => {
    expect(await drawn('ⓗⓔⓛⓛⓞ Ⓦⓞⓡⓛⓓ')).toMatchObject({ missingGlyphs: [] });
    expect(new Set((await runs()).map(([, family]) => family)).size).toBe(1);
  });

  test.each(['Tiếng Việt: Nghiêng mình trước ngọn cờ', 'Příliš žluťoučký kůň', 'Ранние поезда', 'Don’t “stop” — now…'])(
    '%s needs no font but that of the card',
    async (text) => {
      await drawn(text);
      expect(await runs()).toEqual([]);
    },
  );

  test('a word of two scripts may part between them', async () => {
    expect(await drawn('iPhone用户 Ƙa用')).toMatchObject({ missingGlyphs: [] });
    expect(await runs()).toEqual([['Ƙa', 'Noto Serif']]);
  });

  test('where the text is cut, too', async () => {
    const card = createCard('article', { title: 'T', author: 'Ƙungiyar Haɗin ₂ '.repeat(3).trim(), section: 'Ƙa' });
    await draw(site.shared.page, card);
    const author = createCard('quote', {
      words: 'Ƙungiyar Haɗin Kai '.repeat(14).trim(),
      speaker: 'WƘWWW '.repeat(10).trim(),
    });
    await draw(site.shared.page, author);
    const cut = (await fitted(site.shared.page)).find(({ text }) => text.endsWith('…'));
    expect(cut?.text).toMatch(/^WƘWWW .*…$/);
    expect((await measured(site.shared.page, { missingGlyphs: [], missingImages: [] })).filter(isFault)).toEqual([]);
  });
});

describe('characters that show nothing', () => {
  test.each([
    ['a Hangul filler', 'Left\u3164right'],
    ['jamo fillers', 'Left\u115f\u1160right'],
    ['a halfwidth filler', 'Left\uffa0right'],
    ['format controls of shorthand', 'Left\u{1bca0}\u{1bca3}right'],
    ['a grapheme joiner', 'Left\u034fright'],
    ['Mongolian selectors', 'Left\u180b\u180c\u180d\u180fright'],
    ['tags', 'Left\u{e0001}\u{e0041}\u{e007f}right'],
    ['those that are not assigned yet', 'Left\u2065\u{e0fff}\ufff0right'],
    ['musical format controls', 'Left\u{1d173}right'],
    ['Khmer inherent vowels', 'Left\u17b4\u17b5right'],
  ])('%s leave no box and take no room', async (_, text) => {
    await drawn('Leftright');
    const plain = await site.shared.page.screenshot({ type: 'png' });
    expect(await drawn(text)).toEqual({ missingGlyphs: [], shown: 'Leftright' });
    expect(Buffer.compare(Buffer.from(await site.shared.page.screenshot({ type: 'png' })), Buffer.from(plain))).toBe(0);
  });

  test.each([
    ['emoji', '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 7️⃣'],
    ['Indic joiners', 'क्‍ष क्‌ष ශ්‍රී'],
    ['Persian non-joiners', 'می‌خواهم'],
    ['Mongolian selectors', 'ᠠ᠋ ᠭᠠ᠎ᠠ'],
  ])('those at work in %s stay', async (_, text) => {
    expect(await drawn(text)).toEqual({ missingGlyphs: [], shown: text.normalize('NFC') });
  });
});
