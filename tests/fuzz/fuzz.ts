// `npm run fuzz`: millions of broken inputs for everything that reads what strangers send, then long hostile ones to see how the time
// grows. `--seconds N` for all targets together (60) or `--cases N` for each of them, `--seed TEXT` (today's date). With the same seed
// and number of cases it tries the same on every machine. Ends with 1 where a promise was broken, with the input that did it: it belongs
// into seeds.json. The last line is the summary in JSON.
import { plural } from '../../cli/terminal/plural.ts';
import { beginScript } from '../../cli/terminal/script.ts';
import { type FuzzResult, fuzzTarget } from './fuzz-target.ts';
import { type Growth, LENGTHS, LINEAR_BELOW, measureGrowth } from './growth.ts';
import { TARGETS } from './targets.ts';

/** Most cases are refused, and the frames of a stack cost more than the refusal. */
Error.stackTraceLimit = 3;
const MAX_FULL_MS = 250;

const { options } = beginScript({
  call: 'npm run fuzz --',
  description: 'gives broken inputs to everything that reads what strangers send, and hostile ones of growing length',
  options: {
    seconds: { type: 'number', value: 'N', description: 'for all targets together', min: 0.1, max: 3600, initial: 60 },
    cases: { type: 'integer', value: 'N', description: 'for each target, instead of --seconds', min: 1, max: 1e9 },
    seed: { type: 'string', value: 'TEXT', description: 'of the inputs', initial: new Date().toISOString().slice(0, 10) },
  },
  notes: 'With the same seed and number of cases it tries the same on every machine. The last line is the summary in JSON.',
});
const { seconds } = options;
const casesEach = options.cases ?? Number.POSITIVE_INFINITY;

const count = (value: number) => Math.round(value).toLocaleString('en-US');
const row = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(' | ')} |`);

console.log(`Seed: ${options.seed}\n`);
row(['Target', 'Cases', 'Cases a second', 'of computing', 'Outcomes', 'Crashes', 'Worst of 1,024 characters']);
row(['---', '---:', '---:', '---:', '---:', '---:', '---:']);
const results: FuzzResult[] = [];
for (const target of TARGETS) {
  const result = await fuzzTarget(target, {
    seed: options.seed,
    cases: casesEach,
    seconds: options.cases ? Number.POSITIVE_INFINITY : seconds / TARGETS.length,
  });
  results.push(result);
  const { name, cases, outcomes, crashes, full } = result;
  row([
    name,
    count(cases),
    count(cases / result.seconds),
    count(cases / result.cpuSeconds),
    outcomes.size,
    crashes.length,
    `${full.worstMs.toFixed(2)} ms`,
  ]);
}

console.log('\nMilliseconds of computing:\n');
const lengths = [...new Set([LENGTHS, ...TARGETS.map((target) => target.lengths ?? [])].flat())].sort((a, b) => a - b);
row([
  'Target',
  'Hostile input',
  ...lengths.map((length) => (length < 1024 ? length : `${length / 1024}k`)),
  'Grows as length to the',
]);
row(['---', '---', ...lengths.map(() => '---:'), '---:']);
const growths: Growth[] = [];
for (const target of TARGETS) {
  for await (const growth of measureGrowth(target)) {
    growths.push(growth);
    row([
      growth.target,
      growth.input,
      ...lengths.map((length) => growth.ms.get(length)?.toFixed(2) ?? ''),
      growth.exponent.toFixed(2),
    ]);
  }
}

const crashes = results.flatMap(({ name, crashes }) => crashes.map((crash) => ({ target: name, ...crash })));
for (const { target, input, error } of crashes) console.error(`\n${target}: ${JSON.stringify(input)}\n${error}`);
const slow = growths.filter(({ exponent }) => exponent >= LINEAR_BELOW);
for (const { target, input, exponent } of slow)
  console.error(`\n${target}: "${input}" grows as length to the ${exponent.toFixed(2)}.`);
const late = results.filter(({ full }) => full.worstMs > MAX_FULL_MS);
for (const { name, full } of late) console.error(`\n${name}: 1,024 characters took ${full.worstMs.toFixed(0)} ms.`);

const cases = results.reduce((sum, result) => sum + result.cases, 0);
const spent = results.reduce((sum, result) => sum + result.seconds, 0);
const computed = results.reduce((sum, result) => sum + result.cpuSeconds, 0);
console.log(
  `\n${count(cases)} cases in ${spent.toFixed(0)} s, ${count(cases / spent)} a second; ${plural(crashes.length, 'crash', 'crashes')}.`,
);
console.log(
  JSON.stringify({
    seed: options.seed,
    cases,
    casesPerSecond: Math.round(cases / spent),
    casesPerCpuSecond: Math.round(cases / computed),
    crashes: crashes.length,
    worstMsOf1024: Math.max(...results.map(({ full }) => full.worstMs)),
    worstExponent: Math.max(...growths.map(({ exponent }) => exponent)),
  }),
);
if (crashes.length > 0 || slow.length > 0 || late.length > 0) process.exitCode = 1;
