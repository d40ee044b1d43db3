// CloudFront with the functions behind it, each of which has as many sandboxes as there are browsers.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import type { Log } from '../../edge/core/ports.ts';
import { createOriginRequest } from '../../edge/create-origin-request.ts';
import { startCloudFront } from '../cloudfront/emulator.ts';
import { ERROR_MIN_SECONDS, FALLBACK_PAGE, readRemovedHeaders } from '../cloudfront/error-page.ts';
import { loadPicturePaths } from '../cloudfront/picture-paths.ts';
import { LOCAL_REGION, localConfigHeaders } from './config.ts';
import { type LocalBrowser, openLocalSandbox } from './sandbox.ts';
import { createSandboxes } from './sandboxes.ts';
import { type LocalStore, removePicture } from './store.ts';

export interface DeliveryOptions {
  /** 0 takes any free one. */
  readonly port: number;
  readonly store: LocalStore;
  readonly designVersions: DesignVersions;
  readonly cardSite: string;
  readonly sandboxes: number;
  readonly collapse: boolean;
  readonly imageHosts: readonly string[];
  /** Origin custom headers to set or replace. */
  readonly config: Readonly<Record<string, string>>;
  readonly log: Log;
  /** Called with each part that has started, so that it is closed whatever happens next. */
  readonly onStarted: (part: { close(): Promise<void> }) => void;
}

export interface Delivery {
  readonly url: string;
  /** One per sandbox. */
  readonly browsers: readonly LocalBrowser[];
  /** As a deploy does it: the functions are exchanged, and the cache is emptied. */
  redesign(next: DesignVersions): void;
  removeCard(path: string, key: string): Promise<void>;
  clearCache(): void;
  /** Paths, with `*` at the end only, and tags, which begin with `#`. */
  invalidate(items: readonly string[]): void;
}

export async function startDelivery(options: DeliveryOptions): Promise<Delivery> {
  const { port, store, designVersions, cardSite, collapse, imageHosts, config, log, onStarted } = options;
  const sandboxes = await Promise.all(
    Array.from({ length: options.sandboxes }, () => openLocalSandbox(designVersions, store.client, log)),
  );
  for (const { browser } of sandboxes) onStarted(browser);
  let originRequest = createOriginRequest({ designVersions, log });
  let picturePaths = loadPicturePaths(designVersions);
  const cdn = await startCloudFront({
    rootObject: 'default.jpg', // DefaultRootObject in infra/pictures.yml
    port,
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
      customHeaders: { ...localConfigHeaders(cardSite, imageHosts), 'x-card-bucket': store.bucket, ...config },
    },
    collapse,
    log,
    errorPage: FALLBACK_PAGE,
    errorMinSeconds: ERROR_MIN_SECONDS,
    removedHeaders: readRemovedHeaders(),
  });
  onStarted(cdn);
  return {
    url: cdn.url,
    browsers: sandboxes.map(({ browser }) => browser),
    redesign(next) {
      originRequest = createOriginRequest({ designVersions: next, log });
      picturePaths = loadPicturePaths(next);
      for (const sandbox of sandboxes) sandbox.redesign(next);
      cdn.clearCache();
    },
    async removeCard(path, key) {
      await removePicture(store, key);
      cdn.removeFromCache(path);
    },
    clearCache: cdn.clearCache,
    invalidate: cdn.invalidate,
  };
}
