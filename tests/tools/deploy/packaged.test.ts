import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readPackaged } from '../../../tools/deploy/packaged.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let project: TemporaryFolder;

beforeEach(async () => {
  project = await temporaryFolder('packaged');
});
afterEach(() => project.remove());

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  const state = { service: { service: 'edgecard', provider: { stage: 'prod', region: 'us-east-1' } } };
  const always = {
    '.serverless/serverless-state.json': JSON.stringify(state),
    '.serverless/cloudformation-template-update-stack.json': '{"Resources":{"A":{},"B":{}}}',
    'dist/design-versions.json': '{"score":"0123456789ab"}',
    'dist/edge-bundle.json': '{"bundle":"abcdef012345"}',
    'dist/upload/card-site/index.html': '<!doctype html>',
    'dist/upload/pictures/robots.txt': 'User-agent: *',
    'dist/upload/pictures/fallback.jpg': 'a picture',
    'dist/upload/pictures/settings/drawing.json': '{}',
  };
  for (const [path, text] of Object.entries({ ...always, ...files })) {
    await mkdir(dirname(join(project.path, path)), { recursive: true });
    await writeFile(join(project.path, path), text);
  }
}

test('names the stack, and says of each file where it goes and how long it is kept', async () => {
  await write({
    'dist/upload/pictures/packs/ab12': 'x',
    'dist/upload/card-site/assets/index-x.js': 'x',
    'dist/upload/card-site/pages/0123456789ab.html': 'x',
  });
  const { stackName, resources, uploads } = await readPackaged(project.path);
  expect([stackName, resources]).toEqual(['edgecard-prod', 2]);
  expect(
    uploads.map(({ bucket, key, contentType, cacheControl, order }) => [bucket, key, contentType, cacheControl, order]),
  ).toEqual([
    ['pictures', 'fallback.jpg', 'image/jpeg', 'public, max-age=30, s-maxage=2', 'first'],
    ['pictures', 'packs/ab12', 'application/octet-stream', 'public, max-age=31536000, immutable', 'first'],
    ['pictures', 'robots.txt', 'text/plain; charset=utf-8', 'public, max-age=86400', 'first'],
    ['pictures', 'settings/drawing.json', 'application/json', 'no-store', 'first'],
    ['cardSite', 'assets/index-x.js', 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable', 'first'],
    ['cardSite', 'index.html', 'text/html; charset=utf-8', 'no-store', 'after the stack'],
    ['cardSite', 'pages/0123456789ab.html', 'text/html; charset=utf-8', 'no-store', 'after assets'],
  ]);
});

test('knows how long logs are kept as osls has resolved it, whatever serverless.yml asks for', async () => {
  await write({});
  expect((await readPackaged(project.path)).logDays).toBeUndefined();
  const template = { Resources: { EdgeLogs: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: '14' } } } };
  await write({ '.serverless/cloudformation-template-update-stack.json': JSON.stringify(template) });
  expect((await readPackaged(project.path)).logDays).toBe(14);
});

test.each(['dist/upload/card-site/notes.md', 'dist/upload/card-site/assets/a.wasm', 'dist/upload/pictures/0123456789ab/x.jpg'])(
  'refuses %s, of which nobody has said how it is kept',
  async (path) => {
    await write({ [path]: 'x' });
    await expect(readPackaged(project.path)).rejects.toThrow('Nobody has said how');
  },
);

test('says who has not made what is missing', async () => {
  await expect(readPackaged(project.path)).rejects.toThrow('npm run package has not made it');
});
