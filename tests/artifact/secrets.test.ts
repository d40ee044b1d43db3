// What is packaged holds no secret: neither of those who packaged it, nor anything in the shape of one.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect, test } from '@jest/globals';
import { fromBufferPromise } from 'yauzl';
import { projectPath } from '../../project-path.ts';
import { findCanaries } from '../attacks/canaries.ts';

/** `tools/ci/run.sh` packages with these words in variables of the environment where people have their tokens. */
const canaries = new Map(['aws', 'github', 'npm', 'signing'].map((name) => [name, `EdgecardCanary9f3c${name}`]));
const SHAPES = [
  /\b(AKIA|ASIA)[0-9A-Z]{16}\b/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----\s/,
  /\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
];

function secretsIn(place: string, bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  const shapes = SHAPES.flatMap((shape) => (shape.test(text) ? [`${shape} in ${place}`] : []));
  return [...findCanaries(place, bytes, canaries), ...shapes];
}

async function unzipped(file: string): Promise<readonly (readonly [string, Buffer])[]> {
  const zip = await fromBufferPromise(await readFile(file), { lazyEntries: true });
  const files: [string, Buffer][] = [];
  for await (const entry of zip.eachEntry()) files.push([entry.fileName, await buffer(await zip.openReadStreamPromise(entry))]);
  return files;
}

async function below(folder: string): Promise<readonly string[]> {
  const entries = await readdir(projectPath(folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

test('no file of a zip, of the template or of what is uploaded holds one', async () => {
  const made = [...(await below('.serverless')), ...(await below('dist'))];
  const zips = made.filter((file) => file.endsWith('.zip'));
  expect(zips.length).toBeGreaterThanOrEqual(2);
  const found: string[] = [];
  for (const file of made) found.push(...secretsIn(file, await readFile(file)));
  for (const zip of zips) {
    for (const [name, bytes] of await unzipped(zip)) found.push(...secretsIn(`${zip}: ${name}`, bytes));
  }
  expect(found).toEqual([]);
});

test('one would be found', () => {
  const key = ['AKIA', 'ABCDEFGHIJKLMNOP'].join(''); // in two parts, or those who look for keys would find this one
  expect(secretsIn('x', Buffer.from(`var a="${key}"`))).toHaveLength(1);
  expect(secretsIn('x', Buffer.from(`var a="${canaries.get('npm')}"`))).toEqual(['npm in x']);
});
