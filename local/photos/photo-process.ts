// A process of the pool: the photo worker, the photo site's function, and what the API has to look at. Everything is loaded with the first job of its kind.
import { randomUUID } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { createEmbeddedDetector } from '../../cloud/photos/adapters/embedded-detector.ts';
import { encodeSize } from '../../cloud/photos/adapters/encode-size.ts';
import { createHeicDecoder } from '../../cloud/photos/adapters/heic.ts';
import { createS3Photos } from '../../cloud/photos/adapters/s3-photos.ts';
import { allowOnlyPhotoTypes, createPictures } from '../../cloud/photos/adapters/sharp-pictures.ts';
import { createPhotoVariant, type SizeEvent } from '../../cloud/photos/create-photo-variant.ts';
import { createPhotoWorker } from '../../cloud/photos/create-photo-worker.ts';
import { createLooker } from '../../cloud/photos/looker.ts';
import { makePhoto } from '../../cloud/photos/make-photo.ts';
import type { MeasureStage } from '../../cloud/photos/photo-order.ts';
import { recipeOf } from '../../cloud/photos/recipe.ts';
import { createDeadline } from '../../edge/core/deadline.ts';
import { projectPath } from '../../project-path.ts';
import { LOCAL_PHOTO_BUCKET, LOCAL_PHOTO_INBOX } from '../stack/config.ts';
import { localClient } from '../stack/store.ts';
import { forPeople } from './for-people.ts';
import type { Job } from './process-messages.ts';
import { serveJobs } from './process-side.ts';

allowOnlyPhotoTypes();

serveJobs(({ s3 }, { table, removals, log, onStage }) => {
  const pictures = createPictures({
    heic: createHeicDecoder({
      script: pathToFileURL(projectPath('cloud/heic-worker.ts')),
      libraryFolder: projectPath('node_modules/libheif-js/libheif-wasm'),
    }),
  });
  const detector = createEmbeddedDetector({
    modelFolder: projectPath('cloud/photos/models'),
    wasmFolder: projectPath('node_modules/@tensorflow/tfjs-backend-wasm/dist'),
  });
  const looker = createLooker({ pictures, detector });
  const store = createS3Photos({
    client: localClient(s3.endpoint, s3.credentials),
    inbox: LOCAL_PHOTO_INBOX,
    bucket: LOCAL_PHOTO_BUCKET,
  });
  const worker = createPhotoWorker({
    stage: 'local',
    table,
    removals,
    store,
    make: (order) => makePhoto({ ...order, stage: said(order.stage, onStage) }, { pictures, detector, masters: true }),
    recipe: recipeOf(detector.name),
    log: forPeople(log),
  });
  const photoVariant = createPhotoVariant({
    stage: 'local',
    table,
    store,
    decode: pictures.decodeMaster,
    encode: encodeSize,
    log: forPeople(log),
  });
  return async (job, remainingMs) => {
    if (job.kind === 'size') return photoVariant(sizeEvent(job), { getRemainingTimeInMillis: remainingMs });
    if (job.kind === 'messages') return worker(job.event, { getRemainingTimeInMillis: remainingMs });
    const deadline = createDeadline(job.maxMs);
    if (job.kind === 'look') return looker.look(job.source, job.withPicture, deadline);
    return looker.annotate(job.source, job.detections, deadline);
  };
});

function said(measure: MeasureStage, onStage: (stage: string) => void): MeasureStage {
  return (name, work) => {
    onStage(name);
    return measure(name, work);
  };
}

function sizeEvent({ path, method }: Extract<Job, { kind: 'size' }>): SizeEvent {
  return { rawPath: path, requestContext: { requestId: randomUUID(), http: { method } } };
}
