// The wiring that is deployed, as far as it goes without a pack; tests/artifact runs it to the end.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontResultResponse } from 'aws-lambda';
import { buildCardSite } from '../../../card-site/bundle/build-card-site.ts';
import { formatCardKey } from '../../../edge/core/card-key.ts';
import { projectPath } from '../../../project-path.ts';
import { placeBuild } from '../../../tools/package/place-build.ts';
import { originRequestEvent, originResponseEvent } from '../../support/events.ts';
import { SAMPLE_CARD, SAMPLE_PATH } from '../../support/sample-cards.ts';

// It would begin to unpack whatever pack was made last into this machine's /tmp.
jest.unstable_mockModule('../../../edge/adapters/pack/pack.ts', () => ({ openPack: () => ({}) }));
const built = await buildCardSite();
await placeBuild(built);
const { handler: originRequest } = await import('../../../edge/origin-request.ts');
const { handler: originResponse } = await import('../../../edge/origin-response.ts');

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

test('origin-request knows the design versions of the build', async () => {
  const { uri } = (await originRequest(originRequestEvent(SAMPLE_PATH))) as CloudFrontRequest;
  expect(uri).toBe(`/${formatCardKey(SAMPLE_CARD, built.designVersions)}`);
  expect(lines).toEqual([expect.stringMatching(/^\{"event":"request",.*"outcome":"card".*\}\n$/)]);
});

test('origin-response passes on a hit, and has the fallback picture at hand', async () => {
  const hit = (await originResponse(originResponseEvent('/x.jpg', { status: '200', headers: {} }))) as CloudFrontResultResponse;
  expect(hit.headers?.['x-card-status']?.[0]?.value).toBe('hit');
  const failed = (await originResponse(originResponseEvent('/x.jpg', { config: {} }))) as CloudFrontResultResponse;
  expect(Buffer.from(failed.body ?? '', 'base64')).toEqual(await readFile(projectPath('edge/fallback.jpg')));
  const [found, failure, fallback, ...none] = lines.map((line) => JSON.parse(line));
  const usage = { memoryMb: expect.any(Number), scratchFreeMb: expect.any(Number) };
  expect([found, failure, fallback, none]).toMatchObject([
    { event: 'request', outcome: 'card_found', cold: true, ColdStarts: 1, ...usage },
    { event: 'card_failed' },
    { event: 'request', outcome: 'card_failed', cold: false, FallbackPictures: 1, ...usage },
    [],
  ]);
});
