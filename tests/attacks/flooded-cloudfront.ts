// @examples score
// The emulator with the function in front of its cache and the very functions behind it, for floods. Nothing is drawn: S3 has the
// pictures that a flood may ask for, and counts who asks.
import { readFile } from 'node:fs/promises';
import { createCard, DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { loadPicturePaths } from '../../local/cloudfront/picture-paths.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { CONFIG_HEADERS } from '../support/events.ts';
import { type LocalCloudFront, openCloudFront } from '../support/local-cloudfront.ts';
import { askPipelined } from './ask-pipelined.ts';

export const DEFAULT_KEY = formatCardKey(DEFAULT_CARD, DESIGN_VERSIONS);
const STORED = [DEFAULT_CARD, createCard('score', { home: 12, away: 34, round: 10 })];

export async function openFlooded(): Promise<LocalCloudFront> {
  const { 'x-card-bucket': _, ...customHeaders } = CONFIG_HEADERS;
  const cf = await openCloudFront({ customHeaders });
  const fallbackPicture = await readFile(projectPath('edge/fallback.jpg'));
  const log = () => {};
  const draw = () => Promise.reject(new Error('Nothing is to be drawn here.'));
  const storeFor = () => ({ put: async () => ({ created: false }) });
  cf.state.originRequest = createOriginRequest({ designVersions: DESIGN_VERSIONS, log });
  cf.state.originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    designVersions: DESIGN_VERSIONS,
    fallbackPicture,
    draw,
    storeFor,
    log,
  });
  cf.state.viewerRequest = loadPicturePaths(DESIGN_VERSIONS);
  for (const card of STORED) {
    await cf.put(formatCardKey(card, DESIGN_VERSIONS), fallbackPicture, {
      ContentType: 'image/jpeg',
      CacheControl: 'public, max-age=31536000',
    });
  }
  return cf;
}

export interface FloodCount {
  /** Of the function on origin-request, and of that on origin-response. */
  readonly runs: readonly [requests: number, responses: number];
  readonly s3Reads: number;
  /** How often each status and card status was answered. */
  readonly answers: Readonly<Record<string, number>>;
}

/** What CloudFront forgets between two floods, or what the first one has filled would answer the second. */
export async function flood(cf: LocalCloudFront, path: (at: number) => string, count: number): Promise<FloodCount> {
  cf.clearCache();
  const before = { requests: cf.events.requests.length, responses: cf.events.responses.length, asked: cf.asked().length };
  // A HEAD is answered from a GET, and asks for itself without one.
  for (const first of ['/default.jpg', path(0)]) await cf.ask(first);
  const answers: Record<string, number> = {};
  await askPipelined({
    origin: cf.url,
    from: 0,
    to: count,
    path,
    onAnswer(head) {
      cf.served.length = 0; // a million of them are of no interest
      const status = /^HTTP\/1\.1 (\d+)/.exec(head)?.[1];
      const cardStatus = /^x-card-status: (\S+)/im.exec(head)?.[1];
      const answer = `${status} ${cardStatus}`;
      answers[answer] = (answers[answer] ?? 0) + 1;
    },
  });
  return {
    runs: [cf.events.requests.length - before.requests, cf.events.responses.length - before.responses],
    s3Reads: cf.asked().length - before.asked,
    answers,
  };
}
