import { expect } from '@jest/globals';
import type { z } from 'zod/mini';
import { choice, date, type FieldInfo, image, integer, language, text, texts } from '../../card-schema/fields.ts';

interface Case {
  readonly schema: z.ZodMiniType;
  readonly info: FieldInfo;
  /** Input → what is drawn. */
  readonly takes: readonly (readonly [input: unknown, param: unknown])[];
  readonly refuses: readonly unknown[];
}

const MAX_LENGTH_IMAGE = `https://images.example.com/${'a'.repeat(973)}`;

/** Texts of characters that show nothing, whichever property of Unicode says so. */
const INVISIBLE: readonly string[] = [
  '\u200b',
  '\u3164',
  '\u115f',
  '\u2800',
  '\u00ad',
  '\ufeff',
  '\ufe0f',
  '\u2066\u2069',
  '\ufff9',
  '\ufdd0',
  '\u{1bca0}',
];

export const CASES: Readonly<Record<string, Case>> = {
  'a whole number': {
    schema: integer({ label: 'Round', min: 2, max: 5 }),
    info: { kind: 'integer', label: 'Round', allowed: 'a whole number from 2 to 5', min: 2, max: 5 },
    takes: [
      [2, 2],
      [5, 5],
    ],
    refuses: [1, 6, 2.5, '3', Number.POSITIVE_INFINITY, null, undefined],
  },
  'a whole number that may be left out': {
    schema: integer({ label: 'Minutes', min: 0, max: 9, initial: 0 }),
    info: { kind: 'integer', label: 'Minutes', allowed: 'a whole number from 0 to 9', min: 0, max: 9 },
    takes: [[undefined, 0]],
    refuses: [-1, 10, null],
  },
  'a choice': {
    schema: choice({ label: 'Theme', options: ['day', 'night'] }),
    info: { kind: 'choice', label: 'Theme', allowed: 'one of day, night', options: ['day', 'night'] },
    takes: [
      [undefined, 'day'],
      ['day', 'day'],
      ['night', 'night'],
    ],
    refuses: ['Night', '', 'toString', 0, null],
  },
  'a text': {
    schema: text({ label: 'Title', max: 4 }),
    info: { kind: 'text', label: 'Title', allowed: 'a text of 1 to 4 characters', min: 1, max: 4 },
    takes: [
      ['a', 'a'],
      ['👩👩👩👩', '👩👩👩👩'],
      ['  a\t\r\nb  ', 'a b'],
      ['a\v\f\u0085\u2028\u2029b', 'a b'],
      ['\u2028a', 'a'],
      ['—', '—'],
      ['\u0301', '\u0301'],
      ['\u200ba', '\u200ba'],
      ['Cafe\u0301', 'Café'],
      ['\u2066a\u2069b', '\u2066a\u2069b'],
    ],
    refuses: ['', ' ', 'abcde', 'a\u0000', 'a\u007f', 'a\ud800', 'a\u202a', 'a\u202e', 7, ['a'], undefined, ...INVISIBLE],
  },
  'a text that may be empty': {
    schema: text({ label: 'Section', max: 4, initial: '' }),
    info: { kind: 'text', label: 'Section', allowed: 'a text of 0 to 4 characters', min: 0, max: 4 },
    takes: [[undefined, ''], [' ', ''], ...INVISIBLE.map((nothing): [string, string] => [nothing, '']), ['abcd', 'abcd']],
    refuses: ['abcde', null, '\0', '\u202e'],
  },
  'a text with words to begin with': {
    schema: text({ label: 'Name', max: 4, initial: 'Ada' }),
    info: { kind: 'text', label: 'Name', allowed: 'a text of 1 to 4 characters', min: 1, max: 4 },
    takes: [[undefined, 'Ada']],
    refuses: ['', 'abcde'],
  },
  'a list of texts': {
    schema: texts({ label: 'Speakers', max: 3, maxItems: 2 }),
    info: { kind: 'texts', label: 'Speakers', allowed: 'up to 2 texts of 1 to 3 characters each', min: 0, max: 2, each: 3 },
    takes: [
      [undefined, []],
      [[], []],
      [
        ['abc', ' d'],
        ['abc', 'd'],
      ],
    ],
    refuses: [['a', 'b', 'c'], ['abcd'], [''], ['\u200b'], [1], 'abc', null],
  },
  'a day': {
    schema: date({ label: 'Date' }),
    info: { kind: 'date', label: 'Date', allowed: 'a day such as 2026-05-14' },
    takes: [['2028-02-29', '2028-02-29']],
    refuses: ['2027-02-29', '2026-5-14', '2026-05-14T00:00', '', undefined],
  },
  'an image': {
    schema: image({ label: 'Cover' }),
    info: {
      kind: 'image',
      label: 'Cover',
      allowed: 'an https address of at most 1000 characters, photo: and an id, or empty',
      max: 1000,
    },
    takes: [
      [undefined, ''],
      ['', ''],
      [' \n', ''],
      ['photo:7h3k9m2p4q8r5t6v', 'photo:7h3k9m2p4q8r5t6v'],
      [MAX_LENGTH_IMAGE, MAX_LENGTH_IMAGE],
      ['https://images.example.com/a%20b.png?w=1', 'https://images.example.com/a%20b.png?w=1'],
      ['https://Images.example.com:443/Köln Dom.jpg#x', 'https://images.example.com/K%C3%B6ln%20Dom.jpg'],
    ],
    refuses: [`${MAX_LENGTH_IMAGE}a`, 'http://images.example.com/a.png', 'data:image/png;base64,AAAA', 'a.png', 7, null],
  },
  'a language': {
    schema: language(),
    info: {
      kind: 'language',
      label: 'Language',
      allowed: 'a BCP 47 language tag such as de, pt-BR or zh-Hant, of at most 35 characters, or empty for what the texts are in',
      max: 35,
      options: expect.arrayContaining(['de', 'pt-BR', 'zh-Hant']) as unknown as readonly string[],
    },
    takes: [
      [undefined, ''],
      ['', ''],
      ...['de', 'en-US', 'zh-TW', 'pt-BR', 'sr-Latn', 'ff-Adlm', 'es-419', 'de-1996', 'ar-u-nu-latn', 'qaa-Qaaa-QM-x-own'].map(
        (tag) => [tag, tag] as const,
      ),
      // One spelling: its case, what a tag of before is today, an extended language as a language.
      ['EN', 'en'],
      ['zh-HANT-hk', 'zh-Hant-HK'],
      ['iw', 'he'],
      ['cmn-TW', 'zh-TW'],
      ['zh-yue-HK', 'yue-HK'],
      ['zh-cmn-Hans', 'zh-Hans'],
      ['i-klingon', 'tlh'],
      ['x-own', 'und'],
      ['X-a-B1-12345678', 'und'],
      ['zh-min-nan', 'nan'],
      ['sl-rozaj-biske', 'sl-biske-rozaj'],
      ['en-GB-oed', 'en-GB-oxendict'],
    ],
    refuses: [
      'en_US',
      'e',
      'English please',
      'de-',
      'abcd',
      'de-DE-DE',
      ' de',
      'x-',
      'x-nine-characters',
      `en-x-${'a1-'.repeat(12)}b`,
      '-',
      7,
      null,
    ],
  },
  'a day that may be left out': {
    schema: date({ label: 'Last day', initial: '' }),
    info: { kind: 'date', label: 'Last day', allowed: 'a day such as 2026-05-14, or empty' },
    takes: [
      [undefined, ''],
      ['', ''],
      ['2028-02-29', '2028-02-29'],
    ],
    refuses: ['2027-02-29', '2026-5-14', ' ', null],
  },
  'a list of texts that are long together': {
    schema: texts({ label: 'Speakers', max: 3, maxItems: 4, maxTotal: 5 }),
    info: {
      kind: 'texts',
      label: 'Speakers',
      allowed: 'up to 4 texts of 1 to 3 characters each, 5 together',
      min: 0,
      max: 4,
      each: 3,
      maxTotal: 5,
    },
    takes: [
      [
        ['👩👩👩', 'bc'],
        ['👩👩👩', 'bc'],
      ],
    ],
    refuses: [['abc', 'abc'], ['abcd'], ['a', 'b', 'c', 'd', 'e']],
  },
};
