// Runs another tool's script, in the Node that runs this one, and keeps what it prints.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { projectPath } from '../../project-path.ts';
import { killedAtExit } from '../run-program.ts';

export interface ToolRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  /** Where it runs; the project's folder if left out. */
  readonly project?: string;
  /** Whether it prints escape sequences, which it cannot know: it prints into a pipe. */
  readonly colors?: boolean;
}

/** The script is a path in the project, such as one in node_modules. */
export async function runTool(
  script: string,
  args: readonly string[],
  { project = projectPath(), colors = false }: ToolOptions = {},
): Promise<ToolRun> {
  const { FORCE_COLOR: _, NO_COLOR: __, ...others } = process.env;
  const child = spawn(process.execPath, [projectPath(script), ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...others, ...(colors ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
  });
  killedAtExit(child);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, stdout, stderr };
}

/** All that it printed, for people. */
export function printedBy({ stdout, stderr }: ToolRun): string {
  return [stdout, stderr]
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n');
}
