// For commands that generate files: which of them are new, changed or removed afterwards, one line for each.
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { plural } from '../cli/terminal/plural.ts';
import { projectPath } from '../project-path.ts';

/** Path from the top of the project → hash of the file. */
type Snapshot = ReadonlyMap<string, string>;

/** Does the work, and prints what is different afterwards among the files of these patterns; also when the work fails half-way. */
export async function sayWhatChanged<T>(
  patterns: readonly string[],
  work: () => Promise<T>,
  { project = projectPath(), print = console.log as (line: string) => void } = {},
): Promise<T> {
  const before = await snapshotOf(patterns, project);
  try {
    return await work();
  } finally {
    print(changesBetween(before, await snapshotOf(patterns, project)));
  }
}

async function snapshotOf(patterns: readonly string[], project: string): Promise<Snapshot> {
  const files = globSync([...patterns], { cwd: project, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(project.length + 1)).sort();
  const hashes = paths.map(async (path) => [path, await hashOf(join(project, path))] as const);
  return new Map(await Promise.all(hashes));
}

async function hashOf(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

function changesBetween(before: Snapshot, after: Snapshot): string {
  const lines = [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    if (!before.has(path)) return [`  new      ${path}`];
    if (!after.has(path)) return [`  removed  ${path}`];
    return before.get(path) === after.get(path) ? [] : [`  changed  ${path}`];
  });
  const same = [...after].filter(([path, hash]) => before.get(path) === hash).length;
  const rest = plural(same, 'file is as it was', 'files are as they were');
  return lines.length === 0 ? `Nothing changed: ${rest}.` : [...lines, `${rest}.`].join('\n');
}
