// What a run has asked of moto, and what moto has made: a table, and out/moto-transcript.json.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectPath } from '../../project-path.ts';

/** Every relay leaves its counts here. */
export const CALLS_FOLDER = projectPath('out/moto-calls');
const TRANSCRIPT = projectPath('out/moto-transcript.json');

type Counts = Readonly<Record<string, number>>;

/** Keeps what a relay has counted, for the transcript of the run. */
export async function keepCalls(name: string, calls: readonly string[]): Promise<void> {
  await mkdir(CALLS_FOLDER, { recursive: true });
  await writeFile(join(CALLS_FOLDER, `${name}.json`), JSON.stringify(counted(calls)));
}

export async function writeTranscript(moto: string): Promise<void> {
  const files = await readdir(CALLS_FOLDER).catch(() => []);
  const all: Record<string, number> = {};
  for (const file of files) {
    const counts = JSON.parse(await readFile(join(CALLS_FOLDER, file), 'utf8')) as Counts; // written above
    for (const [name, count] of Object.entries(counts)) all[name] = (all[name] ?? 0) + count;
  }
  const calls = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  const resources = await resourcesIn(moto);
  await writeFile(TRANSCRIPT, `${JSON.stringify({ calls, resources }, null, 2)}\n`);
  process.stdout.write(`\n${table('Calls that moto answered', calls)}\n${table('What moto has made', resources)}\n`);
}

/** Parts of others, and what there is without anybody asking for it. */
const NOT_MADE = /^(s3 Fake(Acl|Grant|Grantee)|iam AccountSummary)$/;

/** moto's own view: a list of each kind for each service. */
async function resourcesIn(moto: string): Promise<Counts> {
  const answer = await fetch(`${moto}/moto-api/data.json`);
  const data = (await answer.json()) as Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
  const kinds = Object.entries(data).flatMap(([service, models]) =>
    Object.entries(models).map(([kind, found]) => [`${service} ${kind}`, found.length] as const),
  );
  return Object.fromEntries(
    kinds.filter(([kind, count]) => count > 0 && !NOT_MADE.test(kind)).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function counted(calls: readonly string[]): Counts {
  const counts: Record<string, number> = {};
  for (const call of calls) counts[call] = (counts[call] ?? 0) + 1;
  return counts;
}

function table(title: string, counts: Counts): string {
  const lines = Object.entries(counts).map(([name, count]) => `${String(count).padStart(6)}  ${name}`);
  return `${title}\n${lines.join('\n')}\n`;
}
