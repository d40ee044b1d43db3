// Uploads: asking for an address, and what has become of what was sent there.
import { parseEdits } from '../edits.ts';
import { inboxKeyOf, reviewKey, variantKey } from '../photo-keys.ts';
import { isPhotoName, MAX_NAME_CHARACTERS } from '../photo-name.ts';
import type { PhotoRecord } from '../photo-record.ts';
import { readReview } from '../read-review.ts';
import type { Upload } from '../statuses.ts';
import { newUploadId } from '../upload-id.ts';
import { ApiError } from './api-error.ts';
import type { Answer, Call } from './call.ts';
import { allowedBy, isRefusal, json } from './replies.ts';
import { quoted, readFields } from './request.ts';

const NAMES = `a text of at most ${MAX_NAME_CHARACTERS} characters without control characters and halves of characters`;

export const createUpload: Answer = async ({ request, table, presigner }) => {
  const fields = readFields(request, ['name', 'edits']);
  const name = readName(fields['name']);
  const edits = parseEdits(fields['edits']);
  const upload = newUploadId();
  const { url, fields: form, expires } = await presigner.upload(inboxKeyOf(upload));
  // Before the address is known to anybody, so that what is sent there finds its edits.
  await table.change(upload, { status: 'waiting', ...(name === '' ? {} : { name }), edits });
  return json(201, { upload, url, fields: form, expires: expires.toISOString() });
};

function readName(value: unknown = ''): string {
  if (!isPhotoName(value)) throw new ApiError(400, 'bad_name', '`name` is not the name of a file.', NAMES);
  return value;
}

export const showUpload: Answer = async (call) => {
  const upload = await findUpload(call);
  return json(200, { upload: upload.upload, ...(upload.name ? { name: upload.name } : {}), ...(await standingOf(upload, call)) });
};

/** Throws ApiError where there is no such upload. */
export async function findUpload({ table }: Call, name: string): Promise<Upload>;
export async function findUpload(call: Call): Promise<Upload>;
export async function findUpload({ table, named }: Call, name = named): Promise<Upload> {
  const upload = await table.read(name);
  if (upload) return upload;
  const message = `There is no upload ${quoted(name)}, or it was made more than 14 days ago.`;
  throw new ApiError(404, 'no_such_upload', message, 'an id that POST /uploads gave, or the percent-encoded key in the inbox');
}

async function standingOf(upload: Upload, call: Call): Promise<Readonly<Record<string, unknown>>> {
  const { status, photo = '', code, message } = upload;
  switch (status) {
    case 'ready':
      return readyOf(photo, call);
    case 'review':
      return { ...(await reviewOf(photo, call)), ...(message === undefined ? {} : { code, message }) };
    case 'refused':
      return { status, code, message, ...(code !== undefined && isRefusal(code) ? { allowed: allowedBy(code) } : {}) };
    case 'failed':
      return { status, code, message };
    default:
      return { status };
  }
}

/** The table may be behind the bucket, which is the truth: what was ready may have been removed. */
async function readyOf(photo: string, call: Call): Promise<Readonly<Record<string, unknown>>> {
  const record = await call.store.readRecord(photo, call.deadline);
  if (!record) return removedOf(photo, `The photo ${photo} was removed.`);
  return { status: 'ready', photo, detections: record.detections, variants: await variantUrls(record, call) };
}

function removedOf(photo: string, message: string): Readonly<Record<string, unknown>> {
  return { status: 'refused', photo, code: 'removed', message, allowed: allowedBy('removed') };
}

/** `hidden`: heads that the preview hides, though none is surely one. */
async function reviewOf(photo: string, { store, deadline, presigner }: Call): Promise<Readonly<Record<string, unknown>>> {
  const record = await readReview(photo, store, deadline);
  if (!record) return removedOf(photo, `The photo ${photo} no longer waits for a person: it was answered, or removed.`);
  const preview = await presigner.download(reviewKey(photo, '1000.jpg'));
  return { status: 'review', photo, hidden: record.hidden, preview };
}

/** By the names of the variants. */
async function variantUrls({ id, variants }: PhotoRecord, { presigner }: Call): Promise<Readonly<Record<string, string>>> {
  const urls = variants.map(async ({ name }) => [name, await presigner.download(variantKey(id, name))] as const);
  return Object.fromEntries(await Promise.all(urls));
}
