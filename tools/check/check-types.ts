// The step types: TypeScript over the two programs of the project, side by side.
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { plural } from '../../cli/terminal/plural.ts';
import { projectPath } from '../../project-path.ts';
import { type CacheFolder, closeCache, openCache, ownFile } from './cache-folder.ts';
import { printedBy, runTool, type ToolRun } from './run-tool.ts';
import type { StepResult } from './step.ts';

const TSC = 'node_modules/typescript/bin/tsc';
const PROGRAMS = ['tsconfig.check.json', 'card-site/tsconfig.json'] as const;

export interface TypesOptions {
  /** Files that are not checked, from the top of the project. */
  readonly leftOut: readonly string[];
  readonly colors: boolean;
  readonly project?: string;
}

export async function checkTypes({ leftOut, colors, project = projectPath() }: TypesOptions): Promise<readonly StepResult[]> {
  const cache = await openCache(project);
  try {
    const runs = await Promise.all(PROGRAMS.map((config) => checkProgram({ config, leftOut, colors, project, cache })));
    if (runs.every(({ code }) => code === 0)) return [{ step: 'types', ok: true, summary: 'right' }];
    // Both programs have card-schema, and report the same there.
    const printed = [...new Set(runs.map(printedBy))].filter(Boolean).join('\n');
    const errors = printed.match(/\berror\b.*? TS\d+:/g)?.length ?? 0;
    const summary = errors > 0 ? plural(errors, 'error') : 'TypeScript cannot run';
    return [{ step: 'types', ok: false, summary, details: printed }];
  } finally {
    await closeCache(cache);
  }
}

interface Program extends Required<TypesOptions> {
  readonly config: string;
  readonly cache: CacheFolder;
}

/** With a build info of its own, so that of several checks at once none reads what another is writing. */
async function checkProgram({ config, leftOut, colors, project, cache }: Program): Promise<ToolRun> {
  const name = `${config.replaceAll(/\W+/g, '-')}.tsbuildinfo`;
  const [own, kept, ownConfig] = [ownFile(cache, name), join(cache.path, name), ownFile(cache, 'tsconfig.json')];
  try {
    await copyFile(kept, own).catch(() => {}); // a first check, or one that keeps nothing
    const exclude = await excludedFrom(project, config, leftOut);
    if (exclude) await writeFile(ownConfig, JSON.stringify({ extends: join(project, config), exclude }));
    const args = ['--tsBuildInfoFile', own, '--pretty', String(colors)];
    const run = await runTool(TSC, ['-p', exclude ? ownConfig : config, ...args], { project, colors });
    await rename(own, kept).catch(() => {}); // then the next check begins from nothing, that is all
    return run;
  } finally {
    await Promise.all([own, ownConfig].map((file) => rm(file, { force: true })));
  }
}

/** All that a program leaves out, as absolute paths. Undefined where its own list is enough. */
async function excludedFrom(project: string, config: string, leftOut: readonly string[]): Promise<readonly string[] | undefined> {
  if (leftOut.length === 0) return undefined;
  const { default: ts } = await import('typescript'); // it is large, and seldom needed here
  const { config: read } = ts.readConfigFile(join(project, config), ts.sys.readFile);
  const own = (read as { readonly exclude?: readonly string[] } | undefined)?.exclude ?? ['node_modules'];
  const from = (folder: string) => (pattern: string) => (pattern.startsWith('**/') ? pattern : join(folder, pattern));
  return [...own.map(from(join(project, dirname(config)))), ...leftOut.map(from(project))];
}
