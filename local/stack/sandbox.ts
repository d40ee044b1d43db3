// One sandbox as Lambda has it, but on this machine: the same handler and browser code, an installed browser instead of a pack.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { type CardBrowser, type CardBrowserParts, createCardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import { readSandboxUsage } from '../../edge/adapters/browser/sandbox-usage.ts';
import type { Log } from '../../edge/core/ports.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { installBrowser } from '../browser/browser-files.ts';
import { fetchImageWithDemo } from './demo-images.ts';

export interface LocalBrowser extends CardBrowser {
  /** The sandbox's own scratch folder, as /tmp is on Lambda. */
  readonly scratch: string;
}

/** Its cards may show the examples' images, unless another fetcher is given. */
export async function openLocalBrowser(
  log: Log,
  fetchImageFor: CardBrowserParts['fetchImageFor'] = fetchImageWithDemo,
): Promise<LocalBrowser> {
  const scratch = await mkdtemp(join(tmpdir(), 'edgecard-scratch-'));
  const browser = createCardBrowser({ source: sourceOf(installBrowser), fetchImageFor, scratch, log });
  return {
    ...browser,
    scratch,
    async close() {
      await browser.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

export interface LocalSandbox {
  readonly originResponse: ReturnType<typeof createOriginResponse>;
  /** From now on cards are drawn by this design; the browser stays, and loads its page again. */
  redesign(designVersions: DesignVersions): void;
  readonly browser: LocalBrowser;
}

export async function openLocalSandbox(
  designVersions: DesignVersions,
  client: S3Client,
  log: Log,
  fetchImageFor?: CardBrowserParts['fetchImageFor'],
): Promise<LocalSandbox> {
  const browser = await openLocalBrowser(log, fetchImageFor);
  const fallbackPicture = await readFile(projectPath('edge/fallback.jpg'));
  const handlerOf = (versions: DesignVersions) =>
    createOriginResponse({
      designVersions: versions,
      fallbackPicture,
      draw: browser.draw,
      storeFor: (config) => createS3Store(client, config.bucket),
      readUsage: () => readSandboxUsage(browser.scratch, browser.pid()),
      log,
    });
  let handler = handlerOf(designVersions);
  return {
    originResponse: (event) => handler(event),
    redesign(versions) {
      handler = handlerOf(versions);
    },
    browser,
  };
}

/** Of the sources as they are now. */
export async function readDesignVersions(): Promise<DesignVersions> {
  return (await buildCardSite()).designVersions;
}
