// The steps format and lint, both of Biome: what is not formatted is written outside CI and named, what it lints is reported.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plural } from '../../cli/terminal/plural.ts';
import { projectPath } from '../../project-path.ts';
import { printedBy, runTool, type ToolRun } from './run-tool.ts';
import type { StepResult } from './step.ts';

const BIOME = 'node_modules/@biomejs/biome/bin/biome';

export interface FormatOptions {
  /** Writes what is not formatted; else that is a failure. */
  readonly write: boolean;
  /** Escape sequences in what Biome prints for people. */
  readonly colors: boolean;
  /** The folder that is checked; the project if left out. */
  readonly project?: string;
}

interface Diagnostic {
  /** `format`, `parse`, `assist/source/organizeImports`, `lint/…`. */
  readonly category: string;
  readonly severity: string;
  /** The file, from the top of the project. */
  readonly path: string;
}

export async function formatAndLint(options: FormatOptions): Promise<readonly StepResult[]> {
  const { write, project = projectPath() } = options;
  const found = await diagnose(project, ['.']);
  if ('code' in found) return [cannotRun(found)];
  const files = filesOf(found.filter(isOfFormat));
  const changed = write && files.length > 0 ? await writeFormats(project, files) : [];
  const rest = changed.length > 0 ? await diagnose(project, filesOf(found)) : found;
  if ('code' in rest) return [cannotRun(rest)];
  return [formatResult(rest, changed), await lintResult(rest, { ...options, project })];
}

function cannotRun(run: ToolRun): StepResult {
  return { step: 'format', ok: false, summary: 'Biome cannot run', details: printedBy(run) };
}

function formatResult(found: readonly Diagnostic[], changed: readonly string[]): StepResult {
  const broken = new Set(filesOf(found.filter(({ category }) => category === 'parse')));
  const left = filesOf(found.filter(isOfFormat)).filter((file) => !broken.has(file)); // what cannot be read is the linter's to report
  const wrote = changed.length > 0 ? `wrote ${changed.join(', ')}` : undefined;
  if (left.length === 0) return { step: 'format', ok: true, summary: wrote ?? 'nothing to change' };
  return {
    step: 'format',
    ok: false,
    summary: [wrote, `${plural(left.length, 'file')} not formatted`].filter(Boolean).join('; '),
    details: left.join('\n'),
    remedy: `\`npm run format\` formats ${left.length === 1 ? 'it' : 'them'}; commit what it changes.`,
  };
}

async function lintResult(found: readonly Diagnostic[], { colors, project }: Required<FormatOptions>): Promise<StepResult> {
  const linted = found.filter((diagnostic) => !isOfFormat(diagnostic));
  const errors = linted.filter(({ severity }) => severity === 'error' || severity === 'fatal').length;
  if (linted.length === 0) return { step: 'lint', ok: true, summary: 'nothing found' };
  const shown = await runBiome(project, [
    'lint',
    `--colors=${colors ? 'force' : 'off'}`,
    '--max-diagnostics=200',
    ...filesOf(linted),
  ]);
  const warnings = linted.length - errors;
  const counts = [...(errors > 0 ? [plural(errors, 'error')] : []), ...(warnings > 0 ? [plural(warnings, 'warning')] : [])];
  return {
    step: 'lint',
    ok: errors === 0,
    summary: counts.join(', '),
    details: shown.stderr.trim(),
    remedy: 'Change the code; or, with a reason, a line `// biome-ignore lint/…: reason` above it.',
  };
}

/** What Biome finds, or its run where it ended without a report. */
async function diagnose(project: string, paths: readonly string[]): Promise<readonly Diagnostic[] | ToolRun> {
  const run = await runBiome(project, ['check', '--reporter=json', '--max-diagnostics=none', '--colors=off', ...paths]);
  try {
    const { diagnostics } = JSON.parse(run.stdout) as BiomeReport; // Biome's own; its version is pinned, and a test holds it
    return diagnostics.map(({ category, severity, location }) => ({ category, severity, path: location?.path ?? '' }));
  } catch {
    return run;
  }
}

interface BiomeReport {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly severity: string;
    readonly location?: { readonly path?: string };
  }[];
}

/** Gives the files that are not as they were. What the linter could change by itself is code: that is somebody's to decide. */
async function writeFormats(project: string, files: readonly string[]): Promise<readonly string[]> {
  const texts = () => Promise.all(files.map((file) => readFile(join(project, file), 'utf8').catch(() => undefined)));
  const before = await texts();
  await runBiome(project, ['check', '--write', '--linter-enabled=false', '--colors=off', ...files]);
  const after = await texts();
  return files.filter((_, at) => before[at] !== after[at]);
}

function runBiome(project: string, args: readonly string[]): Promise<ToolRun> {
  return runTool(BIOME, args, { project });
}

function isOfFormat({ category }: Diagnostic): boolean {
  return category === 'format' || category.startsWith('assist/');
}

function filesOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  return [...new Set(diagnostics.map(({ path }) => path))].filter(Boolean).sort();
}
