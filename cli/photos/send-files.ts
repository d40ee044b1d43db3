// Several files, a few at a time: what became of each, whatever becomes of the others.
import type { Edits } from '../../cloud/photos/edits.ts';
import { mapLimit } from '../pool/map-limit.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { explainSystemError, systemErrorIn } from '../terminal/system-errors.ts';
import type { ShownPhoto, UploadAnswer } from './answers.ts';
import type { PhotoApi } from './api.ts';
import { WITHOUT_MESSAGE } from './change-photo.ts';
import { type NumberedHead, numberedHeads } from './numbered-heads.ts';
import { readPhotoFile } from './photo-file.ts';
import { followUpload, sendFile, type Waiting } from './send-upload.ts';

export interface SentFile {
  /** As it was named. */
  readonly file: string;
  readonly status: 'ready' | 'review' | 'refused' | 'failed' | 'not sent';
  readonly upload?: string;
  readonly photo?: string;
  readonly detections?: UploadAnswer['detections'];
  /** Where faces were to be hidden: each head that was found for it; in `review`, each that may be none. */
  readonly hidden?: readonly NumberedHead[];
  readonly code?: string;
  readonly message?: string;
}

/** Enough to fill a line, and few enough for a small machine. */
const MAX_AT_ONCE = 4;

/** What stops all files alike: the others are not tried after it. */
const OF_ALL: ReadonlySet<string> = new Set(['no_answer', 'bad_answer', 'forbidden']);

export interface SendParts extends Waiting {
  readonly edits: Edits;
  /** Called when a file is done with, in whatever way. */
  readonly onDone?: (sent: SentFile) => void;
}

/** In the order of the files. Throws the ExpectedError that stopped all, if no file was sent before it. */
export async function sendFiles(api: PhotoApi, files: readonly string[], parts: SendParts): Promise<readonly SentFile[]> {
  const sent: SentFile[] = [];
  let stop: ExpectedError | undefined;
  const all = mapLimit(files, { max: MAX_AT_ONCE, inOrder: true }, async (file) => {
    if (stop) return notSent(file, stop);
    const { outcome, error } = await sendOne(api, file, parts);
    if (error && OF_ALL.has(error.code)) stop ??= error;
    parts.onDone?.(outcome);
    return outcome;
  });
  for await (const one of all) sent.push(one);
  if (stop && sent.every(({ status }) => status === 'not sent')) throw stop;
  return sent;
}

function notSent(file: string, { code, message }: ExpectedError): SentFile {
  return { file, status: 'not sent', code, message };
}

interface One {
  readonly outcome: SentFile;
  readonly error?: ExpectedError;
}

async function sendOne(api: PhotoApi, file: string, { edits, ...waiting }: SendParts): Promise<One> {
  let upload: string | undefined;
  try {
    upload = await sendFile(api, await readPhotoFile(file), edits);
    const answer = await followUpload(api, upload, waiting);
    const hidden = edits.blur && answer.status === 'ready' ? { hidden: await headsHidden(api, answer) } : {};
    return { outcome: { ...outcomeOf(file, answer), ...hidden } };
  } catch (error) {
    const known = expected(error);
    const { code, message } = known;
    if (upload !== undefined) return { outcome: { file, upload, status: 'failed', code, message }, error: known };
    return { outcome: { ...notSent(file, known), ...(OF_ALL.has(code) ? {} : { status: 'refused' }) }, error: known };
  }
}

/** The upload's own answer has the faces that crops keep, which are fewer. */
async function headsHidden(api: PhotoApi, { photo = '' }: UploadAnswer): Promise<readonly NumberedHead[]> {
  return numberedHeads((await api.ask({ path: `/photos/${photo}` })) as ShownPhoto);
}

function expected(error: unknown): ExpectedError {
  if (error instanceof ExpectedError) return error;
  const system = systemErrorIn(error);
  if (!system) throw error;
  return new ExpectedError(system.code, explainSystemError(system), { cause: error });
}

function outcomeOf(file: string, answer: UploadAnswer): SentFile {
  const { upload, status, photo, detections, hidden, code, message } = answer;
  const about = {
    ...{ file, upload },
    ...(photo === undefined ? {} : { photo }),
    ...(detections ? { detections } : {}),
    ...(hidden ? { hidden: numberedHeads({ hidden, edits: {} }) } : {}),
  };
  if (status === 'ready' || status === 'review') return { ...about, status };
  return {
    ...about,
    status: status === 'refused' ? 'refused' : 'failed',
    code: code ?? 'failed',
    message: message ?? WITHOUT_MESSAGE,
  };
}
