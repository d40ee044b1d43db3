// What removes the rest of a photo, on the local stack's own parts, where cloud/photo-remover.ts has those of AWS. It decodes nothing, so that
// it runs in the stack's own process, and reaches the cache.
import { createCardShelf } from '../../cloud/photos/adapters/card-shelf.ts';
import { createPhotoList } from '../../cloud/photos/adapters/photo-list.ts';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { photoSitePaths, REVIEW_FOLDERS } from '../../cloud/photos/photo-keys.ts';
import type { UploadTable } from '../../cloud/photos/ports.ts';
import { createPhotoRemover } from '../../cloud/photos/removal/create-photo-remover.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import { photoTag } from '../../edge/core/cache-tag.ts';
import type { Log } from '../../edge/core/ports.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../stack/config.ts';
import type { LocalStore } from '../stack/store.ts';
import { forPeople } from './for-people.ts';

/** Drawings of this machine are over by then: a card has eight seconds, and a photo that is just being made a minute at most. */
const AGAIN_SECONDS = 75;

/** Has the stack's caches forget paths, with `*` at the end only, and tags, which begin with `#`. */
export type Invalidate = (items: readonly string[]) => void;

interface Parts {
  readonly store: LocalStore;
  readonly table: UploadTable;
  readonly removals: Removals;
  readonly invalidate: Invalidate;
  readonly againSeconds?: number | undefined;
  readonly log: Log;
}

export function openPhotoRemover({ againSeconds = AGAIN_SECONDS, ...parts }: Parts): ReturnType<typeof createPhotoRemover> {
  const { store, table, removals, invalidate, log } = parts;
  const { client } = store;
  return createPhotoRemover({
    stage: 'local',
    store: createS3Photos({ client, inbox: LOCAL_PHOTO_INBOX, bucket: LOCAL_PHOTO_BUCKET }),
    table,
    listPhotos: createPhotoList(client, LOCAL_PHOTO_BUCKET),
    listReviews: createPhotoList(client, LOCAL_PHOTO_BUCKET, REVIEW_FOLDERS),
    // The embedded S3 server keeps no old versions.
    shelf: createCardShelf({ client, bucket: store.bucket, versioned: false }),
    forget: async (photos) => invalidate(photos.flatMap((id) => [`#${photoTag(id)}`, ...photoSitePaths(id)])),
    removals,
    againSeconds,
    log: forPeople(log),
  });
}
