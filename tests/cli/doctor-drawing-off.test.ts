// `cards doctor` while the brake is on: what the edge answers then is meant, and kept for longer than a failure.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unsignedExample } from '../../card-schema/example-card.ts';
import { servedVersions } from '../../cli/doctor/bucket.ts';
import { card } from '../../cli/doctor/pictures.ts';
import type { DoctorSubject } from '../../cli/doctor/subject.ts';
import { replyTo } from '../../edge/core/reply.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
/** What is said where a team signs every card. */
const NOTHING_UNSIGNED = { state: 'not checked', found: 'but for the default card, every template needs a signature' };

let site: Listening;
let subject: DoctorSubject;
beforeAll(async () => {
  const asked = { key: { key: '' }, isDefault: false, isHead: false };
  const { cacheControl, status, warning } = replyTo({ outcome: 'drawing_off' }, asked, { jpeg: FALLBACK, etag: '"e"' });
  const headers = {
    'content-type': 'image/jpeg',
    'cache-control': cacheControl,
    'x-card-status': status,
    'x-card-warning': warning,
  };
  site = await listen(
    createServer((_, response) => response.writeHead(200, headers).end(FALLBACK)),
    0,
  );
  subject = {
    pictures: site.origin,
    isLocal: false,
    bucketAddresses: [],
    bucket: { client: {} as S3Client, name: 'pictures' }, // nothing is asked of it
    build: DESIGN_VERSIONS,
    packaged: '/nowhere',
    maxSecretAgeDays: 365,
  };
});
afterAll(() => site.close());

const OFF = 'drawing is switched off for addresses without a signature';

test('says that drawing is switched off, and nothing of failures and caches', async () => {
  const off = { state: 'fault', found: OFF, advice: expect.stringContaining('cards drawing status') };
  expect(await card(subject)).toEqual([unsignedExample() ? off : NOTHING_UNSIGNED]);
});

test('does not say that another build draws, because nothing does', async () => {
  expect(await servedVersions(subject)).toEqual([unsignedExample() ? { state: 'not checked', found: OFF } : NOTHING_UNSIGNED]);
});
