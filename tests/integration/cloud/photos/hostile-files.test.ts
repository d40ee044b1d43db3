import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import { segmentsOf } from '../../../photos/hostile/jpeg-segments.ts';
import { HOSTILE_FILES } from '../../../photos/hostile-files.ts';
import type { OpenedFiles } from '../../../photos/open-files.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MAX_MS = 10_000;
const MAX_RSS_BYTES = 1_000_000_000;
/** The one segment of an application that our JPEGs have: JFIF says how dense pixels are. */
const APP0 = 0xe0;
const COMMENT = 0xfe;

const names = Object.keys(HOSTILE_FILES);
const { path: folder, remove } = await temporaryFolder('hostile-files');
let opened: OpenedFiles;

beforeAll(async () => {
  for (const [index, { make }] of Object.values(HOSTILE_FILES).entries())
    writeFileSync(join(folder, fileOf(index)), await make());
  const child = spawnSync(process.execPath, [projectPath('tests/photos/open-files.ts'), folder], {
    encoding: 'utf8',
    maxBuffer: 10_000_000,
    env: { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
  });
  expect({ status: child.status, signal: child.signal, stderr: child.stderr }).toEqual({ status: 0, signal: null, stderr: '' });
  opened = JSON.parse(child.stdout) as OpenedFiles;
}, 120_000);
afterAll(remove);

const fileOf = (index: number) => String(index).padStart(3, '0');

function resultOf(name: string) {
  const file = opened.files.find((one) => one.file === fileOf(names.indexOf(name)));
  if (!file) throw new Error(`${name} was not opened.`);
  return file;
}

test('there are more than 60', () => {
  expect(names.length).toBeGreaterThan(60);
});

test.each(Object.entries(HOSTILE_FILES).map(([name, { ends }]) => [name, ends] as const))('%s ends as %s', (name, ends) => {
  const result = resultOf(name);
  expect({ ends: result.ends, message: result.message }).toEqual({ ends, message: result.message });
  expect(result.ms).toBeLessThan(MAX_MS);
});

test('one process opens all of them, in 1 GB and without a connection', () => {
  expect(opened.files.length).toBe(names.length);
  expect(opened.connections).toBe(0);
  expect(opened.maxRssBytes).toBeLessThan(MAX_RSS_BYTES);
});

describe('what is accepted', () => {
  const accepted = names.filter((name) => HOSTILE_FILES[name]?.ends === 'photo');
  test.each(accepted)('%s leaves a JPEG of pixels alone', (name) => {
    const jpeg = readFileSync(join(folder, `${fileOf(names.indexOf(name))}.jpg`));
    const markers = segmentsOf(jpeg).map(([marker]) => marker);
    expect(markers.filter((marker) => (marker >= APP0 && marker <= 0xef && marker !== APP0) || marker === COMMENT)).toEqual([]);
    for (const text of ['<script', '<html', 'PK\x03\x04', '%PDF', '<?php']) expect(jpeg.includes(text)).toBe(false);
    // The end of the picture is the end of the file.
    expect(jpeg.indexOf('ffd9', segmentsOf(jpeg).length, 'hex')).toBe(jpeg.length - 2);
  });
});

describe('what is refused', () => {
  const refused = names.filter((name) => HOSTILE_FILES[name]?.ends !== 'photo');
  test.each(refused)('%s gets a sentence with a remedy, and no path', (name) => {
    const { message } = resultOf(name);
    expect(message).toMatch(/^(The file|The photo|The \w+) .+\. .*(Send|send|Save)/);
    expect(message).not.toMatch(/\/(tmp|work|home|node_modules)|\n|undefined/);
    expect(message.length).toBeLessThan(400);
  });
});
