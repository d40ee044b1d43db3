// The form with the file, on its way from the page to the inbox. It is handed on as it comes: no more of it is in memory than is on its way.
import { request as ask, type IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { MAX_SOURCE_BYTES } from '../../../cloud/photos/source-size.ts';
import { keepFromProxy, reasonOf } from '../../http/get.ts';
import { StudioError } from '../exchange.ts';
import type { PhotoCall } from './photo-call.ts';

/** The fields of the form, and what stands around them: policy, signature and names have some 2 KB. */
const MAX_FORM_BYTES = MAX_SOURCE_BYTES + 64 * 1024;

export async function sendToInbox({ photos, request, response }: PhotoCall): Promise<void> {
  const { 'content-type': type = '', 'content-length': length = '' } = request.headers;
  if (!/^multipart\/form-data\b/.test(type)) throw new StudioError(415, 'not_a_form', 'Send the file as a form, as S3 takes it.');
  if (!/^\d+$/.test(length)) throw new StudioError(411, 'no_length', 'Say how many bytes the form has.');
  if (Number(length) > MAX_FORM_BYTES)
    throw new StudioError(413, 'too_many_bytes', `A photo has at most ${MAX_SOURCE_BYTES / 1e6} MB.`);
  keepFromProxy(new URL(photos.inbox).hostname);
  const sending = ask(photos.inbox, { method: 'POST', headers: { 'content-type': type, 'content-length': length } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => sending.once('response', resolve).once('error', reject));
  // Who hangs up cuts the form off: the inbox stores no part of a file. An answer that comes before the end of the form counts.
  pipeline(request, sending).catch(() => {});
  const answer = await answered.catch((error: unknown) => {
    throw new StudioError(502, 'no_inbox', `The inbox of photos does not answer (${reasonOf(error)}).`);
  });
  const { 'content-type': answerType = 'text/plain' } = answer.headers;
  response.writeHead(answer.statusCode ?? 502, {
    'content-type': answerType,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  await pipeline(answer, response).catch(() => response.destroy());
}
