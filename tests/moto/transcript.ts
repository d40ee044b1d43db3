// What a run has asked of moto, and what stacks moto has made: tables, and out/moto-transcript.json.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** Every relay leaves its counts here. */
export const CALLS_FOLDER = projectPath('out/moto-calls');
const TRANSCRIPT = projectPath('out/moto-transcript.json');

/** What a relay has seen: each call, and each resource of a stack, by its operation or type. */
export interface Seen {
  readonly calls: readonly string[];
  readonly made: readonly string[];
  readonly leftOut: readonly string[];
}

const TITLES: Readonly<Record<keyof Seen, string>> = {
  calls: 'Calls to moto',
  made: 'Resources of stacks, made by moto',
  leftOut: 'Resources of stacks that moto does not make',
};

/** Keeps it for the transcript of the run. */
export async function keepSeen(name: string, seen: Seen): Promise<void> {
  await mkdir(CALLS_FOLDER, { recursive: true });
  await writeFile(join(CALLS_FOLDER, `${name}.json`), JSON.stringify(seen));
}

export async function writeTranscript(): Promise<void> {
  const files = await readdir(CALLS_FOLDER).catch(() => []);
  const all = await Promise.all(files.map((file) => readFile(join(CALLS_FOLDER, file), 'utf8')));
  const seen = all.map((text) => JSON.parse(text) as Seen); // written above
  const names = Object.keys(TITLES) as (keyof Seen)[];
  const counts = Object.fromEntries(names.map((name) => [name, counted(seen.flatMap((one) => one[name]))]));
  await writeFile(TRANSCRIPT, `${JSON.stringify(counts, null, 2)}\n`);
  for (const name of names) process.stdout.write(`\n${table(TITLES[name], counts[name] ?? {})}`);
}

function counted(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function table(title: string, counts: Readonly<Record<string, number>>): string {
  const lines = Object.entries(counts).map(([name, count]) => `${String(count).padStart(6)}  ${name}`);
  return `${title}\n${lines.join('\n')}\n`;
}
