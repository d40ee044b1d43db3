// @examples article event quote
// How fast, how large and how dear, compared with what others do: `npm run bench`. See README.md here.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { costPerMillion } from '../../cli/cost/formula.ts';
import { onEndingSignal } from '../../cli/terminal/ending-signals.ts';
import { INTERRUPTED } from '../../cli/terminal/interrupts.ts';
import { projectPath } from '../../project-path.ts';
import { CARD_NAMES } from './cards/samples.ts';
import { buildBenchSite } from './cards/site.ts';
import { type Cold, measureCold } from './cold.ts';
import { measureMemory } from './memory.ts';
import type { BenchOptions } from './options.ts';
import { type Packages, preparePackages } from './packages.ts';
import { measurePhoto } from './photo.ts';
import type { RendererName } from './renderers/renderer.ts';
import type { CostAccount, Environment, Figures } from './report.ts';
import { makeSandboxes } from './sandboxes.ts';
import { startServers } from './servers.ts';
import { meanOf } from './statistics.ts';
import { measureThroughput } from './throughput.ts';
import { endAll } from './unfinished.ts';
import { type Measured, measureWarm, type Outcome, type Warm } from './warm.ts';

const THROUGHPUT_SECONDS = 3;
const EDGE_MEMORY_GB = 2;
const COLD_SHARE = 0.05;
const PACKAGES = [
  '@sparticuz/chromium',
  'puppeteer-core',
  'satori',
  '@resvg/resvg-js',
  'sharp',
  '@takumi-rs/core',
  '@takumi-rs/helpers',
  'react',
];

const progress = (line: string) => console.error(line);

async function measure({ only, rounds, coldRuns, pictures, build }: BenchOptions, scratch: string): Promise<Figures> {
  const needsPackage = only.has('cold') || only.has('memory') || only.has('photo');
  const packaged = needsPackage ? await preparePackages({ build, progress }) : undefined;
  const versions = packaged?.ours.designVersions ?? (await designVersions());
  await buildBenchSite(versions);
  const servers = await startServers({ ...packaged?.complete.objects, ...packaged?.ours.objects });
  const surroundings = { site: servers.site, s3: servers.s3, designVersions: versions };
  try {
    const warm = only.has('warm') ? await measureWarm({ surroundings, scratch, rounds, pictures, progress }) : undefined;
    const starts = only.has('cold') || only.has('memory');
    const inSandboxes = packaged && starts ? await measureInSandboxes(packaged, servers, only, coldRuns) : undefined;
    const perSecond = only.has('throughput')
      ? await measureThroughput({ surroundings, scratch, secondsEach: THROUGHPUT_SECONDS, progress })
      : undefined;
    const photo =
      packaged && only.has('photo') ? await measurePhoto({ packaged, scratch, rounds, coldRuns, progress }) : undefined;
    return {
      environment: await environment(),
      ...(packaged ? { zipBytes: packaged.ours.zipBytes } : {}),
      ...(warm ? { warm } : {}),
      ...inSandboxes,
      ...(photo ? { photo } : {}),
      ...(perSecond ? { throughput: perSecond.plain, throughputHeavy: perSecond.heavy } : {}),
      ...(warm && inSandboxes?.cold ? { costPerMillionUsd: costs(warm, inSandboxes.cold) } : {}),
    };
  } finally {
    await servers.close();
  }
}

async function measureInSandboxes(
  packaged: Packages,
  addresses: Parameters<typeof measureCold>[0]['addresses'],
  only: BenchOptions['only'],
  runs: number,
): Promise<Pick<Figures, 'cold' | 'memory'>> {
  const sandboxes = await makeSandboxes(packaged);
  const parts = { sandboxes, addresses, designVersions: packaged.ours.designVersions };
  try {
    const cold = only.has('cold') ? await measureCold({ ...parts, runs, progress }) : undefined;
    const memory = only.has('memory') ? await measureMemory(parts) : undefined;
    return { ...(cold ? { cold } : {}), ...(memory ? { memory } : {}) };
  } finally {
    await sandboxes.remove();
  }
}

/** Time is billed as a sum, so means count here, not medians. */
function costs(warm: Warm, cold: Cold): Readonly<Record<string, CostAccount>> {
  const account = (renderer: RendererName, coldMs: number): CostAccount | undefined => {
    const outcomes = CARD_NAMES.flatMap((card) => measuredOnly(warm[card][renderer]));
    if (outcomes.length < CARD_NAMES.length) return undefined;
    const input = {
      memoryGb: EDGE_MEMORY_GB,
      warmSeconds: meanOf(outcomes.map(({ mean }) => mean)) / 1000,
      coldSeconds: coldMs / 1000,
      storedColdSeconds: cold.stored.mean / 1000,
      coldShare: COLD_SHARE,
      pictureKb: meanOf(outcomes.map(({ bytes }) => bytes)) / 1000,
    };
    return { ...costPerMillion(input), input };
  };
  const accounts = {
    ours: account('oursWhole', cold.ours.mean),
    complete: account('oursWhole', cold.complete.mean),
    usual: account('article', cold.package.mean),
  };
  return Object.fromEntries(Object.entries(accounts).flatMap(([name, found]) => (found ? [[name, found]] : [])));
}

function measuredOnly(outcome: Outcome): readonly Measured[] {
  return 'cannotDraw' in outcome ? [] : [outcome];
}

/** The peers are installed here, and ours in the project. */
function packageFile(name: string): string {
  const own = projectPath('tests/bench/node_modules', name, 'package.json');
  return existsSync(own) ? own : projectPath('node_modules', name, 'package.json');
}

async function environment(): Promise<Environment> {
  const versions = PACKAGES.map(async (name) => {
    const about = await readFile(packageFile(name), 'utf8');
    return [name, (JSON.parse(about) as { version: string }).version] as const;
  });
  return {
    cpus: availableParallelism(),
    node: process.version,
    versions: Object.fromEntries(await Promise.all(versions)),
  };
}

/** Measures, and returns the figures with the seconds that it took. */
export async function runBench(options: BenchOptions): Promise<{ readonly figures: Figures; readonly seconds: number }> {
  const start = performance.now();
  // Everything that this run makes outside the project's cache lies in here, and goes with it however it ends.
  const scratch = mkdtempSync(join(tmpdir(), 'edgecard-bench-'));
  process.env['TMPDIR'] = scratch;
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }));
  const release = onEndingSignal(() => {
    release(); // the second ends it at once
    void endAll().finally(() => process.exit(INTERRUPTED));
  });
  const figures = await measure(options, scratch);
  return { figures, seconds: Math.round((performance.now() - start) / 1000) };
}
