// For launch.cjs: why the script that it imports cannot be loaded. No module of this file may be one that a team edits.
import { sourceMistake } from '../../card-site/bundle/source-mistake.ts';
import { explainSystemError, systemErrorIn } from './system-errors.ts';

/** Undefined where it is neither a mistake in a source nor the system's: a bug, whose stack is needed. */
export async function explainLoadError(error: unknown, entry: string): Promise<string | undefined> {
  const mistake = await sourceMistake(error, entry);
  if (mistake !== undefined) return `${mistake} Correct it; \`npm run check\` looks for more.`;
  const system = systemErrorIn(error);
  return system && explainSystemError(system);
}
