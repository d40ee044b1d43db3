// `cards doctor` while the brake is on: what the edge answers then is meant, and kept for longer than a failure.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { unsignedExample } from '../../card-schema/example-card.ts';
import { card } from '../../cli/doctor/pictures.ts';
import { replyTo } from '../../edge/core/reply.ts';
import { listen } from '../../local/http/listen.ts';
import { projectPath } from '../../project-path.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const FALLBACK = readFileSync(projectPath('edge/fallback.jpg'));
/** Of whatever templates there are. */
const whenUnsigned = unsignedExample() ? test : test.skip;

whenUnsigned('says that drawing is switched off, and nothing of failures and caches', async () => {
  const asked = { key: { key: '' }, isDefault: false, isHead: false };
  const reply = replyTo({ outcome: 'drawing_off' }, asked, { jpeg: FALLBACK, etag: '"e"' });
  const headers = {
    'content-type': 'image/jpeg',
    'cache-control': reply.cacheControl,
    'x-card-status': reply.status,
    'x-card-warning': reply.warning,
  };
  const site = await listen(
    createServer((_, response) => response.writeHead(200, headers).end(FALLBACK)),
    0,
  );
  const found = await card({
    pictures: site.origin,
    isLocal: false,
    bucketAddresses: [],
    build: DESIGN_VERSIONS,
    packaged: '/nowhere',
    maxSecretAgeDays: 365,
  });
  await site.close();
  expect(found).toEqual([
    {
      state: 'fault',
      found: 'drawing is switched off for addresses without a signature',
      advice: expect.stringContaining('cards drawing status'),
    },
  ]);
});
