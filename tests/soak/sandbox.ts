// `npm run soak`: 5,000 random cards in one sandbox of the packaged function, 1 % of them with a fault. Memory and scratch must
// stay flat, no process may be left over, and drawing must not become slower. `--cards N`, `--seed TEXT`, `--json`.
// Wants `npm run package`. Ends with 1 where a card was not answered as it must be, or where something grew.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { CloudFrontResultResponse } from 'aws-lambda';
import { formatCardKey } from '../../card-schema/card-key.ts';
import { type Card, createCard, templateNamed } from '../../card-schema/catalogue.ts';
import { aboutField } from '../../card-schema/fields.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { createRandom } from '../../local/profile/gallery/random.ts';
import { templateCard } from '../../local/profile/gallery/template-card.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS, localConfigHeaders } from '../../local/stack/config.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { startLambda } from '../artifact/lambda.ts';
import { makeMinimalRoot } from '../artifact/minimal-root.ts';
import { bytesOnDisk } from '../bench/bytes-on-disk.ts';
import { readPackage } from '../bench/packages.ts';
import { processTree, programOf, pssBytes, zombiesAmong } from '../bench/process-tree.ts';
import { parseServerTiming } from '../bench/server-timing.ts';
import { percentile, rounded } from '../bench/statistics.ts';
import { originResponseEvent } from '../support/events.ts';
import { liveHeapBytes } from './live-heap.ts';
import { UNSEEN_SENTENCES } from './sentences.ts';
import { type Trend, trendOf } from './trend.ts';

const project = join(import.meta.dirname, '../..');
const { values: options } = parseArgs({
  options: {
    cards: { type: 'string', default: '5000' },
    seed: { type: 'string', default: 'soak' },
    json: { type: 'boolean', default: false },
  },
});
const cards = Number(options.cards);
const random = createRandom(options.seed);

/** One in a hundred cards meets one. */
const FAULT_SHARE = 0.01;
const FAULTS = ['killed before', 'killed while drawing', 'frozen before', 'image refused'] as const;
type Fault = (typeof FAULTS)[number];
const SAMPLE_EVERY = 100;
const MB = 1024 * 1024;
/** What may be left of a slope that is none: beyond it, and beyond twice its error, the sandbox grows. */
const FLAT_MB_PER_1000_CARDS = 2;
const FLAT_MS_PER_1000_CARDS = 1;
/** By then every kind of card has been drawn. */
const SETTLED_AFTER = 500;
const FLAT_HEAP_MB = 3;
/** Scripts that the card site has fonts for: a card of which nothing can be drawn is refused. */
const LANGUAGES = UNSEEN_SENTENCES.filter(({ tag }) => !['ka', 'hy', 'am', 'km', 'my', 'te', 'ml'].includes(tag));
/** An example's image, which no deployment may show unless its hosts are allowed. */
const REFUSED_IMAGE = 'https://images.edgecard.test/harbour.jpg';

interface Sample {
  readonly cards: number;
  readonly functionMB: number;
  readonly browserMB: number;
  readonly scratchMB: number;
  readonly processes: number;
  readonly zombies: number;
  /** Median of the drawings since the sample before. */
  readonly drawMs: number;
}

const { zip, objects, designVersions } = await readPackage(project);
const data = await mkdtemp(join(tmpdir(), 'edgecard-soak-s3-'));
const store = await openLocalStore(data, 0);
for (const [Key, file] of Object.entries(objects))
  await store.client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body: await readFile(file) }));
const directory = join(project, 'dist/upload/card-site');
const site = await startCardSite({ port: 0, directory, pageKeys: [DEVELOPMENT_KEYS.page] });
const root = await makeMinimalRoot();
await root.install(zip, '/var/task');
const lambda = await startLambda({
  root,
  task: '/var/task',
  handler: 'edge/origin-response.handler',
  s3: { endpoint: store.endpoint, ...LOCAL_CREDENTIALS },
});

/** [after so many cards, MB] */
const liveHeap: [number, number][] = [];
const samples: Sample[] = [];
const wrong: string[] = [];
const faults: Partial<Record<Fault, number>> = {};
let drawMs: number[] = [];
const started = performance.now();
try {
  for (let number = 1; number <= cards; number++) {
    const fault = random.chance(FAULT_SHARE) && number > 1 ? random.pick(FAULTS) : undefined;
    await drawOne(number, fault);
    if (number % SAMPLE_EVERY === 0) samples.push(await sample(number));
    if (number === SETTLED_AFTER || number === cards) liveHeap.push([number, await liveHeapMB()]);
  }
} finally {
  await lambda.kill();
  await Promise.all([root.remove(), site.close(), store.close()]);
  await rm(data, { recursive: true, force: true });
}
report();

async function drawOne(number: number, fault: Fault | undefined): Promise<void> {
  const card = soakCard(number, fault);
  const event = originResponseEvent(`/${formatCardKey(card, designVersions)}`, { config: localConfigHeaders(site.origin) });
  if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
  if (fault === 'killed before') signalBrowser('SIGKILL');
  if (fault === 'frozen before') signalBrowser('SIGSTOP');
  const answering = lambda.invoke<CloudFrontResultResponse>(event);
  if (fault === 'killed while drawing') {
    await sleep(random.integer(1, 25));
    signalBrowser('SIGKILL');
  }
  const { headers } = await answering;
  const header = (name: string) => headers?.[name]?.[0]?.value ?? '';
  const status = header('x-card-status');
  const wanted = fault === 'image refused' ? 'fallback' : card.template === 'default' ? 'default' : 'drawn';
  if (status !== wanted)
    wrong.push(`card ${number}${fault ? `, ${fault}` : ''}: ${status}: ${(lambda.log.at(-1) ?? '').slice(0, 400)}`);
  if (fault || status !== 'drawn') return;
  const { total } = parseServerTiming(header('server-timing'));
  if (total === undefined) wrong.push(`card ${number}: drawn without its time in server-timing`);
  else drawMs.push(total);
}

/** A random card without images: the sandbox has no way to the network but S3 and the card site. */
function soakCard(number: number, fault: Fault | undefined): Card {
  if (fault === 'image refused') return createCard('article', { title: `Refused ${number}`, author: 'Bo', cover: REFUSED_IMAGE });
  const { template, params } = templateCard(options.seed, number, LANGUAGES);
  const isImage = (name: string) => {
    const field = templateNamed(template).fields[name];
    return field !== undefined && aboutField(field).kind === 'image';
  };
  const imageless = Object.entries(params).map(([name, value]) => [name, isImage(name) ? '' : value]);
  return createCard(template, Object.fromEntries(imageless) as never);
}

function browserPids(): readonly number[] {
  return processTree(lambda.pid).filter((pid) => !/^(unshare|node|MainThread)$/.test(programOf(pid)));
}

async function liveHeapMB(): Promise<number> {
  const browser = browserPids();
  const node = processTree(lambda.pid).find((pid) => !browser.includes(pid) && programOf(pid) !== 'unshare');
  return rounded((await liveHeapBytes(node ?? 0)) / MB);
}

function signalBrowser(signal: NodeJS.Signals): void {
  for (const pid of browserPids()) {
    try {
      process.kill(pid, signal);
    } catch {
      // it has just ended by itself
    }
  }
}

async function sample(number: number): Promise<Sample> {
  const tree = processTree(lambda.pid);
  const browser = browserPids();
  const sumOf = (pids: readonly number[]) => rounded(pids.reduce((sum, pid) => sum + pssBytes(pid), 0) / MB);
  const taken: Sample = {
    cards: number,
    functionMB: sumOf(tree.filter((pid) => !browser.includes(pid))),
    browserMB: sumOf(browser),
    scratchMB: rounded((await bytesOnDisk(join(root.folder, 'tmp'))) / MB),
    processes: tree.length,
    zombies: zombiesAmong(tree).length,
    drawMs: rounded(percentile(drawMs, 0.5)),
  };
  drawMs = [];
  if (!options.json)
    console.log(
      Object.entries(taken)
        .map(([name, value]) => `${name} ${value}`)
        .join('  '),
    );
  return taken;
}

function report(): void {
  // The first cards fill caches; a browser is young after each of its replacements, so its memory is judged by its peaks.
  const settled = samples.slice(Math.min(5, Math.max(0, samples.length - 3)));
  const trend = (of: (sample: Sample) => number): Trend => trendOf(settled.map((one) => [one.cards / 1000, of(one)]));
  const trends = {
    browserMB: trend(({ browserMB }) => browserMB),
    scratchMB: trend(({ scratchMB }) => scratchMB),
    drawMs: trend(({ drawMs: ms }) => ms),
  };
  const grew = Object.entries(trends)
    .filter(
      ([name, { slope, error }]) => slope - 2 * error > (name === 'drawMs' ? FLAT_MS_PER_1000_CARDS : FLAT_MB_PER_1000_CARDS),
    )
    .map(([name]) => name);
  const [[, heapThen = Number.NaN] = [], [, heapNow = Number.NaN] = []] = liveHeap;
  if (heapNow - heapThen > FLAT_HEAP_MB) grew.push('liveHeapMB');
  const zombies = Math.max(...samples.map((one) => one.zombies));
  const peakMB = Math.max(...samples.map(({ functionMB, browserMB }) => functionMB + browserMB));
  const misses = lambda.log.filter((line) => line.includes('"event":"pack_miss"')).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  const summary = {
    cards,
    seconds,
    faults,
    wrong,
    misses,
    zombies,
    peakMB: rounded(peakMB),
    first: samples[0],
    last: samples.at(-1),
    trends,
    liveHeap,
    grew,
  };
  if (options.json) console.log(JSON.stringify(summary));
  else {
    console.log(
      `\n${cards} cards in ${seconds} s; faults: ${JSON.stringify(faults)}; ${misses} pack misses; at most ${zombies} zombies and ${rounded(peakMB)} MB.`,
    );
    console.log(
      `What is alive of the function's heap, after so many cards: ${liveHeap.map(([number, mb]) => `${number}: ${mb} MB`).join(', ')}.`,
    );
    for (const [name, { slope, error }] of Object.entries(trends))
      console.log(
        `${name}: ${slope.toFixed(2)} ± ${error.toFixed(2)} per 1,000 cards${grew.includes(name) ? ', so it grows' : ''}`,
      );
    for (const one of wrong) console.log(`Wrong: ${one}`);
  }
  process.exit(wrong.length + zombies + grew.length > 0 ? 1 : 0);
}
