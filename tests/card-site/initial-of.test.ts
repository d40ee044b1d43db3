// @examples article
// The ornament of an article: the first grapheme that has a letter or a digit (field-cases.md, C4).
import { describe, expect, test } from '@jest/globals';
import { initialOf } from '../../card-site/src/cards/article/initial-of.ts';

describe('the ornament', () => {
  test.each([
    ['en', 'istanbul', 'I'],
    ['tr', 'istanbul', 'İ'],
    ['haw', 'ʻokina', 'O'],
    ['ar-Latn', 'ʿAlī', 'A'],
    ['en', 'ʻ ʼ', 'ʻ'],
    ['tr-TR', 'ışık', 'I'],
    ['az', 'ildırım', 'İ'],
    ['en', 'ß und ss', 'ß'],
    ['de', 'ßtraße', 'ß'],
    ['en', 'ﬁne arts', 'ﬁ'],
    ['en', 'க்ஷமா', 'க்ஷ'],
    ['en', 'เรียน', 'เรี'],
    ['en', 'ไทย', 'ไท'],
    ['en', 'ແມ່', 'ແມ່'],
    ['en', 'ಕ್ಷಮೆ', 'ಕ್ಷ'],
    ['en', 'ខ្មែរ', 'ខ្មែ'],
    ['en', 'ක්‍ෂමා', 'ක්‍ෂ'],
    ['en', 'ஸ்ரீ', 'ஸ்ரீ'],
    ['en', 'க்ஷேமம்', 'க்ஷே'],
    ['en', 'க்கு', 'க்'],
    ['en', 'क्षमा', 'क्ष'],
    ['en', 'ক্ষমা', 'ক্ষ'],
    ['en', 'किताब', 'कि'],
    ['nl', 'ijsland', 'IJ'],
    ['nl-BE', 'IJzer', 'IJ'],
    ['en', 'ijsland', 'I'],
    ['en', 'თბილისი', 'თ'],
    ['en', 'ёлка', 'Ё'],
    ['en', 'ǆep', 'Ǆ'],
    ['en', 'e\u0301te\u0301', 'É'],
    ['en', 'ɔ\u0301wɔ', 'Ɔ\u0301'],
    ['en', '“Quoted” words', 'Q'],
    ['en', '«Да»', 'Д'],
    ['en', '…and then', 'A'],
    ['en', '¿Qué?', 'Q'],
    ['en', '100 days', '1'],
    ['en', '٣ أيام', '٣'],
    ['en', '𝗵𝗶𝗿𝗶𝗻𝗴', '𝗵'],
    ['en', '🚢 ships', 'S'],
    ['en', '1️⃣ first', 'F'],
    ['en', '깎다', '깎'],
    ['en', 'が行', 'が'],
    ['en', 'ᏣᎳᎩ', 'Ꮳ'],
    ['lt', 'i\u0307\u0301', 'Í'],
  ])('in %p of %s is %s', (language, title, says) => {
    expect(initialOf(title.normalize(), language)).toBe(says.normalize());
  });

  test.each(['🚢🚢', '1️⃣', '#️⃣ *️⃣', '—', '“…”', '🇩🇪', '\u200b', ''])('of %p is none', (title) => {
    expect(initialOf(title, 'en')).toBe('');
  });
});
