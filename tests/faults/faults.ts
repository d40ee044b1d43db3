// @examples article quote score
// `npm run faults`: every fault on the zips as they ship (`npm run package` makes them), as a table. `--only TEXT` runs those
// whose seam and name hold the text, `--source` the functions from their source (as faults of images do in any case), and `--docs`
// keeps the results and updates docs/9-failures.md with them. Ends with 1 where something was seen that was not promised.
import { writeFile } from 'node:fs/promises';
import { onEndingSignal } from '../../cli/terminal/ending-signals.ts';
import { UsageError } from '../../cli/terminal/errors.ts';
import { plural } from '../../cli/terminal/plural.ts';
import { beginScript } from '../../cli/terminal/script.ts';
import { projectPath } from '../../project-path.ts';
import { type FaultResult, type FaultRun, RESULTS_FILE } from '../../tools/docs/fault-results.ts';
import { runEnvironment } from '../../tools/docs/run-environment.ts';
import { tables } from '../../tools/docs/tables.ts';
import { writeDocuments } from '../../tools/docs/write-documents.ts';
import { processTree } from '../bench/process-tree.ts';
import { type FaultBench, startFaultBench } from './bench.ts';
import { FAULTS } from './list/all-faults.ts';
import { runFault } from './run-fault.ts';

const { options } = beginScript({
  call: 'npm run faults --',
  description: 'plants every fault on the zips of `npm run package`, and holds what a viewer sees against what is promised',
  options: {
    only: { type: 'string', value: 'TEXT', description: 'only those whose seam and name hold the text', initial: '' },
    source: { type: 'boolean', description: 'runs the functions from their source' },
    docs: { type: 'boolean', description: 'keeps the results and updates docs/9-failures.md; for all faults on the zips' },
  },
});

if (options.docs && (options.only !== '' || options.source))
  throw new UsageError('--docs is for all faults on the zips: leave --only and --source out.');

const bench = await startFaultBench(options.source ? 'source' : 'shipped');
/** For what needs the source, where the others run on the zips. */
let sourceBench: FaultBench | undefined = options.source ? bench : undefined;
const close = async () => {
  if (sourceBench !== bench) await sourceBench?.close();
  await bench.close();
};
const release = onEndingSignal(() => {
  release(); // the second ends it at once
  void close().finally(() => process.exit(1));
});

const results: FaultResult[] = [];
/** Faults of which the bench itself saw no end. */
let broken = 0;
const start = performance.now();
try {
  for (const fault of FAULTS) {
    const title = `${fault.seam}: ${fault.name}`;
    if (!title.includes(options.only) || (fault.shipped && options.source)) continue;
    if (fault.source) sourceBench ??= await startFaultBench('source');
    const used = (fault.source && sourceBench) || bench;
    const result = await runFault(used, fault).catch((error: unknown) => void console.log(`FAIL ${title}`, error));
    if (result) console.log(lineOf(title, result));
    if (result) results.push(result);
    else broken++;
    // What one fault has broken for good must not be taken for the next one's doing.
    if (!result || result.violations.length > 0) await used.sandbox.renew();
  }
} finally {
  await close();
}

const seconds = Math.round((performance.now() - start) / 1000);
const left = processTree(process.pid).length - 1;
const violated = results.filter(({ violations }) => violations.length > 0).length;
const failed = violated + broken + (left > 0 ? 1 : 0);
console.log(
  `\n${plural(results.length, 'fault')} in ${seconds} s, ${violated} with violations, ${plural(left, 'process', 'processes')} left`,
);

if (options.docs && broken === 0) {
  const run: FaultRun = { ...(await runEnvironment()), results };
  await writeFile(RESULTS_FILE, `${JSON.stringify(run, undefined, 2)}\n`);
  await writeDocuments(projectPath(), tables());
}

function lineOf(title: string, { shown, ms, kept, stored, next, violations }: FaultResult): string {
  const verdict = violations.length === 0 ? 'ok  ' : 'FAIL';
  const seen = `${shown}, ${ms} ms, kept ${kept.heldSeconds ?? 0} to ${kept.againSeconds ?? '∞'} s, ${stored ? 'stored' : 'not stored'}; next ${next.shown}, ${next.ms} ms`;
  return [`${verdict} ${title.padEnd(72)} ${seen}`, ...violations.map((violation) => `     - ${violation}`)].join('\n');
}

console.log(`${results.length - violated} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
