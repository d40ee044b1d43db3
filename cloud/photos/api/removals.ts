// Removing photos: at once what is theirs, and what shows them by and by.
import { isPhotoId } from '../../../card-schema/photo-id.ts';
import { reviewKey } from '../photo-keys.ts';
import type { PhotoRecord } from '../photo-record.ts';
import { removePhoto } from '../remove-photo.ts';
import { newUploadId } from '../upload-id.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { noSuchPhoto } from './photos.ts';
import { json } from './replies.ts';
import { quoted } from './request.ts';

export const removeOnePhoto: Answer = async (call) => {
  const { store, named, deadline } = call;
  const withVersions = wantsVersions(call);
  if (!isPhotoId(named)) throw noSuchPhoto(named);
  const record = await findRecord(call);
  // What a removal that was cut off has left is removed too.
  if (!record && !(await store.removedAt(named, deadline))) throw noSuchPhoto(named);
  if (!record && withVersions) throw fileUnknown(named);
  const removal = newUploadId();
  const asked = { removal, photo: named, ...(record && withVersions ? { source: record.source } : {}) };
  return json(202, { photo: named, objects: await removePhoto(asked, call, deadline), removal });
};

function wantsVersions({ request }: Call): boolean {
  const asked = request.query.get('versions');
  if (asked === null || asked === 'all') return asked === 'all';
  throw new ApiError(400, 'bad_versions', `\`versions\` is ${quoted(asked)}.`, '`all`, or leave it out');
}

/** Nobody may believe that all photos of a file are gone because one of them is. */
function fileUnknown(id: string): ApiError {
  return new ApiError(
    409,
    'file_unknown',
    `The photo ${quoted(id)} is removed already, and of which file it was made went with it: its other versions stay.`,
    '`versions=all` at another photo of the file: GET /photos gives the `source` of each',
  );
}

/** Also of a photo that waits for a person. */
async function findRecord({ store, named, deadline }: Call): Promise<PhotoRecord | undefined> {
  const record = await store.readRecord(named, deadline);
  if (record) return record;
  const json = await store.read(reviewKey(named, 'photo.json'), deadline);
  return json && (JSON.parse(Buffer.from(json).toString('utf8')) as PhotoRecord); // makePhoto wrote it
}

export const showRemoval: Answer = async ({ removals, named }) => {
  const removal = await removals.read(named);
  if (removal) return json(200, removal);
  const message = `There is no removal ${quoted(named)}, or it was asked for more than 14 days ago.`;
  throw new ApiError(
    404,
    'no_such_removal',
    message,
    'an id that DELETE /photos/<id> gave, or the upload of an edit with `retire`',
  );
};
