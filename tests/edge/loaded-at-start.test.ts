// A start in an empty sandbox is billed, and most are for cards that S3 has: what only a drawing needs is loaded for a drawing.
import { expect, test } from '@jest/globals';
import { build, type Metafile } from 'esbuild';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, originResponseEvent } from '../support/events.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { FALLBACK, JPEG, URI } from './respond.ts';

const ENTRY = 'edge/origin-response.ts';

const bundled = build({
  absWorkingDir: projectPath(),
  entryPoints: [ENTRY],
  bundle: true,
  splitting: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  outdir: 'nowhere',
  write: false,
  metafile: true,
});

test('origin-response loads no template, no SDK, no browser and nothing of Node that takes long before a card has to be drawn', async () => {
  const loaded = loadedWith(ENTRY, (await bundled).metafile);
  expect(loaded).toContain('edge/resolve-outcome.ts');
  const slow = /^(card-schema\/(catalogue|values|templates\/.*)\.ts|node:(crypto|http|https|worker_threads|child_process|zlib))$/;
  expect(loaded.filter((path) => slow.test(path) || isPackage(path))).toEqual([]);
});

test('what a drawing needs is loaded later, and what unpacks the browser before everything else', async () => {
  const { inputs } = (await bundled).metafile;
  const later = Object.values(inputs).flatMap(({ imports }) => imports.filter(({ kind }) => kind === 'dynamic-import'));
  expect(later.map(({ path }) => path).sort()).toEqual([
    'edge/adapters/aws/bucket.ts',
    'edge/adapters/open-packed-browser.ts',
    'edge/adapters/pack/pack.ts',
    'edge/make-missing-card.ts',
  ]);
  const pack = loadedWith('edge/adapters/pack/pack.ts', (await bundled).metafile);
  expect(pack.filter((path) => isPackage(path) || /catalogue|card-browser|node:(crypto|https?)$/.test(path))).toEqual([]);
  // node:util brings worker threads along, and zod 65 kB more than zod/mini: templates are made with card-schema/fields.ts.
  const slow = /^(node:(util|worker_threads)|zod)$/;
  for (const { path } of later.filter((each) => !each.path.includes('/aws/')))
    expect(loadedWith(path, (await bundled).metafile).filter((each) => slow.test(each))).toEqual([]);
});

test('nothing begins before a card has to be drawn, and then it begins once', async () => {
  const begun: unknown[] = [];
  const handler = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    beforeLoading: async (headers) => void begun.push(headers),
    draw: async () => ({ jpeg: JPEG, quality: 85, missingGlyphs: [], missingImages: [] }),
    storeFor: () => createMemoryStore(),
    log: () => {},
  });
  for (const status of ['200', '206', '304', '403', '416', '503']) await handler(originResponseEvent(URI, { status }));
  await handler(originResponseEvent(URI, { status: '404', method: 'HEAD' }));
  await handler(originResponseEvent('/robots.txt', { status: '404' }));
  expect(begun).toEqual([]);
  for (let times = 0; times < 2; times++) await handler(originResponseEvent(URI, { status: '404' }));
  expect(begun).toEqual([CONFIG_HEADERS]);
});

/** Modules that are evaluated before this one, and what they import from outside. */
function loadedWith(entry: string, { inputs }: Metafile): readonly string[] {
  const seen = new Set([entry]);
  for (const file of seen)
    for (const { path, kind } of inputs[file]?.imports ?? []) if (kind === 'import-statement') seen.add(path);
  return [...seen];
}

function isPackage(path: string): boolean {
  return !path.startsWith('node:') && !/\.ts$/.test(path);
}
