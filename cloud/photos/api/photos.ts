// Photos that are ready: which there are, one of them, changing and removing it.
import { isPhotoId } from '../../../card-schema/photo-id.ts';
import { parseMoreEdits } from '../edits.ts';
import { variantKey } from '../photo-keys.ts';
import type { PhotoRecord } from '../photo-record.ts';
import type { EditRequest } from '../ports.ts';
import { newUploadId } from '../upload-id.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { allowedBy, json } from './replies.ts';
import { quoted, readFields } from './request.ts';

export const listPhotos: Answer = async (call) => {
  const after = call.request.query.get('after') ?? undefined;
  if (after !== undefined && !isPhotoId(after))
    throw new ApiError(400, 'bad_page', `\`after\` is ${quoted(after)}.`, 'the `next` of the page before');
  const { ids, next } = await call.listPhotos(after, call.deadline);
  // One that is being made has no record yet, one that is being removed none any more.
  const records = await Promise.all(ids.map((id) => call.store.readRecord(id, call.deadline)));
  const photos = records.flatMap((record) => (record ? [inList(record)] : []));
  return json(200, { photos, ...(next === undefined ? {} : { next }) });
};

/** Photos of the same source were made of one file: erasing a person takes them all. */
function inList({ id, name, width, height, source }: PhotoRecord) {
  return { id, name, width, height, source };
}

export const showPhoto: Answer = async (call) => {
  const record = await findPhoto(call);
  const variants = record.variants.map(async (variant) => ({
    ...variant,
    url: await call.presigner.download(variantKey(record.id, variant.name)),
  }));
  return json(200, { ...record, variants: await Promise.all(variants) });
};

export const editPhoto: Answer = async (call) => {
  const { table } = call;
  const { edits: sent, retire = false } = readFields(call.request, ['edits', 'retire']);
  if (typeof retire !== 'boolean') throw new ApiError(400, 'bad_retire', '`retire` is neither true nor false.', 'true, false');
  const edits = parseMoreEdits(sent);
  if (Object.keys(edits).length === 0) throw new ApiError(400, 'no_edits', 'The body has no `edits`.', allowedBy('bad_edits'));
  const record = await findPhoto(call);
  const upload = newUploadId();
  const request = { upload, from: record.id, edits, retire };
  await table.change(upload, { status: 'waiting', ...(record.name === '' ? {} : { name: record.name }) });
  await sendOrFail(call, request);
  return json(202, { upload });
};

async function sendOrFail({ sendEdit, table }: Call, request: EditRequest): Promise<void> {
  try {
    await sendEdit(request);
  } catch (error) {
    await table.change(request.upload, {
      status: 'failed',
      code: 'failed',
      message: 'The edit could not be sent. Send it again.',
    });
    throw error;
  }
}

async function findPhoto({ store, named, deadline }: Call): Promise<PhotoRecord> {
  const record = isPhotoId(named) ? await store.readRecord(named, deadline) : undefined;
  if (!record) throw noSuchPhoto(named);
  return record;
}

export function noSuchPhoto(id: string): ApiError {
  return new ApiError(
    404,
    'no_such_photo',
    `There is no photo ${quoted(id)}, or it was removed.`,
    '16 characters that GET /photos gives',
  );
}
