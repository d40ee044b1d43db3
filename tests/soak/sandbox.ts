// @examples article
// `npm run soak`: 5,000 random cards in one sandbox of the packaged function. First none has a fault for so long that the browser
// grows old twice; of the rest so many that it is 1 % of all. Memory and scratch must stay flat, no process may be left over,
// drawing must not become slower, and pictures of and after a fault must be those of their cards. `--cards N`, `--seed TEXT`,
// `--json`. Wants `npm run package`. Ends with 1 where a card was not answered as it must be, or where something grew. A complete
// run in which all is well writes results.json and the account in docs/11-performance.md.
import { setTimeout as sleep } from 'node:timers/promises';
import { beginScript } from '../../cli/terminal/script.ts';
import { createRandom } from '../../tools/profile/gallery/random.ts';
import { meanOf, percentile, rounded } from '../bench/statistics.ts';
import { signalTo } from '../faults/signals.ts';
import { type Given, unlikeDrawnApart } from './drawn-apart.ts';
import { judge, type Sample } from './judgement.ts';
import { openPackagedSandbox } from './packaged-sandbox.ts';
import { keepResults } from './results.ts';
import { linesOf, summaryOf } from './sandbox-report.ts';
import { FAULTS, type Fault, planSoak, soakCard, withoutImages } from './soak-cards.ts';

const DEFAULT_CARDS = 5000;
const DEFAULT_SEED = 'soak';

const { options } = beginScript({
  call: 'npm run soak --',
  description: 'draws random cards and faults in one sandbox of the packaged function, and looks whether anything grows',
  options: {
    cards: { type: 'integer', value: 'N', description: 'how many', min: 1, max: 10_000_000, initial: DEFAULT_CARDS },
    seed: { type: 'string', value: 'TEXT', description: 'of the cards and faults', initial: DEFAULT_SEED },
    json: { type: 'boolean', description: 'prints the summary as JSON, and nothing else' },
  },
  notes: 'Wants `npm run package`. A complete run in which all is well writes results.json and docs/11-performance.md.',
});
const random = createRandom(options.seed);
const plan = planSoak(options.cards, random);
const sandbox = await openPackagedSandbox();

const samples: Sample[] = [];
/** After each card the process id of the browser. */
const browsers: number[] = [];
const wrong: string[] = [];
/** Pictures that are looked at in the end. */
const given: Given[] = [];
let drawMs: number[] = [];
let processorMs: number[] = [];
const started = performance.now();
try {
  for (let number = 1; number <= plan.cards; number++) {
    await drawOne(number, plan.faults.get(number));
    browsers.push(sandbox.browser()[0] ?? 0);
    if (number % plan.sampleEvery === 0) await sample(number);
  }
  await sandbox.end();
  for (const name of await unlikeDrawnApart(given, sandbox)) wrong.push(`${name}: the picture is not that of the card`);
} finally {
  await sandbox.close();
}
const seconds = Math.round((performance.now() - started) / 1000);
await report();

async function drawOne(number: number, fault: Fault | undefined): Promise<void> {
  const name = `card ${number}${fault ? `, ${fault}` : ''}`;
  const card = soakCard(options.seed, number, fault);
  if (fault === 'killed before') signalTo(sandbox.browser(), 'SIGKILL');
  if (fault === 'frozen before') signalTo(sandbox.browser(), 'SIGSTOP');
  const answering = sandbox.ask(card);
  if (fault === 'killed while drawing') {
    await sleep(random.integer(1, 25));
    signalTo(sandbox.browser(), 'SIGKILL');
  }
  const { status, picture, totalMs, processorMs: spentMs } = await answering;
  const wanted = fault === 'image refused' ? 'incomplete' : card.template === 'default' ? 'default' : 'drawn';
  if (status !== wanted) wrong.push(`${name}: ${status}: ${(sandbox.log.at(-1) ?? '').slice(0, 400)}`);
  // A card whose image cannot be had looks like one that has none.
  else if (fault || plan.faults.has(number - 1) || number % plan.sampleEvery === 0)
    given.push({ name, card: withoutImages(card), pictures: [picture] });
  if (fault || status !== 'drawn') return;
  if (totalMs === undefined) wrong.push(`${name}: drawn without its time in server-timing`);
  else {
    drawMs.push(totalMs);
    processorMs.push(spentMs);
  }
}

async function sample(number: number): Promise<void> {
  const taken: Sample = {
    cards: number,
    ...(await sandbox.look()),
    drawMs: rounded(percentile(drawMs, 0.5)),
    processorMs: rounded(meanOf(processorMs)),
  };
  drawMs = [];
  processorMs = [];
  samples.push(taken);
  if (options.json) return;
  const figures = Object.entries(taken).map(([name, value]) => `${name} ${value}`);
  console.log(figures.join('  '));
}

async function report(): Promise<void> {
  const packMisses = sandbox.log.filter((line) => line.includes('"event":"pack_miss"')).length;
  const faults = Object.fromEntries(
    FAULTS.map((fault) => [fault, [...plan.faults.values()].filter((one) => one === fault).length]),
  );
  const counts = { seconds, faults, pictures: given.length, wrong, packMisses };
  const run = { ...plan, samples, browsers };
  const judged = { ...run, ...counts, judgement: judge(run) };
  const summary = summaryOf(judged);
  const { problems } = judged.judgement;
  if (options.json) console.log(JSON.stringify({ ...summary, wrong, problems }));
  else for (const line of linesOf(judged)) console.log(line);
  if (wrong.length + problems.length > 0) process.exit(1);
  if (plan.cards === DEFAULT_CARDS && options.seed === DEFAULT_SEED) await keepResults({ sandbox: summary });
  process.exit(0);
}
