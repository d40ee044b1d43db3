// The step examples, in CI alone: an example that has changed takes the tests about it away, which nobody would notice there.
import { listed, plural } from '../../cli/terminal/plural.ts';
import { RECORD } from './example-templates.ts';
import { changedExamples } from './left-out-files.ts';
import type { StepResult } from './step.ts';

export function checkExamples(changed = changedExamples()): readonly StepResult[] {
  if (changed.length === 0) return [{ step: 'examples', ok: true, summary: 'as recorded, or gone' }];
  const [are, still, entries, have, tests] =
    changed.length === 1
      ? ['is', 'it is still an example', 'its entry', 'it has', 'the tests about it']
      : ['are', 'they are still examples', 'their entries', 'they have', 'the tests about them'];
  return [
    {
      step: 'examples',
      ok: false,
      summary: `${plural(changed.length, 'example')} changed`,
      details: `${listed(changed)} ${are} not as ${RECORD} has it: where ${still} of Edgecard, run \`npm run check -- --record-examples\` and commit the file; where ${have} become your own, delete ${entries} there, and ${tests} are left out.`,
    },
  ];
}
