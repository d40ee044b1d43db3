// The step templates: what types cannot say of the catalogue.
import { plural } from '../../cli/terminal/plural.ts';
import { printedBy, runTool } from './run-tool.ts';
import type { StepResult } from './step.ts';

/** In a process of its own, because a catalogue that somebody is working on may not load. */
export async function checkTemplates(): Promise<readonly StepResult[]> {
  const run = await runTool('tools/check/print-template-problems.ts', []);
  if (run.code === 0) return [{ step: 'templates', ok: true, summary: run.stdout.trim() }];
  const problems = run.stderr.trim().split('\n').length;
  return [{ step: 'templates', ok: false, summary: plural(problems, 'problem'), details: printedBy(run) }];
}
