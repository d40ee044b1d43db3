// The step unused, of Knip: files, exports and packages that nothing uses.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plural } from '../../cli/terminal/plural.ts';
import { projectPath } from '../../project-path.ts';
import { closeCache, openCache, ownFile } from './cache-folder.ts';
import { printedBy, runTool, type ToolOptions, type ToolRun } from './run-tool.ts';
import type { StepResult } from './step.ts';

const KNIP = 'node_modules/knip/bin/knip.js';
const CONFIG = 'knip.jsonc';
const ARGS = ['--no-progress', '--no-config-hints'];
/** Of a run that found something; what could not run ends with another. */
const FOUND = 1;

/** What templates are made with. A team whose templates do without some of it keeps it for its next one. */
const FOR_TEMPLATES = { '.': ['card-site/src/fit-text.tsx'], 'card-schema': ['fields.ts', 'languages/*.ts'] };
const FONTS_FOR_TEMPLATES = '@fontsource-variable/.+';

export interface UnusedOptions {
  /** Files about example templates that are gone or changed, from the top of the project. */
  readonly leftOut: readonly string[];
  readonly colors: boolean;
  readonly project?: string;
}

export async function checkUnused({ leftOut, colors, project = projectPath() }: UnusedOptions): Promise<readonly StepResult[]> {
  const options = { colors, project };
  const run = leftOut.length === 0 ? await runTool(KNIP, ARGS, options) : await runWithout(leftOut, options);
  if (run.code === 0) return [{ step: 'unused', ok: true, summary: 'nothing' }];
  const found = [...run.stdout.matchAll(/ \((\d+)\)$/gm)].reduce((sum, [, number]) => sum + Number(number), 0);
  return [
    {
      step: 'unused',
      ok: false,
      summary: run.code === FOUND ? plural(found, 'thing') : 'Knip cannot run',
      details: run.code === FOUND ? run.stdout.trim() : printedBy(run),
      ...(run.code === FOUND ? { remedy: `Delete what nothing uses; or name it in ${CONFIG}, with the reason.` } : {}),
    },
  ];
}

/** What these files use counts as used, and what they miss is not reported. */
async function runWithout(leftOut: readonly string[], options: Required<ToolOptions>): Promise<ToolRun> {
  const { project } = options;
  const { default: ts } = await import('typescript'); // it is large, and seldom needed here
  const { config } = ts.parseConfigFileTextToJson(CONFIG, await readFile(join(project, CONFIG), 'utf8')) as {
    config: KnipConfig;
  };
  const workspaces = Object.entries(FOR_TEMPLATES).map(([name, entry]) => {
    const workspace = config.workspaces[name];
    return [name, { ...workspace, entry: [...(workspace?.entry ?? []), ...entry] }];
  });
  const ours = {
    ...config,
    workspaces: { ...config.workspaces, ...Object.fromEntries(workspaces) },
    ignoreDependencies: [...config.ignoreDependencies, FONTS_FOR_TEMPLATES],
    ignoreIssues: Object.fromEntries(leftOut.map((file) => [file, ['unresolved']])),
  };
  const cache = await openCache(project);
  const file = ownFile(cache, 'knip.json');
  try {
    await writeFile(file, JSON.stringify(ours));
    return await runTool(KNIP, [...ARGS, '--config', file], options);
  } finally {
    await rm(file, { force: true });
    await closeCache(cache);
  }
}

/** The part of it that is added to. */
interface KnipConfig {
  readonly workspaces: Readonly<Record<string, { readonly entry?: readonly string[] }>>;
  readonly ignoreDependencies: readonly string[];
}
