// What the origin-response function answers, with a store and a browser of the test's own.
import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import type { CloudFrontResultResponse } from 'aws-lambda';
import { formatCardKey } from '../../edge/core/card-key.ts';
import type { MissingImage } from '../../edge/core/missing.ts';
import type { DrawJob, PictureStore } from '../../edge/core/ports.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS, type EventOptions, originResponseEvent } from '../support/events.ts';
import { recordingLog } from '../support/log.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { SAMPLE_CARD } from '../support/sample-cards.ts';

export const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
export const JPEG = Buffer.from([0xff, 0xd8, 1, 2, 3, 0xff, 0xd9]);
/** Of the sample card. */
export const URI = `/${formatCardKey(SAMPLE_CARD, DESIGN_VERSIONS)}`;
export const DEFAULT = `/${DESIGN_VERSIONS.default}/default/default.jpg`;

export interface Given extends EventOptions {
  readonly uri?: string;
  readonly fails?: Error;
  readonly missingGlyphs?: readonly string[];
  readonly missingImages?: readonly MissingImage[];
  readonly store?: PictureStore;
}

/** What every line of a sandbox's first request says. */
export const LINE = {
  event: 'request',
  stage: CONFIG_HEADERS['x-card-stage'],
  function: 'origin-response',
  requestId: originResponseEvent('/').Records[0]?.cf.config.requestId,
  method: 'GET',
  cold: true,
  ms: { total: expect.any(Number) },
  commit: 'unknown',
  bundle: 'not-packaged',
};
export const SAMPLE_FIELDS = { key: URI.slice(1), template: SAMPLE_CARD.template };
/** On every answer. */
export const CROSS_ORIGIN = {
  'access-control-allow-origin': [{ key: 'access-control-allow-origin', value: '*' }],
  'cross-origin-resource-policy': [{ key: 'cross-origin-resource-policy', value: 'cross-origin' }],
};
export const USAGE = { memoryMb: 180, browserMemoryMb: 240, scratchFreeMb: 300 };

export async function respond({ uri = URI, fails, store = createMemoryStore(), ...options }: Given) {
  const { missingGlyphs = [], missingImages = [] } = options;
  const { log, entries } = recordingLog();
  const jobs: DrawJob[] = [];
  const handler = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture: FALLBACK,
    async draw(job) {
      jobs.push(job);
      job.record.count('browser start');
      job.record.count('attempt');
      if (fails) throw fails;
      return { jpeg: JPEG, quality: 85, missingGlyphs, missingImages };
    },
    storeFor: () => store,
    readUsage: () => USAGE,
    log,
  });
  const result = (await handler(originResponseEvent(uri, options))) as CloudFrontResultResponse;
  const header = (name: string) => result.headers?.[name]?.[0]?.value;
  return { result, header, jobs, entries, body: result.body === undefined ? undefined : Buffer.from(result.body, 'base64') };
}
