import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { projectPath } from '../../../../project-path.ts';
import { MODEL_SOURCES } from '../../../../tools/models/model-sources.ts';

const MODELS = 'cloud/photos/models';

// A changed model gives other boxes, so it needs another name of the detector, and then other ids of photos.
test.each([
  ['blazeface-back-256.bin', 'b5d4fdec6d3ae273b6e22cc39848e4d1c79593bb79833a970d6b4f6026f15dd1'],
  ['ssdlite-mobilenet-v2-300.bin', '92ce6634077035369e48d09267a9aa5b7e43c6523b6f8cd0a2bd3d626856c90f'],
  ['blazeface-back-256.json', 'e88c897d903f45fe868cbc8dd1e68865702f2dc9bb4bb28f86ebe5483ab27e7c'],
  ['ssdlite-mobilenet-v2-300.json', '9f965cb53e209af070040cc464f9be2c6b90b1c86e5a777acd0c514c87047164'],
])('%s is the file that was tried', (file, hash) => {
  expect(
    createHash('sha256')
      .update(readFileSync(projectPath(MODELS, file)))
      .digest('hex'),
  ).toBe(hash);
});

test('each model has its graph and weights there, with the licence, and nothing else is there', () => {
  const files = MODEL_SOURCES.flatMap(({ name }) => [`${name}.bin`, `${name}.json`]);
  expect(readdirSync(projectPath(MODELS)).sort()).toEqual([...files, 'LICENSE', 'NOTICE'].sort());
});

test('the notice and THIRD_PARTY.md name each model with the package that it is from', () => {
  for (const file of [`${MODELS}/NOTICE`, 'THIRD_PARTY.md']) {
    const text = readFileSync(projectPath(file), 'utf8');
    for (const { name, package: source } of MODEL_SOURCES) {
      expect(text).toContain(name);
      expect(text.replaceAll('` ', ' ')).toContain(source.replace(/(?<=.)@/, ' '));
    }
  }
});
