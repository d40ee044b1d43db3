// What a local stack keeps: pictures, and photos with all that makes them.
import type { Log } from '../../edge/core/ports.ts';
import type { Distribution } from '../cloudfront/distribution.ts';
import type { PhotoApiServer } from '../photos/api-server.ts';
import { type LocalPhotos, openLocalPhotos } from '../photos/local-photos.ts';
import type { Invalidate } from '../photos/open-photo-remover.ts';
import type { FinishedRequest } from '../s3/server.ts';
import { PORTS_AFTER } from './ports.ts';
import { type LocalStore, openLocalStore, storeObjects } from './store.ts';

interface StorageOptions {
  readonly data: string;
  readonly log: Log;
  readonly onS3Request?: (finished: FinishedRequest) => void;
  readonly store?: LocalStore;
  readonly removalAgainSeconds?: number;
}

interface LocalStorage {
  readonly store: LocalStore;
  readonly photos?: LocalPhotos;
  readonly photoApi?: PhotoApiServer;
  readonly photoSite?: Distribution;
}

/** Parts that are started later than those that need them. */
interface Later {
  readonly mainSite: () => string | undefined;
  readonly invalidate: Invalidate;
}

/** Pictures, and photos with all that makes them. */
export async function startStorage(
  options: StorageOptions,
  portAt: (offset: number) => number,
  started: <T extends { close(): Promise<void> }>(part: T) => T,
  { mainSite, invalidate }: Later,
): Promise<LocalStorage> {
  if (options.store) {
    await storeObjects(options.store);
    return { store: options.store };
  }
  const photos = await openLocalPhotos(options.data, options.log, {
    invalidate,
    againSeconds: options.removalAgainSeconds,
  });
  const store = started(await openStore(options, portAt(PORTS_AFTER.s3), photos, mainSite));
  await storeObjects(store);
  const photoApi = started(await photos.serve(store, portAt(PORTS_AFTER.photoApi)));
  return { store, photos, photoApi, photoSite: started(await photos.serveSite(store, portAt(PORTS_AFTER.photoSite))) };
}

/** In the data folder, whose objects come back when somebody has deleted it. */
async function openStore(
  { data, log, onS3Request }: StorageOptions,
  port: number,
  photos: LocalPhotos,
  mainSite: () => string | undefined,
): Promise<LocalStore> {
  const store: LocalStore = await openLocalStore(data, port, {
    ...(onS3Request ? { onRequest: onS3Request } : {}),
    onObject: photos.onObject,
    corsOrigins: () => originsOf(mainSite()),
    onRecreated() {
      log('data_recreated', { data, reason: 'it was deleted' });
      storeObjects(store).catch(() => {}); // the S3 server says why
    },
  });
  return store;
}

/** By either name of this machine, a browser may have opened it. */
function originsOf(site: string | undefined): readonly string[] {
  return site === undefined ? [] : [site, site.replace('127.0.0.1', 'localhost')];
}
