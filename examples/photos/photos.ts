// Photos over HTTP from a CMS on Node: `uploadPhoto` and `detect`. `send` is fetch for the API of `npm start`, and for a stack's
// PhotoApiUrl a fetch that signs, such as that of aws4fetch:
//
//   const aws = new AwsClient({ accessKeyId, secretAccessKey, sessionToken, service: 'lambda', region: 'us-east-1' });
//   await uploadPhoto({ api: process.env.PHOTO_API, send: (url, init) => aws.fetch(url, init) }, bytes, 'team.jpg');
import { setTimeout as sleep } from 'node:timers/promises';

export interface PhotoApi {
  readonly api: string;
  readonly send: (url: string, init?: RequestInit) => Promise<Response>;
}

interface Form {
  readonly upload: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

interface Standing {
  readonly status: 'waiting' | 'working' | 'ready' | 'review' | 'refused' | 'failed';
  readonly photo?: string;
  readonly message?: string;
}

export interface Found {
  readonly width: number;
  readonly height: number;
  /** Left, top, width and height, as fractions of the picture. */
  readonly faces: readonly { readonly box: readonly number[]; readonly score: number }[];
  readonly objects: readonly { readonly label: string; readonly box: readonly number[]; readonly score: number }[];
  readonly counts: Readonly<Record<string, number>>;
}

const POLL_MS = 1000;

/** Gives what an image field of a card takes, `photo:7h3k9m2p4q8r5t6v`. Throws with the API's own sentence. */
export async function uploadPhoto(
  photos: PhotoApi,
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  edits: object = {},
): Promise<string> {
  const { upload, url, fields } = await ask<Form>(photos, '/uploads', json({ name, edits }));
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([bytes])); // S3 looks at nothing that follows the file
  const posted = await fetch(url, { method: 'POST', body: form }); // the form is signed already
  if (!posted.ok) throw new Error(`S3 did not take ${name}: ${posted.status}.`);
  for (;;) {
    const { status, photo, message } = await ask<Standing>(photos, `/uploads/${upload}`);
    if (status === 'ready') return `photo:${photo}`;
    if (status !== 'waiting' && status !== 'working') throw new Error(`${name}: ${message ?? 'a person has to look at it'}`);
    await sleep(POLL_MS);
  }
}

/** What is in a picture of at most 4,500,000 bytes. Nothing of it is stored. */
export function detect(photos: PhotoApi, bytes: Uint8Array<ArrayBuffer>): Promise<Found> {
  return ask<Found>(photos, '/detect', { method: 'POST', body: bytes, headers: { 'content-type': 'application/octet-stream' } });
}

function json(value: unknown): RequestInit {
  return { method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json' } };
}

async function ask<Answer>({ api, send }: PhotoApi, path: string, init?: RequestInit): Promise<Answer> {
  const response = await send(`${api.replace(/\/$/, '')}${path}`, init);
  const answer = (await response.json()) as Answer & { readonly message?: string }; // docs/12-photos.md
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer.message ?? ''}`);
  return answer;
}
