// What the last complete runs saw, for the README. One file, one key for each script.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { browserVersion } from '../../local/build/browser-files.ts';

const FILE = join(import.meta.dirname, 'results.json');

/** Keeps the figures of a script with the day and the machine, and writes the README's tables anew. */
export async function keepResults(script: 'sandbox' | 'viewers', figures: object): Promise<void> {
  const kept = existsSync(FILE) ? (JSON.parse(await readFile(FILE, 'utf8')) as Record<string, unknown>) : {}; // our own file
  const next = { ...kept, [script]: { ...(await circumstances()), ...figures } };
  await writeFile(FILE, `${JSON.stringify(next, undefined, 2)}\n`);
  await import('../../local/build/readme.ts');
}

async function circumstances() {
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${gigabytes} GB`,
    node: process.version.slice(1),
    chromium: await browserVersion(),
  };
}
