// What the worker, the API and the remover of photos ask AWS for, as IAM is asked about it: all that can happen to a photo.
import sharp from 'sharp';
import { inboxKeyOf, variantKey } from '../../cloud/photos/photo-keys.ts';
import type { IamRequest } from '../support/iam.ts';
import { objectCreated } from '../support/photo-worker.ts';
import { postForm } from '../support/presigned-tests.ts';
import { INBOX, openPhotoActors, type PhotoActors } from './photo-actors.ts';

export interface PhotoCalls {
  readonly worker: readonly IamRequest[];
  readonly api: readonly IamRequest[];
  readonly remover: readonly IamRequest[];
}

export async function recordPhotoCalls(): Promise<PhotoCalls> {
  const actors = await openPhotoActors();
  try {
    await sentByKey(actors);
    await sentByFormThenReplaced(actors);
    await looked(actors, await sentForReview(actors));
    const forgotten = await sentForReview(actors);
    await actors.call('DELETE', `/photos/${forgotten.photo}`);
    await erased(actors);
    return actors.calls;
  } finally {
    await actors.close();
  }
}

/** No two are alike, or they would be one photo. */
let shade = 0;
function picture(): Promise<Buffer> {
  shade += 50;
  return sharp({ create: { width: 320, height: 240, channels: 3, background: { r: shade, g: 90, b: 60 } } })
    .png()
    .toBuffer();
}

/** As the prerender’s requests are: by those whom IAM lets. Its event comes twice. */
async function sentByKey({ call, deliver, putSource }: PhotoActors): Promise<void> {
  const key = 'photos/team/ada.png';
  await putSource(key, await picture());
  await deliver(objectCreated(key, INBOX));
  await putSource(key, await picture());
  await call('POST', '/detect', { upload: key });
  await deliver(objectCreated(key, INBOX));
  await deliver(objectCreated(key, INBOX));
  await call('GET', `/uploads/${encodeURIComponent(key)}`);
}

async function sentByFormThenReplaced({ as, call, deliver, deliverEdits, presigner }: PhotoActors): Promise<void> {
  const sent = await call('POST', '/uploads', { name: 'Ada.png' });
  const file = await picture();
  await as('api', () => postForm(sent, file));
  await call('POST', '/detect?picture=1', { upload: sent.upload });
  await deliver(objectCreated(inboxKeyOf(sent.upload), INBOX));
  const { photo } = await call('GET', `/uploads/${sent.upload}`);
  await as('api', async () => fetch(await presigner.download(variantKey(photo, '250'))));
  await call('POST', '/detect?picture=1', { upload: sent.upload });
  await call('GET', '/photos');
  const { upload } = await call('POST', `/photos/${photo}/edits`, { edits: { focus: [0.4, 0.3] }, retire: true });
  await deliverEdits();
  const edited = await call('GET', `/uploads/${upload}`);
  await call('DELETE', `/photos/${edited.photo}`);
  await call('DELETE', `/photos/${edited.photo}`);
  await call('DELETE', '/photos/0000000000000000', undefined, /^404$/);
}

async function sentForReview({ as, call, deliver }: PhotoActors, given?: Buffer) {
  const sent = await call('POST', '/uploads', { edits: { blur: 'faces' } });
  const file = given ?? (await picture());
  await as('api', () => postForm(sent, file));
  await deliver(objectCreated(inboxKeyOf(sent.upload), INBOX));
  const { photo, preview } = await call('GET', `/uploads/${sent.upload}`);
  await as('api', () => fetch(preview));
  await call('POST', '/detect?picture=1', { upload: sent.upload });
  return { upload: sent.upload, photo };
}

/** One picture three times: as it is, edited, and waiting for a person. */
async function erased(actors: PhotoActors): Promise<void> {
  const { call, deliver, deliverEdits, deliverRemovals, putSource } = actors;
  const file = await picture();
  await putSource('photos/plain.png', file);
  await deliver(objectCreated('photos/plain.png', INBOX));
  const { photo } = await call('GET', `/uploads/${encodeURIComponent('photos/plain.png')}`);
  await call('POST', `/photos/${photo}/edits`, { edits: { focus: [0.1, 0.1] } });
  await deliverEdits();
  await sentForReview(actors, file);
  const { removal } = await call('DELETE', `/photos/${photo}?versions=all`);
  await deliverRemovals();
  await call('GET', `/removals/${removal}`);
}

async function looked({ call, deliverEdits }: PhotoActors, { upload }: { readonly upload: string }): Promise<void> {
  await call('GET', '/reviews');
  await call('POST', `/uploads/${upload}/review`, { edits: { seen: true } });
  await deliverEdits();
  await call('GET', `/uploads/${upload}`);
}
