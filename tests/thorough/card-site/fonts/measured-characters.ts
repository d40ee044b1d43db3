import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectPath } from '../../../../project-path.ts';
import type { DrawnShare } from '../../../../tools/docs/drawn-characters.ts';

const SCRIPT = projectPath('tools/docs/drawn-characters.ts');

/** In a process of its own: Vite loads the card site's modules, which Jest's loader would not let it. */
export async function measuredCharacters(): Promise<readonly DrawnShare[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT, '--json'], { maxBuffer: 64e6 });
  return JSON.parse(stdout) as readonly DrawnShare[]; // as the script prints them
}
