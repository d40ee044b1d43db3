import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { UsageError } from '../terminal/errors.ts';

/** Formats a source and sorts its imports as `npm run check` wants them. Throws UsageError with what Biome says. */
export async function formatSource(project: string, path: string, source: string): Promise<string> {
  const biome = join(project, 'node_modules/@biomejs/biome/bin/biome');
  const args = ['check', '--write', '--linter-enabled=false', '--colors=off', `--stdin-file-path=${path}`];
  const child = spawn(process.execPath, [biome, ...args], { cwd: project, stdio: ['pipe', 'pipe', 'pipe'] });
  const exit = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  child.stdin.end(source);
  const [code, formatted, complaint] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new UsageError(`${path} cannot be formatted, so nothing was written. Biome says:\n${complaint.trim()}`);
  return formatted;
}
