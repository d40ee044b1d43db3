import { expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { EXAMPLES, hashOfTemplate, recordedExamples } from '../../../tools/check/example-templates.ts';
import { examplesOf, filesAboutMissingExamples, leftOutFiles, leftOutSentence } from '../../../tools/check/left-out-files.ts';

test('a file names the examples that it is about before its code', () => {
  expect(examplesOf("// @examples score article\nimport './a.ts';\n")).toEqual(['score', 'article']);
  expect(examplesOf('// What the file is for.\n// @examples quote\n')).toEqual(['quote']);
  expect(examplesOf("import './a.ts';\n")).toEqual([]);
  expect(examplesOf(`${' '.repeat(2_000)}\n// @examples quote\n`)).toEqual([]);
});

test('a file is left out when one of its examples is not as it was shipped, and the sentence names that example', () => {
  const all = new Set(EXAMPLES);
  expect(leftOutFiles(all)).toEqual({ files: [], examples: [] });
  expect(leftOutSentence({ files: [], examples: [] })).toBeUndefined();
  const none = leftOutFiles(new Set());
  expect(none.files.length).toBeGreaterThan(0);
  expect(none.examples.filter((name) => !all.has(name))).toEqual([]);
  const without = leftOutFiles(new Set([...all].filter((name) => name !== 'score')));
  expect(without.examples).toEqual(['score']);
  expect(none.files).toEqual(expect.arrayContaining([...without.files]));
});

test('one sentence says how many files are left out, and about which templates', () => {
  expect(leftOutSentence({ files: ['a.test.ts'], examples: ['quote'] })).toBe(
    '1 file about the example template quote is left out: the catalogue does not have it as Edgecard ships it.',
  );
  expect(leftOutSentence({ files: ['a.test.ts', 'b.test.ts'], examples: ['quote', 'score'] })).toBe(
    '2 files about the example templates quote, score are left out: the catalogue does not have them as Edgecard ships them.',
  );
});

test('what is left out now is about examples that are gone or changed', () => {
  const { files, examples } = leftOutFiles();
  expect(filesAboutMissingExamples()).toEqual(files);
  const names = new Set<string>(TEMPLATE_NAMES);
  const asShipped = examples.filter((name) => names.has(name) && hashOfTemplate(name) === recordedExamples()[name]);
  expect(asShipped).toEqual([]);
});
