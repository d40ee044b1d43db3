// The whole system on this machine: S3, card site behind its guard, CloudFront with the two functions, demo main site, studio.
import { buildCardSite } from '../../card-site/bundle/build-card-site.ts';
import { type BuiltCardSite, readBuilt } from '../../card-site/bundle/built-files.ts';
import { createPhotoReader } from '../../edge/adapters/photo-reader.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import type { Log } from '../../edge/core/ports.ts';
import { installBrowser } from '../browser/browser-files.ts';
import { startCardSite } from '../card-site/server.ts';
import { type MainSite, startMainSite } from '../demo/server.ts';
import type { FinishedRequest } from '../s3/server.ts';
import type { NextBuild } from '../studio/follow-source.ts';
import { studioPhotos } from '../studio/photos/studio-photos.ts';
import { type Studio, startStudio } from '../studio/server.ts';
import { createBuildsInUse } from './builds-in-use.ts';
import { LOCAL_PHOTO_BUCKET } from './config.ts';
import { type Delivery, startDelivery } from './delivery.ts';
import { DEMO_IMAGE_HOST, fetchImageWithDemo } from './demo-images.ts';
import { PORTS_AFTER } from './ports.ts';
import type { LocalBrowser } from './sandbox.ts';
import { startStorage } from './storage.ts';
import type { LocalStore } from './store.ts';

export interface StackOptions {
  /** CloudFront's port; main site, card site, S3, studio, the API of photos and the photo site take the six that follow. 0 takes any free ones. */
  readonly port: number;
  /** Pictures are kept here and survive a restart. */
  readonly data: string;
  /** Browsers at work at once, default 2. */
  readonly sandboxes?: number;
  /** Whether simultaneous misses of one address become one; default true. */
  readonly collapse?: boolean;
  /** Hosts from which cards may show images in addition to the examples' own; default none. */
  readonly imageHosts?: readonly string[];
  /** Names that the studio answers to in addition to those of this machine alone; default none. */
  readonly studioHosts?: readonly string[];
  /** Origin custom headers to set or replace. */
  readonly config?: Readonly<Record<string, string>>;
  /** What the former process has built, when this one takes its place. Default: the build of the sources as they are. */
  readonly next?: NextBuild;
  /** Whether there is a studio, and whether the stack follows the source; default false. */
  readonly studio?: boolean;
  /** Called when a file has changed that this process has imported already, and the source builds: only a new process can load it. */
  readonly onRestartNeeded?: (next: NextBuild) => void;
  /** Until the second look for cards of a removed photo; default: longer than any drawing takes. */
  readonly removalAgainSeconds?: number;
  readonly log: Log;
  readonly onS3Request?: (finished: FinishedRequest) => void;
  /**
   * Pictures are kept here instead of in an S3 server of the stack's own; the caller closes it. There are no photos then, because only the
   * stack's own server says what comes into the inbox.
   */
  readonly store?: LocalStore;
}

export interface Stack {
  readonly cdn: string;
  readonly mainSite: string;
  readonly cardSite: string;
  readonly s3: string;
  readonly studio?: string;
  /** The HTTP API of photos. */
  readonly photoApi?: string;
  /** Photos in any size, at signed addresses. */
  readonly photoSite?: string;
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
  const { port, sandboxes = 2, collapse = true, imageHosts = [], config = {}, log } = options;
  const portAt = (offset: number) => (port === 0 ? 0 : port + offset);
  const started = <T extends { close(): Promise<void> }>(part: T): T => {
    stops.push(() => part.close());
    return part;
  };

  // Unpacked now, so that the first card need not wait for it.
  const [built] = await Promise.all([options.next ? readBuilt(options.next.folder) : buildCardSite(), installBrowser()]);
  const builds = started(createBuildsInUse(built));
  const designVersions = () => builds.current().designVersions;
  let main: MainSite | undefined;
  let cdn: Delivery | undefined;
  const later = { mainSite: () => main?.url, invalidate: (items: readonly string[]) => cdn?.invalidate(items) };
  const { store, photos, photoApi, photoSite } = await startStorage(options, portAt, started, later);
  const cardSite = { port: portAt(PORTS_AFTER.cardSite), directories: builds.sites };
  const site = started(await startCardSite({ ...cardSite, pageKeys: [DEVELOPMENT_KEYS.page] }));

  const delivery = { designVersions: built.designVersions, cardSite: site.origin, sandboxes, collapse, imageHosts, config };
  cdn = await startDelivery({ port: portAt(0), store, ...delivery, log, onStarted: started });
  const signingKey = DEVELOPMENT_KEYS.signing;
  const cards = { pictureOrigin: cdn.url, signingKey, designVersions };
  let studio: Studio | undefined;
  main = started(
    await startMainSite({
      port: portAt(PORTS_AFTER.mainSite),
      ...cards,
      studio: () => studio?.url,
      photos: () => photoApi && photoSite && { api: photoApi.url, s3: store.endpoint, site: photoSite.url },
    }),
  );
  const studioParts = {
    ...cards,
    ...studioPartsOf(options, store),
    photos: photos && photoApi && studioPhotos(store, photoApi.url, photos.news),
    mainSite: main.url,
    built,
    removeCard: cdn.removeCard,
    onRebuilt(next: BuiltCardSite) {
      builds.take(next);
      cdn.redesign(next.designVersions);
    },
  };
  studio = options.studio ? started(await startStudio({ port: portAt(PORTS_AFTER.studio), ...studioParts, log })) : undefined;
  return {
    cdn: cdn.url,
    mainSite: main.url,
    cardSite: site.origin,
    s3: store.endpoint,
    ...(studio ? { studio: studio.url } : {}),
    ...(photoApi && photoSite ? { photoApi: photoApi.url, photoSite: photoSite.url } : {}),
    browsers: cdn.browsers,
    clearCache: cdn.clearCache,
  };
}

/** What a studio has of the stack's own options and storage. */
function studioPartsOf({ studioHosts, next, imageHosts = [], onRestartNeeded }: StackOptions, store: LocalStore) {
  return {
    ...(studioHosts ? { studioHosts } : {}),
    builtMs: next?.builtMs,
    fetchImage: fetchImageWithDemo([DEMO_IMAGE_HOST, ...imageHosts]),
    fetchPhoto: createPhotoReader(store.client, LOCAL_PHOTO_BUCKET),
    ...(onRestartNeeded ? { onRestartNeeded } : {}),
  };
}
