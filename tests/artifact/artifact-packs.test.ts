// @examples score
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBrowserFiles } from '../../local/browser/browser-files.ts';
import { readProfile } from '../../tools/pack/browser-profile.ts';
import { type PackedBrowser, packBrowser } from '../../tools/pack/pack.ts';
import { ask, putObjects, requests, sharePackagedFunctions, shipInstead, start } from './packaged-functions.ts';

sharePackagedFunctions();

describe('a browser that misses code which the card needs', () => {
  let lacking: PackedBrowser;
  beforeAll(async () => {
    const profile = await readProfile();
    const isLost = (page: number) => page > profile.pages * 0.45 && page < profile.pages * 0.55;
    const touched = new Set([...profile.touched].filter((page) => !isLost(page)));
    lacking = await packBrowser(await readBrowserFiles(), { form: 'pruned', ...quickly, profile: { ...profile, touched } });
  });

  test('ends in a trap, is completed from S3, and draws the card within the same budget; and so all later ones', async () => {
    await shipInstead(lacking);
    const lambda = await start('origin-response');
    expect((await ask('/7-7-7.jpg', lambda)).header('x-card-status')).toBe('drawn');
    const misses = () => lambda.log.filter((line) => line.includes('"event":"pack_miss"')).length;
    expect(misses()).toBe(1);
    const fetched = () => requests.filter(({ method, key }) => method === 'GET' && key.startsWith('packs/')).length;
    expect(fetched()).toBe(lacking.manifest.removed?.chunks.length);
    expect((await ask('/8-8-8.jpg', lambda)).header('x-card-status')).toBe('drawn');
    await lambda.kill();
    const next = await start('origin-response');
    expect((await ask('/9-9-9.jpg', next)).header('x-card-status')).toBe('drawn');
    expect([misses(), fetched()]).toEqual([1, lacking.manifest.removed?.chunks.length]);
  });

  test('answers with the fallback picture where it cannot be completed', async () => {
    await shipInstead(lacking, (bytes) => Buffer.concat([bytes.subarray(0, 1000), Buffer.alloc(bytes.length - 1000)]));
    const lambda = await start('origin-response');
    const { header } = await ask('/7-7-7.jpg', lambda);
    expect([header('x-card-status'), header('cache-control')]).toEqual(['fallback', 'public, max-age=30']);
    expect(lambda.log.join('\n')).toContain('another SHA-256');
  });
});

describe('the complete browser, the other form of the pack', () => {
  let complete: PackedBrowser;
  beforeAll(async () => {
    const profile = await readProfile();
    complete = await packBrowser(await readBrowserFiles(), { form: 'complete', ...quickly, profile });
    expect(complete.manifest.object?.bytes).toBeGreaterThan(1_000_000);
  });

  test('is unpacked from the zip and from S3, and draws', async () => {
    await shipInstead(complete);
    const lambda = await start('origin-response');
    expect((await ask('/5-5-5.jpg', lambda)).header('x-card-status')).toBe('drawn');
  });

  test('gives the fallback picture while its rest is missing in S3, and draws when it is there', async () => {
    await shipInstead(complete, () => undefined);
    const lambda = await start('origin-response');
    const without = await ask('/5-5-5.jpg', lambda);
    expect([without.header('x-card-status'), without.header('cache-control')]).toEqual(['fallback', 'public, max-age=30']);
    expect(lambda.log.join('\n')).toContain('"code":"pack_failed"');
    await putObjects(complete);
    expect((await ask('/5-5-5.jpg', lambda)).header('x-card-status')).toBe('drawn');
  });

  test('is refused when S3 has other bytes under the right name', async () => {
    await shipInstead(complete, (bytes) => {
      const other = Buffer.from(bytes);
      other[other.length >> 1] = (other[other.length >> 1] ?? 0) ^ 1;
      return other;
    });
    const lambda = await start('origin-response');
    expect((await ask('/6-6-6.jpg', lambda)).header('x-card-status')).toBe('fallback');
    expect(lambda.log.join('\n')).toContain('another SHA-256');
  });
});

/** Packs in seconds instead of a minute; the zip's limit is for the package that ships. */
const quickly = { zipBudgetBytes: 80_000_000, level: 1 } as const;
