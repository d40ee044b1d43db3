// @examples article event quote
// How fast, how large and how dear, compared with what others do: `npm run bench`. See README.md here.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { onEndingSignal } from '../../cli/terminal/ending-signals.ts';
import { INTERRUPTED } from '../../cli/terminal/interrupts.ts';
import { projectPath } from '../../project-path.ts';
import { buildBenchSite } from './cards/site.ts';
import { measureCold } from './cold.ts';
import { costAccounts, startCosts } from './costs.ts';
import type { Environment, Figures } from './figures.ts';
import { measureMemory } from './memory.ts';
import type { BenchOptions } from './options.ts';
import { type Packages, preparePackages } from './packages.ts';
import { measurePhoto } from './photo.ts';
import { makeSandboxes } from './sandboxes.ts';
import { startServers } from './servers.ts';
import { measureThroughput } from './throughput.ts';
import { endAll } from './unfinished.ts';
import { measureWarm } from './warm.ts';

const THROUGHPUT_SECONDS = 3;
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
      ...(inSandboxes?.cold ? { coldStartsPerMillionUsd: startCosts(inSandboxes.cold) } : {}),
      ...(warm && inSandboxes?.cold ? { costPerMillionUsd: costAccounts(warm, inSandboxes.cold) } : {}),
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
    // First: the kernel keeps a program that was started often in larger pages, of which a process then has 44 MB more.
    const memory = only.has('memory') ? await measureMemory(parts) : undefined;
    const cold = only.has('cold') ? await measureCold({ ...parts, runs, progress }) : undefined;
    return { ...(cold ? { cold } : {}), ...(memory ? { memory } : {}) };
  } finally {
    await sandboxes.remove();
  }
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
