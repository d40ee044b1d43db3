// The HTTP API of photos on the local stack's own parts, where cloud/photo-api.ts has those of AWS.
import { createPhotoList } from '../../cloud/photos/adapters/photo-list.ts';
import { createPresigner, PRESIGNING_SETTINGS } from '../../cloud/photos/adapters/presigner.ts';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { createPhotoApi } from '../../cloud/photos/create-photo-api.ts';
import { EMBEDDED_DETECTOR } from '../../cloud/photos/detector-names.ts';
import type { Looked, Looker, UploadTable } from '../../cloud/photos/ports.ts';
import type { Removals } from '../../cloud/photos/removal/ports.ts';
import type { Log } from '../../edge/core/ports.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../stack/config.ts';
import { type LocalStore, localClient } from '../stack/store.ts';
import type { MessageQueue } from './message-queue.ts';
import type { ProcessPool } from './process-pool.ts';

interface Parts {
  readonly store: LocalStore;
  readonly table: UploadTable;
  readonly queue: MessageQueue;
  readonly removals: Removals;
  readonly pool: ProcessPool;
  readonly log: Log;
}

export function openPhotoApi({ store, table, queue, removals, pool, log }: Parts): ReturnType<typeof createPhotoApi> {
  const { client, endpoint, credentials } = store;
  const bucket = LOCAL_PHOTO_BUCKET;
  const presigning = localClient(endpoint, credentials, PRESIGNING_SETTINGS);
  return createPhotoApi({
    stage: 'local',
    table,
    store: createS3Photos({ client, inbox: LOCAL_PHOTO_INBOX, bucket }),
    listPhotos: createPhotoList(client, bucket),
    presigner: createPresigner({ client: presigning, inbox: LOCAL_PHOTO_INBOX, bucket }),
    sendEdit: (edit) => queue.send(JSON.stringify({ edit })),
    removals,
    looker: lookerIn(pool),
    detector: EMBEDDED_DETECTOR,
    log: withoutPolls(log),
  });
}

/** A picture may crash its decoder, and this process is the whole stack. */
function lookerIn(pool: ProcessPool): Looker {
  return {
    look: (source, withPicture, deadline) =>
      deadline.bound(
        'Looking at the picture',
        pool.run({ kind: 'look', source, withPicture, maxMs: deadline.remainingMs() }) as Promise<Looked>,
      ),
    annotate: (source, detections, deadline) =>
      deadline.bound(
        'Drawing the boxes',
        pool.run({ kind: 'annotate', source, detections, maxMs: deadline.remainingMs() }) as Promise<Uint8Array>,
      ),
  };
}

/** A client asks again and again how far its photo is: what went well and changed nothing is no news. */
function withoutPolls(log: Log): Log {
  return (event, { stage: _, function: __, ...fields } = {}) => {
    if (fields['method'] !== 'GET' || Number(fields['status']) >= 400) log(event, fields);
  };
}
