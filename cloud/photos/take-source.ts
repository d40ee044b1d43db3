import { basename } from 'node:path/posix';
import type { Edits } from './edits.ts';
import { idOfPhoto } from './id-of-photo.ts';
import type { InboxSource } from './inbox-source.ts';
import { type Delivery, type MakeOnceParts, makeOnce, type Outcome, sha256 } from './make-once.ts';
import { PhotoError } from './photo-error.ts';
import { SENT_FOLDER, uploadOf } from './photo-keys.ts';
import { photoNameOf } from './photo-name.ts';
import type { UploadTable } from './ports.ts';

/**
 * Makes the photo of what is in the inbox. Undefined if it is gone: its event came twice, or too late.
 * Throws PhotoError.
 */
export async function takeSource(
  { key, read }: InboxSource,
  delivery: Delivery,
  parts: MakeOnceParts,
): Promise<Outcome | undefined> {
  const { table, recipe } = parts;
  const { upload, deadline, stage } = delivery;
  const source = await stage('read', () => read(deadline));
  if (!source) {
    await reportGone(upload, table);
    return undefined;
  }
  const { name, edits = editsOf(key) } = (await table.read(upload)) ?? {};
  const hash = sha256(source.bytes);
  const wish = {
    id: idOfPhoto({ source: hash, edits, recipe }),
    name: name || nameIn(key), // one that was removed has an empty one
    source: hash,
    edits,
    recipe,
    bytes: async () => source.bytes,
    sent: source.stored,
  };
  const outcome = await makeOnce(wish, delivery, parts);
  await table.change(upload, { status: outcome.status, photo: outcome.photo });
  return outcome;
}

/** The worker that finished it set its status before it deleted the source, so it is read after that. */
async function reportGone(upload: string, table: UploadTable): Promise<void> {
  const row = await table.read(upload);
  if (row?.status !== 'waiting' && row?.status !== 'working') return;
  await table.change(upload, {
    status: 'failed',
    code: 'failed',
    message: 'The upload is not in the inbox any more, which keeps it for a day. Send the picture again.',
  });
}

/**
 * Where the row has none. What IAM lets somebody put has none. A form's are in its row from the beginning: one that has been lost, or that this
 * worker made again to say how it ended, may have asked that faces be hidden. Throws PhotoError.
 */
function editsOf(key: string): Edits {
  if (uploadOf(key) === key) return {};
  throw new PhotoError(
    'unknown_upload',
    `It is not known with which edits ${uploadOf(key)} was sent, so it is not made: faces may have to be hidden. Ask for a new form (POST /uploads), and send the picture with that.`,
  );
}

/** What was put there without an upload id is called as its file. */
function nameIn(key: string): string {
  return key.startsWith(SENT_FOLDER) ? photoNameOf(basename(key)) : '';
}
