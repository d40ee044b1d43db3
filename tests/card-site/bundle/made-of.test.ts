// A patch changes files of a package and no version: a build of the files before it must not be taken for one of those after it.
import { mkdir, rename, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isStillBuilt } from '../../../card-site/bundle/build-card-site.ts';
import { hashInputs } from '../../../card-site/bundle/build-inputs.ts';
import { releaseBuild } from '../../../card-site/bundle/build-marks.ts';
import { findBuild } from '../../../card-site/bundle/builds.ts';
import { isMadeOfSame, writeMadeOf } from '../../../card-site/bundle/made-of.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const REACT = 'node_modules/react/index.js';
const LATER_MS = Date.now() + 3600_000;

let folder: TemporaryFolder;
let project: string;
let build: string;
beforeEach(async () => {
  folder = await temporaryFolder('made-of');
  project = join(folder.path, 'checkout');
  build = join(folder.path, 'builds/card-site-00000000000000000001-12345678');
  await mkdir(build, { recursive: true });
  await write(REACT, 'hooks');
  await write('brand/logo.svg', '<svg/>');
  await write('card-site/src/draw.tsx', 'named');
});
afterEach(() => folder.remove());

async function write(path: string, content: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), content);
}

function record(begunMs = LATER_MS): string | undefined {
  const files = [
    `${join(project, REACT)}?v=1`,
    join(project, 'brand/logo.svg'),
    join(project, 'card-site/src/draw.tsx'),
    '\0virtual:x',
  ];
  return writeMadeOf(build, { files, named: new Set(['card-site/src/draw.tsx']), begunMs, project });
}

test.each([REACT, 'brand/logo.svg'])('a change of %s makes the build an old one, and back again a fresh one', async (path) => {
  expect(record()).toMatch(/^[0-9a-f]{8}$/);
  expect(isMadeOfSame(build, project)).toBe(true);
  await write(path, 'patch');
  await utimes(join(project, path), 1, 1); // a package manager may set back the time
  expect(isMadeOfSame(build, project)).toBe(false);
  await write(path, path === REACT ? 'hooks' : '<svg/>');
  expect(isMadeOfSame(build, project)).toBe(true);
});

test('a file that is gone makes the build an old one; one that the name counts is the name’s', async () => {
  record();
  await write('card-site/src/draw.tsx', 'another name');
  expect(isMadeOfSame(build, project)).toBe(true);
  await rename(join(project, REACT), join(project, 'gone.js'));
  expect(isMadeOfSame(build, project)).toBe(false);
});

test('another content has other digits, and another place of the checkout the same', async () => {
  const before = record();
  await rename(project, join(folder.path, 'Köln?'));
  project = join(folder.path, 'Köln?');
  expect(record()).toBe(before);
  await write(REACT, 'patch');
  expect(record()).not.toBe(before);
});

test('a file that changed while the build ran keeps the build from being kept', () => {
  expect(record(Date.now() - 60_000)).toBeUndefined();
});

test('the newest build whose files are the same is found, and a build without a list never', async () => {
  const find = () => findBuild('card-site-00000000000000000001-', (each) => isMadeOfSame(each, project), dirname(build));
  expect(find()).toBeUndefined();
  record();
  expect(find()).toBe(build);
  releaseBuild(build);
  await write(REACT, 'patch');
  expect(find()).toBeUndefined();
});

test('a build is that of the sources until they, or a package’s files, are others', async () => {
  const now = join(folder.path, `card-site-${hashInputs('card-site')}-12345678`);
  await mkdir(now);
  await writeFile(join(now, 'made-of.json'), '{}');
  expect(isStillBuilt({ folder: now })).toBe(true);
  await writeFile(join(build, 'made-of.json'), '{}');
  expect(isStillBuilt({ folder: build })).toBe(false);
  await writeFile(join(now, 'made-of.json'), JSON.stringify({ 'node_modules/react/index.js': 'before a patch' }));
  expect(isStillBuilt({ folder: now })).toBe(false);
});
