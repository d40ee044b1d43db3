// An upload from its start to its end: the form, the file to S3, and the status until it is done with.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Edits } from '../../cloud/photos/edits.ts';
import { ExpectedError } from '../terminal/errors.ts';
import { explainSystemError, systemErrorIn } from '../terminal/system-errors.ts';
import type { UploadAnswer, UploadForm } from './answers.ts';
import type { PhotoApi } from './api.ts';
import type { PhotoFile } from './photo-file.ts';

/** 25 MB over a line of 0.5 Mbit/s. */
const MAX_SENDING_MS = 400_000;
const MAX_TRIES = 3;

/** Gives the id of the upload. Throws ExpectedError. */
export async function sendFile(api: PhotoApi, { name, bytes }: PhotoFile, edits: Edits): Promise<string> {
  const wanted = { ...(name === '' ? {} : { name }), ...(Object.keys(edits).length === 0 ? {} : { edits }) };
  const form = (await api.ask({ method: 'POST', path: '/uploads', body: wanted })) as UploadForm;
  await postForm(form, bytes);
  return form.upload;
}

async function postForm({ url, fields }: UploadForm, bytes: PhotoFile['bytes']): Promise<void> {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([bytes])); // the last: S3 reads no field behind it
  for (let tries = 1; ; tries++) {
    const failure = await postOnce(url, form);
    if (failure === undefined) return;
    if (!failure.isPassing || tries === MAX_TRIES)
      throw new ExpectedError('not_sent', `S3 did not take it: ${failure.why}. Try again.`);
    await sleep(1000 * tries);
  }
}

async function postOnce(url: string, form: FormData): Promise<{ readonly why: string; readonly isPassing: boolean } | undefined> {
  try {
    const response = await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(MAX_SENDING_MS) });
    const text = await response.text();
    if (response.ok) return undefined;
    const [, code = `status ${response.status}`] = /<Code>(\w+)<\/Code>/.exec(text) ?? [];
    return { why: code, isPassing: response.status >= 500 };
  } catch (cause) {
    const system = systemErrorIn(cause);
    return { why: system ? explainSystemError(system).replace(/\.$/, '') : 'there was no answer in time', isPassing: true };
  }
}

/** Most photos are ready within two seconds, and a person waits for the first answer only. */
const PAUSES_MS = [200, 300, 500, 1000];
const PAUSE_MS = 2000;
/** Three tries of the worker, with its pauses, are longer; nobody waits for them in front of a terminal. */
const MAX_WAIT_MS = 10 * 60_000;

export interface Waiting {
  readonly pause?: (ms: number) => Promise<unknown>;
  readonly now?: () => number;
}

/** Waits until the upload is `ready`, in `review`, `refused` or `failed`. Throws ExpectedError `still_working`. */
export async function followUpload(
  api: PhotoApi,
  upload: string,
  { pause = (ms: number) => sleep(ms), now = () => performance.now() }: Waiting = {},
): Promise<UploadAnswer> {
  const began = now();
  for (let asked = 0; ; asked++) {
    await pause(PAUSES_MS[asked] ?? PAUSE_MS);
    const answer = (await api.ask({ path: `/uploads/${encodeURIComponent(upload)}` })) as UploadAnswer;
    if (answer.status !== 'waiting' && answer.status !== 'working') return answer;
    if (now() - began > MAX_WAIT_MS)
      throw new ExpectedError(
        'still_working',
        `It is not ready after ${MAX_WAIT_MS / 60_000} minutes. It may still become so: look with \`photo list\`, or send it again, which makes no second photo.`,
      );
  }
}
