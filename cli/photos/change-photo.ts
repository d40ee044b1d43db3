// Changes of a photo, each of which makes another photo with an id of its own.
import type { MoreEdits } from '../../cloud/photos/edits.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { step } from '../terminal/steps.ts';
import type { UploadAnswer } from './answers.ts';
import type { PhotoApi } from './api.ts';
import { followUpload } from './send-upload.ts';
import { helpedWithId } from './unknown-photo.ts';

export interface PhotoChange {
  readonly edits: MoreEdits;
  readonly retire?: boolean;
}

/** Throws ExpectedError `no_such_photo` with the one that was probably meant, and the code of what was refused. */
export async function changePhoto(api: PhotoApi, id: string, change: PhotoChange): Promise<UploadAnswer> {
  const { upload } = (await helpedWithId(api, id, () =>
    api.ask({ method: 'POST', path: `/photos/${id}/edits`, body: change }),
  )) as { readonly upload: string };
  return step('Making the photo', () => endOf(api, upload));
}

/** Ready, or in review. Throws ExpectedError with the code of what was refused. */
export async function endOf(api: PhotoApi, upload: string): Promise<UploadAnswer> {
  const answer = await followUpload(api, upload);
  const { status, code = 'failed', message } = answer;
  if (status === 'ready' || status === 'review') return answer;
  throw new ExpectedError(code, message ?? WITHOUT_MESSAGE);
}

export const WITHOUT_MESSAGE = 'The photo could not be made; the log of the photo worker says why.';
