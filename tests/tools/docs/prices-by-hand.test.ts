// What something costs is computed in cli/cost/ and written into the documents by `npm run docs`. A figure that somebody has typed stays
// when the prices, the times or the resources have changed.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../project-path.ts';
import { documentsIn, documentsWithTables } from '../../../tools/docs/documents.ts';

/** An amount of money: `1.20 USD`, `USD 5`, `$3`, `3 dollars`, `40 cents`. A shell's `$1` and a template's `${…}` are none. */
const AMOUNT = /\d[\d.,]*\s*(?:USD|dollars?|cents?|€|EUR)\b|\b(?:USD|EUR)\s*\d|(?<![\w"'`{(\\])\$\d[\d.,]*(?:[\s/|]|$)|€\s*\d/gm;
const PLACE = /<!-- ([^/][^>]*?) -->[\s\S]*?<!-- \/\1 -->/g;

function amountsIn(text: string): readonly string[] {
  return [...text.replace(PLACE, '').matchAll(AMOUNT)].map(([amount]) => amount.trim());
}

const read = (path: string) => readFileSync(projectPath(path), 'utf8');
// What was said of a release was true of it. What others charged when their page was read, stands in no other document.
const documents = documentsIn(projectPath()).filter((path) => path !== 'CHANGELOG.md' && !path.startsWith('out/'));
const commented = globSync(['serverless.yml', 'infra/**/*.{yml,cjs,json}', '{edge,cloud,local,cli,tools}/**/*.{ts,js}'], {
  cwd: projectPath(),
}).filter((path) => !path.startsWith('cli/cost/'));

test('no amount of money stands in a document by hand', () => {
  expect(documents.length).toBeGreaterThan(documentsWithTables(projectPath()).length);
  expect(documents.flatMap((path) => amountsIn(read(path)).map((amount) => `${path}: ${amount}`))).toEqual([]);
});

test('nor in a comment of the templates or of the code', () => {
  expect(commented.length).toBeGreaterThan(100);
  expect(commented.flatMap((path) => amountsIn(read(path)).map((amount) => `${path}: ${amount}`))).toEqual([]);
});

test.each(['1 USD a month', 'costs 0.085 USD', 'USD 5', 'about $3 each', '| $11 |', '40 cents', '2 dollars'])(
  '%j is an amount',
  (text) => {
    expect(amountsIn(text)).toHaveLength(1);
  },
);

test.each(['<!-- cost: key -->1.00 USD<!-- /cost: key --> a month', '"$1"', '`$1`', 'a USD price', '10 % of 5 GB'])(
  '%j is none by hand',
  (text) => {
    expect(amountsIn(text)).toEqual([]);
  },
);
