// The photo way from the queue to the photo bucket, with a switch at every seam: real worker and API, the embedded S3, and doubles of
// the table, of Rekognition and of SQS that speak their protocols. Each fault has its own; S3's server is shared.
import { createEditQueue } from '../../../cloud/photos/adapters/edit-queue.ts';
import { createPhotoList } from '../../../cloud/photos/adapters/photo-list.ts';
import { createPresigner } from '../../../cloud/photos/adapters/presigner.ts';
import { createRekognitionDetector } from '../../../cloud/photos/adapters/rekognition-detector.ts';
import { createRemovals } from '../../../cloud/photos/adapters/removals.ts';
import { createS3Photos } from '../../../cloud/photos/adapters/s3-photos.ts';
import { createPictures } from '../../../cloud/photos/adapters/sharp-pictures.ts';
import { createUploadTable } from '../../../cloud/photos/adapters/upload-table.ts';
import { createPhotoApi } from '../../../cloud/photos/create-photo-api.ts';
import { createPhotoWorker } from '../../../cloud/photos/create-photo-worker.ts';
import { createLooker } from '../../../cloud/photos/looker.ts';
import { makePhoto } from '../../../cloud/photos/make-photo.ts';
import type { Pictures } from '../../../cloud/photos/pictures.ts';
import type { Detector, PhotoStore, UploadTable } from '../../../cloud/photos/ports.ts';
import { recipeOf } from '../../../cloud/photos/recipe.ts';
import { newUploadId } from '../../../cloud/photos/upload-id.ts';
import type { Log } from '../../../edge/core/ports.ts';
import type { FaultProxy } from '../fault-proxy.ts';
import { createApiCaller } from './api-caller.ts';
import { openPhotoQueue, type PhotoQueue } from './photo-queue.ts';
import { openPhotoServices, type PhotoServices, TABLE } from './photo-services.ts';
import { type ProcessWorker, processFunction } from './process-worker.ts';
import { remaining } from './remaining.ts';
import { openRemovalBench, type RemovalBench } from './removal-bench.ts';
import { openSiteBench, type SiteBench, type SiteOptions } from './site-bench.ts';

/** What looks at pictures; a fault may put another in its place. */
export interface Engine {
  detector: Detector;
  pictures: Pictures;
}

type Services = 's3' | 'aws' | 'inbox' | 'bucket' | 'direct' | 'rows' | 'found' | 'pictures' | 'shown' | 'invalidated';

export interface PhotoBench extends Pick<PhotoServices, Services> {
  readonly engine: Engine;
  readonly queue: PhotoQueue;
  /** Id of the story's upload. */
  readonly upload: string;
  /** The worker's own store and table. */
  readonly store: PhotoStore;
  readonly table: UploadTable;
  readonly handler: ReturnType<typeof createPhotoApi>;
  /** Lines of the worker and of the API. */
  readonly log: readonly string[];
  /** Past the proxies: what a fault needs for itself, and what the bench looks at. */
  readonly behind: { readonly store: PhotoStore };
  call: ReturnType<typeof createApiCaller>;
  readonly removal: RemovalBench;
  /** It ends with the fault. */
  openSite(options: SiteOptions): Promise<SiteBench>;
  /** Only of a fault with `process`. */
  readonly processes?: ProcessWorker;
  met(): number;
  letPass(): Promise<void>;
  close(): Promise<void>;
}

const pictures = createPictures({});

export async function openPhotoBench(s3Endpoint: string, isProcess: boolean): Promise<PhotoBench> {
  const services = await openPhotoServices(s3Endpoint, {
    photo: (body) => void queue.send(body),
    removal: (body, delaySeconds) => void removal.take(body, delaySeconds),
  });
  const { inbox, bucket, clients, direct } = services;
  const lines: string[] = [];
  const log: Log = (event, fields) => void lines.push(JSON.stringify({ event, ...fields }));
  const engine: Engine = { detector: createRekognitionDetector(clients.rekognition), pictures };
  const parts = {
    stage: 'test',
    store: createS3Photos({ client: clients.s3, inbox, bucket }),
    table: createUploadTable({ client: clients.dynamo, name: TABLE }),
    removals: createRemovals({
      ...{ dynamo: clients.dynamo, table: TABLE, sqs: clients.sqs },
      queueUrl: `${services.aws.origin}/111122223333/photo-removals`,
    }),
    log,
  };
  const inThisProcess = createPhotoWorker({
    ...parts,
    make: (order) => makePhoto(order, { ...engine, masters: true }),
    recipe: recipeOf('rekognition/1'),
  });
  const processes: ProcessWorker | undefined = isProcess ? processFunction('cloud/photo-worker.ts', services, lines) : undefined;
  const queue = openPhotoQueue(
    processes?.work ?? ((event, remainingMs) => inThisProcess(event, { getRemainingTimeInMillis: remaining(remainingMs) })),
  );
  const handler = openApi(services, engine, parts);
  const removal = openRemovalBench(services, parts);
  const sites: SiteBench[] = [];
  return {
    ...services,
    ...parts,
    removal,
    async openSite(options) {
      const site = await openSiteBench(services, { ...parts, decode: pictures.decode }, lines, options);
      sites.push(site);
      return site;
    },
    engine,
    queue,
    handler,
    upload: newUploadId(),
    log: lines,
    behind: { store: createS3Photos({ client: direct, inbox, bucket }) },
    call: createApiCaller(handler),
    ...(processes ? { processes } : {}),
    met: () => services.s3.met() + services.aws.met(),
    letPass: () => letPass(services),
    async close() {
      processes?.killAll();
      for (const site of sites) await site.close();
      await services.close();
    },
  };
}

async function letPass({ s3, aws }: PhotoServices): Promise<void> {
  for (const proxy of [s3, aws] satisfies FaultProxy[]) {
    proxy.meddle();
    await proxy.accept();
  }
}

function openApi(
  { clients, inbox, bucket, aws }: PhotoServices,
  engine: Engine,
  parts: Pick<Parameters<typeof createPhotoApi>[0], 'stage' | 'store' | 'table' | 'removals' | 'log'>,
): ReturnType<typeof createPhotoApi> {
  return createPhotoApi({
    ...parts,
    listPhotos: createPhotoList(clients.s3, bucket),
    presigner: createPresigner({ client: clients.s3, inbox, bucket }),
    sendEdit: createEditQueue(clients.sqs, `${aws.origin}/111122223333/photos`),
    looker: createLooker(engine),
    detector: engine.detector.name,
  });
}
