// @examples score
// The function that draws, as deployed but for two modules, with its calls to S3 recorded.
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, jest } from '@jest/globals';
import type { CloudFrontResponseEvent, CloudFrontResultResponse } from 'aws-lambda';
import { createCard } from '../../card-schema/catalogue.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import type { CardBrowser, CardBrowserParts } from '../../edge/adapters/browser/card-browser.ts';
import type { FetchRange } from '../../edge/adapters/pack/fetch-chunks.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { installBrowser } from '../../local/browser/browser-files.ts';
import { startCardSite } from '../../local/card-site/server.ts';
import { localConfigHeaders } from '../../local/stack/config.ts';
import { placeBuild } from '../../tools/package/place-build.ts';
import { originResponseEvent } from '../support/events.ts';
import { CREDENTIALS, type RecordedCall, type RecordedS3 } from '../support/recorded-s3.ts';
import { BUCKET } from './deployed-policies.ts';

export const PACK = `packs/${'a'.repeat(64)}`;

/** Draws a card twice, and passes on an answer and an error of S3. */
export async function drawDeployed(s3: RecordedS3): Promise<{ readonly key: string; readonly drawn: readonly RecordedCall[] }> {
  let browser: CardBrowser | undefined;
  await s3.owner.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.owner.send(new PutObjectCommand({ Bucket: BUCKET, Key: PACK, Body: 'the rest of the browser' }));

  // Lambda's environment, and where S3 is instead of at Amazon's.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
  });
  const real = await import('../../edge/adapters/browser/card-browser.ts');
  jest.unstable_mockModule('../../edge/adapters/browser/card-browser.ts', () => ({
    createCardBrowser(parts: CardBrowserParts) {
      browser = real.createCardBrowser({ ...parts, scratch: s3.directory });
      return browser;
    },
  }));
  jest.unstable_mockModule('../../edge/adapters/pack/pack.ts', () => ({
    openPack() {
      let fetched: Promise<unknown> | undefined;
      return {
        async files(fetchRange: FetchRange) {
          fetched ??= fetchRange(PACK, 0, 3); // once, as a pack does that is not complete
          await fetched;
          return installBrowser();
        },
        ended: () => {},
      };
    },
  }));
  const built = await buildCardSite();
  await placeBuild(built);
  const { handler } = await import('../../edge/origin-response.ts');
  const site = await startCardSite({
    port: 0,
    directory: built.site,
    pageKeys: [DEVELOPMENT_KEYS.page],
  });
  try {
    const statusOf = async (event: CloudFrontResponseEvent) =>
      ((await handler(event)) as CloudFrontResultResponse).headers?.['x-card-status']?.[0]?.value;
    const key = formatCardKey(createCard('score', { home: 12, away: 34, round: 10 }), built.designVersions);
    const config = localConfigHeaders(site.origin);
    s3.calls.length = 0;
    // Twice: the second meets a key that is taken, as when two Regions draw one card.
    expect(await statusOf(originResponseEvent(`/${key}`, { config }))).toBe('drawn');
    expect(await statusOf(originResponseEvent(`/${key}`, { config }))).toBe('drawn');
    await statusOf(originResponseEvent(`/${key}`, { config, status: '200', headers: {} }));
    await statusOf(originResponseEvent(`/${key}`, { config, status: '503', headers: {} }));
    return { key, drawn: [...s3.calls] };
  } finally {
    await browser?.close();
    await site.close();
  }
}
