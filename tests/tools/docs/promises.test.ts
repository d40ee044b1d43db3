import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { CACHE_CONTROL } from '../../../edge/core/answers.ts';
import { projectPath } from '../../../project-path.ts';
import { ANSWER_ROWS } from '../../../tools/docs/answers-table.ts';
import { PROMISES } from '../../faults/expected.ts';

const page = readFileSync(projectPath('docs/9-failures.md'), 'utf8');

/** Cache times as people say them; written out, so that they are held against the code and not by it. */
const TIMES: Readonly<Record<number, string>> = { 31536000: '1 year', 300: '5 min', 60: '60 s', 30: '30 s', 2: '2 s', 0: 'no' };

/** No fault, but a switch. */
const DRAWING_OFF = 'the fallback picture, 5 min, false';

test('docs/9-failures.md has every answer that the code gives, and what the faults are held against', () => {
  expect(new Set(ANSWER_ROWS.map(({ kept }) => kept))).toEqual(new Set(Object.keys(CACHE_CONTROL)));
  const table = /<!-- answers -->\n.+\n.+\n([\s\S]+?)\n<!--/.exec(page)?.[1] ?? '';
  const rows = table.split('\n').map((row) => {
    const [gets, kept, stored] = row.split(' | ').slice(1);
    return `${gets}, ${kept}, ${stored?.startsWith('yes') ?? false}`;
  });
  // The faults see CloudFront's own errors; viewers see the fallback picture in their place, for as long.
  const { cloudfront, ...promises } = PROMISES;
  const promised = Object.values(promises).map(({ shown, keptSeconds, stored }) => {
    const gets = shown === 'nothing' ? 'headers only' : `the ${shown}`;
    return `${gets}, ${TIMES[keptSeconds]}, ${stored}`;
  });
  expect(new Set(rows)).toEqual(
    new Set([...promised, `the fallback picture, ${TIMES[cloudfront.keptSeconds]}, false`, DRAWING_OFF]),
  );
});
