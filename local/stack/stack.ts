// The whole system on this machine: S3, card site behind its guard, CloudFront with the two functions, demo main site, studio.
import { mkdir } from 'node:fs/promises';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { type BuiltCardSite, buildApart } from '../../card-site/bundle/build-apart.ts';
import { fontCoverage } from '../../card-site/fonts/font-coverage.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import type { Log } from '../../edge/core/ports.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { projectPath } from '../../project-path.ts';
import { installBrowser } from '../browser/browser-files.ts';
import { startCardSite } from '../card-site/server.ts';
import { startCloudFront } from '../cloudfront/emulator.ts';
import { loadPicturePaths } from '../cloudfront/picture-paths.ts';
import { startMainSite } from '../demo/server.ts';
import type { FinishedRequest } from '../s3/server.ts';
import { startStudio } from '../studio/server.ts';
import { LOCAL_REGION, localConfigHeaders } from './config.ts';
import { DEMO_IMAGE_HOST, fetchImageWithDemo } from './demo-images.ts';
import { PORTS_AFTER } from './ports.ts';
import { type LocalBrowser, openLocalSandbox, readDesignVersions } from './sandbox.ts';
import { createSandboxes } from './sandboxes.ts';
import { type LocalStore, openLocalStore, removePicture, storeObjects } from './store.ts';

export interface StackOptions {
  /** CloudFront's port; main site, card site, S3 and studio take the four that follow. 0 takes any free ones. */
  readonly port: number;
  /** Pictures are kept here and survive a restart. */
  readonly data: string;
  /** Browsers at work at once, two unless told: as many as this machine is meant to have cores. */
  readonly sandboxes?: number;
  /** Whether simultaneous misses of one address become one; true unless told. */
  readonly collapse?: boolean;
  /** Hosts from which cards may show images besides the examples' own; none unless told. */
  readonly imageHosts?: readonly string[];
  /** Origin custom headers to set or replace. */
  readonly config?: Readonly<Record<string, string>>;
  /** False when dist/ is known to be fresh. */
  readonly build?: boolean;
  /** When the build in dist/ began, where none is made: what has changed since is built again. The start of this process unless told. */
  readonly builtMs?: number;
  /** Whether there is a studio, and whether the stack follows the source; false unless told. */
  readonly studio?: boolean;
  /** Told when the source has changed in what this process has imported already, and builds: only a new process knows it. */
  readonly onOutgrown?: () => void;
  readonly log: Log;
  readonly onS3Request?: (finished: FinishedRequest) => void;
  /** Pictures are kept here instead of in an S3 server of the stack's own; who has opened it closes it. */
  readonly store?: LocalStore;
}

export interface Stack {
  readonly cdn: string;
  readonly mainSite: string;
  readonly cardSite: string;
  readonly s3: string;
  readonly studio?: string;
  /** One per sandbox, for tests that kill it. */
  readonly browsers: readonly LocalBrowser[];
  /** Empties CloudFront's cache, and leaves S3 as it is. */
  clearCache(): void;
  close(): Promise<void>;
}

/** Starts everything, or nothing: what had started is stopped again when a later part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const stops: (() => Promise<void>)[] = [];
  const closeAll = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    return { ...(await startParts(options, stops)), close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function startParts(options: StackOptions, stops: (() => Promise<void>)[]): Promise<Omit<Stack, 'close'>> {
  const { port, data, sandboxes: count = 2, collapse = true, imageHosts = [], config = {}, onOutgrown, log } = options;
  const portAt = (offset: number) => (port === 0 ? 0 : port + offset);
  const started = <T extends { close(): Promise<void> }>(part: T): T => {
    stops.push(() => part.close());
    return part;
  };

  // Unpacked now, so that the first card need not wait for it.
  const [built] = await Promise.all([options.build === false ? readBuilt(options.builtMs) : buildApart(), installBrowser()]);
  let { designVersions } = built;
  await mkdir(data, { recursive: true });
  const store = options.store ?? started(await openLocalStore(data, portAt(PORTS_AFTER.s3), options.onS3Request));
  await storeObjects(store);
  const directory = projectPath('dist/card-site');
  const site = started(await startCardSite({ port: portAt(PORTS_AFTER.cardSite), directory, pageKeys: [DEVELOPMENT_KEYS.page] }));

  const sandboxes = await Promise.all(Array.from({ length: count }, () => openLocalSandbox(designVersions, store.client, log)));
  for (const { browser } of sandboxes) started(browser);
  let originRequest = createOriginRequest({ designVersions, log });
  let picturePaths = loadPicturePaths(designVersions);
  const cdn = started(
    await startCloudFront({
      port: portAt(0),
      handlers: {
        originRequest: (event) => originRequest(event),
        originResponse: createSandboxes(sandboxes.map(({ originResponse }) => originResponse)),
      },
      viewerRequest: () => picturePaths,
      origin: {
        endpoint: store.endpoint,
        bucket: store.bucket,
        region: LOCAL_REGION,
        ...store.credentials,
        customHeaders: { ...localConfigHeaders(site.origin, imageHosts), 'x-card-bucket': store.bucket, ...config },
      },
      collapse,
      log,
    }),
  );
  const signingKey = DEVELOPMENT_KEYS.signing;
  const cards = { pictureOrigin: cdn.url, signingKey, designVersions: () => designVersions };
  const main = started(await startMainSite({ port: portAt(PORTS_AFTER.mainSite), ...cards }));

  /** As a deploy does it: the functions are exchanged, and the cache is emptied. */
  function redesign(next: DesignVersions): void {
    designVersions = next;
    originRequest = createOriginRequest({ designVersions, log });
    picturePaths = loadPicturePaths(designVersions);
    for (const sandbox of sandboxes) sandbox.redesign(designVersions);
    cdn.clearCache();
  }

  async function removeCard(path: string, key: string): Promise<void> {
    await removePicture(store, key);
    cdn.removeFromCache(path);
  }

  const studioParts = {
    ...cards,
    mainSite: main.url,
    built,
    fetchImage: fetchImageWithDemo([DEMO_IMAGE_HOST, ...imageHosts]),
    removeCard,
    onRebuilt: redesign,
    ...(onOutgrown ? { onOutgrown } : {}),
  };
  const studio = options.studio
    ? started(await startStudio({ port: portAt(PORTS_AFTER.studio), ...studioParts, log }))
    : undefined;
  return {
    cdn: cdn.url,
    mainSite: main.url,
    cardSite: site.origin,
    s3: store.endpoint,
    ...(studio ? { studio: studio.url } : {}),
    browsers: sandboxes.map(({ browser }) => browser),
    clearCache: cdn.clearCache,
  };
}

async function readBuilt(startedMs = performance.timeOrigin): Promise<BuiltCardSite> {
  const [designVersions, coverage] = await Promise.all([readDesignVersions(), fontCoverage()]);
  return { designVersions, fontCoverage: coverage, startedMs };
}
