// One sandbox as Lambda has it, but on this machine: the same handler and browser code, an installed browser instead of a pack.
import { readFile } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { createTextReader } from '../../edge/adapters/aws/s3-text.ts';
import { sourceOf } from '../../edge/adapters/browser/browser-files.ts';
import { type CardBrowser, type CardBrowserParts, createCardBrowser } from '../../edge/adapters/browser/card-browser.ts';
import { readSandboxUsage } from '../../edge/adapters/browser/sandbox-usage.ts';
import { createPhotoReader } from '../../edge/adapters/photo-reader.ts';
import { DRAWING_STATE_KEY } from '../../edge/core/drawing-state.ts';
import type { DrawJob, FetchPhoto, Log } from '../../edge/core/ports.ts';
import { createOriginResponse } from '../../edge/create-origin-response.ts';
import { projectPath } from '../../project-path.ts';
import { installBrowser } from '../browser/browser-files.ts';
import { refuseMachine } from '../browser/refuse-machine.ts';
import { fetchImageWithDemo } from './demo-images.ts';
import { openScratch } from './scratch.ts';

export interface LocalBrowser extends CardBrowser {
  /** The sandbox's own scratch folder, as /tmp is on Lambda. */
  readonly scratch: string;
}

type ImageParts = Partial<Pick<CardBrowserParts, 'fetchImageFor' | 'fetchPhotoFor'>>;

/** Its cards may show the examples' images, unless another fetcher is given. */
export async function openLocalBrowser(log: Log, images: ImageParts = {}): Promise<LocalBrowser> {
  refuseMachine();
  const scratch = await openScratch();
  const browser = createCardBrowser({
    source: sourceOf(installBrowser),
    fetchImageFor: fetchImageWithDemo,
    scratch: scratch.path,
    log,
    ...images,
  });
  return {
    ...browser,
    scratch: scratch.path,
    async close() {
      await browser.close();
      await scratch.remove();
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
  images: Pick<ImageParts, 'fetchImageFor'> = {},
): Promise<LocalSandbox> {
  const browser = await openLocalBrowser(log, { fetchPhotoFor: photosOnS3(client), ...images });
  const fallbackPicture = await readFile(projectPath('edge/fallback.jpg'));
  const handlerOf = (versions: DesignVersions) =>
    createOriginResponse({
      designVersions: versions,
      fallbackPicture,
      draw: browser.draw,
      readDrawingState: ({ bucket }, signal) => createTextReader(client, bucket)(DRAWING_STATE_KEY, signal),
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

/** Reads the photos of whichever bucket a job's configuration names. */
export function photosOnS3(client: S3Client): (job: DrawJob) => FetchPhoto {
  return ({ config }) => createPhotoReader(client, config.photoBucket);
}

/** Of the sources as they are now. */
export async function readDesignVersions(): Promise<DesignVersions> {
  return (await buildCardSite()).designVersions;
}
