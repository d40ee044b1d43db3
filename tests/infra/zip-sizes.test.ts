import { expect, test } from '@jest/globals';
import { checkZip, formatSizes, MAX_UNPACKED_BYTES, MAX_ZIP_BYTES } from '../../cli/doctor/checks/zip-sizes.ts';

const files = ['dist/design-versions.json', 'edge/origin-request.js', 'package.json'].map((name) => ({ name, bytes: 100 }));
const zip = { name: 'originRequest.zip', zipBytes: 250, files };

test('finds nothing in a zip with what the function reads and nothing else', () => {
  expect(checkZip(zip)).toEqual([]);
});

test('refuses a zip of more than 50,000,000 bytes', () => {
  expect(checkZip({ ...zip, zipBytes: MAX_ZIP_BYTES })).toEqual([]);
  expect(checkZip({ ...zip, zipBytes: MAX_ZIP_BYTES + 1 })).toEqual([
    'originRequest.zip has 50,000,001 bytes; Lambda@Edge takes 50,000,000.',
  ]);
});

test('refuses a zip that unpacks to more than 250 MB', () => {
  const filled = (bytes: number) => ({ ...zip, files: files.map((file, at) => ({ ...file, bytes: at === 0 ? bytes : 0 })) });
  expect(checkZip(filled(MAX_UNPACKED_BYTES))).toEqual([]);
  expect(checkZip(filled(MAX_UNPACKED_BYTES + 1))).toEqual([
    'originRequest.zip unpacks to 262,144,001 bytes; Lambda takes 262,144,000.',
  ]);
});

test.each(['.env', 'node_modules/zod/index.js', 'edge/origin-request.js.map', 'edge/origin-response.js', 'dist/pack/00.zst'])(
  'refuses the stray file %s',
  (name) => {
    expect(checkZip({ ...zip, files: [...files, { name, bytes: 1 }] })).toEqual([
      `originRequest.zip holds ${name}, which no function reads.`,
    ]);
  },
);

test('misses what the function reads', () => {
  expect(checkZip({ ...zip, files: files.slice(1) })).toEqual([expect.stringMatching(/has no file like .*design-versions/)]);
});

test('prints sizes and limits', () => {
  expect(formatSizes([zip])).toMatch(/originRequest\.zip +250 +300 +3\nat most +50,000,000 +262,144,000/);
});
