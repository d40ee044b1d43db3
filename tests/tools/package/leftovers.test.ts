import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { discardFaultyTemplate, discardPackage, FAULTY_TEMPLATE, keepFaultyTemplate } from '../../../tools/package/leftovers.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEMPLATE = '.serverless/cloudformation-template-update-stack.json';
const MADE = ['.build/edge.js', TEMPLATE, 'dist/upload/pictures/a', 'dist/pack/manifest.json', 'dist/sbom.cdx.json'];

async function projectWith(files: readonly string[]) {
  const folder = await temporaryFolder('leftovers');
  for (const file of files) {
    await mkdir(dirname(join(folder.path, file)), { recursive: true });
    await writeFile(join(folder.path, file), file);
  }
  return { ...folder, has: (file: string) => existsSync(join(folder.path, file)) };
}

test('of a package that is discarded nothing is left, and the builds stay', async () => {
  await using project = await projectWith([...MADE, 'dist/builds/a/index.html', 'card-site/a.ts']);
  discardPackage(project.path);
  expect(MADE.filter(project.has)).toEqual([]);
  expect(['dist/builds/a/index.html', 'card-site/a.ts'].filter(project.has)).toHaveLength(2);
  discardPackage(project.path); // a second time
});

test('a template in which something was found is kept to look at, until the next run', async () => {
  await using project = await projectWith(MADE);
  expect(keepFaultyTemplate(project.path)).toBe(true);
  discardPackage(project.path);
  expect(await readFile(join(project.path, FAULTY_TEMPLATE), 'utf8')).toBe(TEMPLATE);
  discardFaultyTemplate(project.path);
  expect(project.has(FAULTY_TEMPLATE)).toBe(false);
  expect(keepFaultyTemplate(project.path)).toBe(false);
});
