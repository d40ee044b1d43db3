import { describe, expect, test } from '@jest/globals';
import { MAX_PATH_LENGTH, signCardPath } from '../../../card-schema/card-path.ts';
import { type Card, createCard, TEMPLATE_NAMES, type TemplateName, templateNamed } from '../../../card-schema/catalogue.ts';
import { date, type FieldInfo, fieldInfo, image, integer, language, text, texts } from '../../../card-schema/fields.ts';
import { normalizeImageAddress } from '../../../card-schema/image-address.ts';
import { MAX_LANGUAGE_CHARACTERS } from '../../../card-schema/languages/tag.ts';
import { longestCard, longestCardProblems } from '../../../tools/check/longest-cards.ts';
import { fc } from '../../support/fast-check.ts';

const KEY = 'a key for tests only';

/** The worst values that a field takes, made and not computed. */
function worstOf({ kind, max = 0, each = 0, maxTotal = max * each, options = [] }: FieldInfo): unknown {
  switch (kind) {
    case 'integer':
      return max;
    case 'text':
      return '𠀀'.repeat(max);
    case 'texts':
      return Array.from({ length: max }, (_, at) =>
        '𠀀'.repeat(Math.min(each, Math.floor((maxTotal * (at + 1)) / max) - Math.floor((maxTotal * at) / max))),
      );
    case 'date':
      return '2026-09-30';
    case 'image':
      return 'https://images.edgecard.test/'.padEnd(max, 'a');
    default:
      return options.toSorted((a, b) => b.length - a.length)[0];
  }
}

function worstCard(template: TemplateName): Card {
  const { fields } = templateNamed(template);
  return createCard(
    template as string,
    Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, worstOf(fieldInfo(schema))])),
  );
}

describe.each(TEMPLATE_NAMES)('the longest card of %s', (template) => {
  test('has an address', async () => {
    const path = await signCardPath(worstCard(template), KEY, '0123456789ab');
    expect(path.length).toBeLessThanOrEqual(MAX_PATH_LENGTH);
    const { pathLength } = longestCard(template, templateNamed(template));
    expect(pathLength).toBeLessThanOrEqual(MAX_PATH_LENGTH);
    // The language's longest tag may be longer than those that it lists.
    expect(pathLength - path.length).toBeGreaterThanOrEqual(0);
    expect(pathLength - path.length).toBeLessThan(80);
  });
});

test('all templates of this project pass', () => {
  expect(longestCardProblems()).toEqual([]);
});

describe('a template whose longest card has no address', () => {
  test('is refused with what to shorten', () => {
    const fields = {
      words: text({ label: 'Words', max: 600 }),
      names: texts({ label: 'Names', max: 40, maxItems: 4 }),
      cover: image({ label: 'Cover' }),
      day: date({ label: 'Day' }),
    };
    expect(longestCardProblems({ poem: { addressing: 'open', fields } })).toEqual([
      expect.stringMatching(
        /^poem: the path of its longest card has 5\d{3} characters, 1\d{3} more than 4096\..* Lower a max: of the path are words \(600 characters\) 3203, cover \(1000 characters\) 1336, names \(4 texts of 160 characters together\) 8\d\d\.$/,
      ),
    ]);
  });

  test.each([
    [-1, 0],
    [0, 0],
    [1, 1],
  ])('is distinguished from one that fits by a single character (%d)', (more, problems) => {
    const lengthWith = (max: number) =>
      longestCard('t', { addressing: 'open', fields: { words: text({ label: 'W', max }) } }).pathLength;
    const most = Array.from({ length: 1000 }, (_, at) => at + 1).findLast((max) => lengthWith(max) <= MAX_PATH_LENGTH) ?? 0;
    expect(lengthWith(most)).toBeGreaterThan(MAX_PATH_LENGTH - 6);
    const fields = { words: text({ label: 'W', max: most + more }) };
    expect(longestCardProblems({ t: { addressing: 'open', fields } })).toHaveLength(problems);
  });

  test('may be a closed one', () => {
    const fields = Object.fromEntries(
      Array.from({ length: 600 }, (_, at) => [`n${at}`, integer({ label: 'N', min: 0, max: 999_999 })]),
    );
    expect(longestCardProblems({ many: { addressing: 'closed', fields } })).toHaveLength(1);
    const few = { n0: integer({ label: 'N', min: 0, max: 9 }) };
    const lengthOf = (template: Parameters<typeof longestCard>[1]) => longestCard('few', template).pathLength;
    for (const addressing of ['root', 'closed'] as const)
      expect(lengthOf({ addressing, signed: true, fields: few })).toBe(
        lengthOf({ addressing, fields: few }) + '.'.length + 'A'.repeat(22).length,
      );
    expect(
      longestCardProblems({ few: { addressing: 'closed', fields: { n0: integer({ label: 'N', min: 0, max: 9 }) } } }),
    ).toEqual([]);
  });
});

describe('no value is longer in a payload than the check takes it for:', () => {
  test('every character that a text takes', () => {
    const schema = text({ label: 'T', max: 3 });
    const bytesOf = (value: string) => Buffer.byteLength(JSON.stringify(value)) - '""'.length;
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      if (bytesOf(character) > 4)
        expect([point, bytesOf(String(schema.safeParse(`a${character}a`).data ?? '')) <= 6]).toEqual([point, true]);
    }
    expect(bytesOf(String(schema.parse('"\\"')))).toBe(6);
  });

  test('every image address', () => {
    const ends = fc.stringMatching(/^[\\"'<>^`{|}a-z?&=#é漢 ]{0,60}$/);
    fc.assert(
      fc.property(ends, ends, (path, query) => {
        const found = normalizeImageAddress(`https://images.edgecard.test/${path}?${query}`);
        if ('address' in found) expect(JSON.stringify(found.address)).toHaveLength(found.address.length + 2);
        if ('address' in found) expect(found.address).toMatch(/^[!-~]+$/);
      }),
      { numRuns: 2000 },
    );
    expect(fieldInfo(image({ label: 'I' })).max).toBe(1000);
  });

  test('every language', () => {
    const { max, options = [] } = fieldInfo(language());
    expect(max).toBe(MAX_LANGUAGE_CHARACTERS);
    expect(options.filter(({ length }) => length > MAX_LANGUAGE_CHARACTERS)).toEqual([]);
  });
});
