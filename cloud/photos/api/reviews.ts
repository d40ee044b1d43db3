// Photos that wait until a person has looked, because a blur was asked and no face was surely found.
import { addEdits, parseEdits } from '../edits.ts';
import { headsToHide } from '../hidden-heads.ts';
import { reviewAddress, reviewKey } from '../photo-keys.ts';
import { readReview } from '../read-review.ts';
import type { Upload } from '../statuses.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { json } from './replies.ts';
import { quoted, readFields } from './request.ts';
import { findUpload } from './uploads.ts';

const DECISIONS =
  '`edits` with `seen: true`, which publishes it as the preview shows it, with `keep` but for these heads, or with `add`, boxes to hide too';

export const listReviews: Answer = async ({ table, store, presigner, deadline }) => {
  const waiting = await table.inReview();
  const reviews = waiting.map(async ({ upload, name = '', photo = '' }) => {
    const record = await readReview(photo, store, deadline);
    // Removed since, or sent twice and answered once: nothing is there to be looked at.
    if (!record) return [];
    return [{ upload, name, photo, hidden: record.hidden, preview: await presigner.download(reviewKey(photo, '1000.jpg')) }];
  });
  return json(200, { reviews: (await Promise.all(reviews)).flat() });
};

export const answerReview: Answer = async (call) => {
  const { edits: sent } = readFields(call.request, ['edits']);
  const edits = parseEdits(sent);
  if (!edits.seen && !edits.add?.length)
    throw new ApiError(
      400,
      'no_decision',
      'The body says neither that the photo may be shown nor what is to be hidden.',
      DECISIONS,
    );
  const upload = await findUpload(call);
  const { status, photo } = upload;
  if (status !== 'review' || photo === undefined) throw notInReview(`The upload ${quoted(upload.upload)} is ${status}.`);
  const record = await readReview(photo, call.store, call.deadline);
  if (!record)
    throw notInReview(`The photo of the upload ${quoted(upload.upload)} no longer waits: it was answered, or removed.`);
  // Before anything changes, as the worker will do it: an answer that it refuses would end the review.
  headsToHide(addEdits(record.edits, edits, true), record.hidden);
  await call.table.change(upload.upload, { status: 'waiting' });
  await sendOrRestore(call, upload, () =>
    call.sendEdit({ upload: upload.upload, from: reviewAddress(photo), edits, retire: false }),
  );
  return json(202, { upload: upload.upload });
};

async function sendOrRestore({ table }: Call, { upload, photo = '' }: Upload, send: () => Promise<void>): Promise<void> {
  try {
    await send();
  } catch (error) {
    await table.change(upload, { status: 'review', photo });
    throw error;
  }
}

function notInReview(message: string): ApiError {
  return new ApiError(409, 'not_in_review', message, 'an upload of GET /reviews');
}
