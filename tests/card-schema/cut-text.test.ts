import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../card-schema/clean-text.ts';
import { cutText } from '../../card-schema/cut-text.ts';
import { fc } from '../support/fast-check.ts';

const FAMILY = '👩‍👩‍👧';
const graphemes = (text: string) => Array.from(new Intl.Segmenter('und').segment(text), ({ segment }) => segment);

test.each([
  ['a text that fits as it is', 'Why?', 4, 'Why?'],
  ['after a word', 'Hello wonderful world, this is it', 20, 'Hello wonderful…'],
  ['after a word that ends at the limit', 'Hello wonderful world', 16, 'Hello wonderful…'],
  ['before a comma', 'Hello wonderful world, this is it', 24, 'Hello wonderful world…'],
  ['before a dash', 'The sea — what it is to pilots', 12, 'The sea…'],
  ['before several of them', 'Ada Okafor, — (Jonas Brandt', 16, 'Ada Okafor…'],
  ['before dots', 'So it goes... and goes on', 16, 'So it goes…'],
  ['before an opening bracket', 'So it goes ( and goes on', 14, 'So it goes…'],
  ['after a question mark', 'What is it? Nobody knows', 15, 'What is it?…'],
  ['after a closing bracket', 'So it (mostly) goes on', 17, 'So it (mostly)…'],
  ['not at a hyphen inside a word', 'People love state-of-the-art things', 22, 'People love…'],
  ['not at an apostrophe inside a word', 'People say they don’t know', 20, 'People say they…'],
  ['in a word that leaves too little', 'A Donaudampfschifffahrtsgesellschaft', 20, 'A Donaudampfschifff…'],
  ['in the only word', 'Donaudampfschifffahrt', 10, 'Donaudamp…'],
  ['in a long address', `https://app.com/${'a'.repeat(100)}`, 30, 'https://app.com…'],
  ['Japanese at a word, without its comma', '海の向こうの町で、朝はまだ始まらない。', 10, '海の向こうの町で…'],
  ['Chinese at a word', '他说这不是完美但够用了', 8, '他说这不是完美…'],
  ['Thai at a word', 'ประเทศไทยรวมเลือดเนื้อชาติเชื้อไทย', 15, 'ประเทศไทยรวม…'],
  ['Arabic before its comma', 'العربية لغة جميلة، وهي', 20, 'العربية لغة جميلة…'],
  ['Hindi at a word', 'मैं हिन्दी में लिखता हूँ', 12, 'मैं हिन्दी…'],
  ['Hindi at its sentence', 'मैं लिखता हूँ। फिर भी यह', 17, 'मैं लिखता हूँ…'],
  ['Korean at a word', '한국어 문장을 자른다 그리고', 9, '한국어 문장을…'],
  ['whole emoji', FAMILY.repeat(3), 14, `${FAMILY.repeat(2)}…`],
  ['whole flags', '🇳🇴🇯🇵🇧🇩', 5, '🇳🇴🇯🇵…'],
  ['letters with their marks', 'x́'.repeat(9), 8, `${'x́'.repeat(3)}…`],
  ['within a letter whose marks alone are too many', `Z${'\u0323'.repeat(300)}`, 5, `Z${'\u0323'.repeat(3)}…`],
  ['a text of commas', ',,,,,,,,', 4, ',,,…'],
  ['to one character', 'Hello', 1, '…'],
])('cuts %s', (_, text, max, cut) => {
  expect(cutText(text, max)).toBe(cut);
});

describe('any text', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      ...'aZ ñé ,.—–( )「海のแมกำ हिन्दी 한글 שלום،…!?',
      FAMILY,
      '👍🏿',
      '🇳🇴',
      '\u0301',
      '\u0323',
      '\u200d',
      '\u200b',
      '\n',
      '\u2067',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  const text = fc.array(unit, { maxLength: 200 }).map((units) => cleanText(units.join('')));

  test('is no longer than it may be, begins as before, is not cut inside a letter, and stays as it is when cut again', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (given, max) => {
        const cut = cutText(given, max);
        expect([...cut].length).toBeLessThanOrEqual(max);
        expect(cutText(cut, max)).toBe(cut);
        expect(cleanText(cut)).toBe(cut);
        if (cut === given) return;
        expect(cut.endsWith('…')).toBe(true);
        const kept = cut.slice(0, -1);
        expect(given.startsWith(kept)).toBe(true);
        const [first = ''] = graphemes(given);
        if ([...first].length < max) expect(graphemes(given).slice(0, graphemes(kept).length).join('')).toBe(kept);
      }),
      { numRuns: 1000 },
    );
  });

  test('is cut in a time that does not grow with what is cut away', () => {
    const started = process.cpuUsage();
    for (const unit of ['word ', 'x', FAMILY, '\u0301', '海', 'ไทย', ' , ']) cutText(unit.repeat(200_000), 140);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
  });
});
