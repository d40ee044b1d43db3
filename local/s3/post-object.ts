// A form that is posted to a bucket: stores its file.
import { createHash } from 'node:crypto';
import type { Call } from './call.ts';
import { postDocument } from './documents.ts';
import { S3Error } from './errors.ts';
import type { PostedForm } from './form-fields.ts';
import { addOwnHeaders } from './own-headers.ts';

const KEPT_FIELDS = /^(cache-control|content-(disposition|encoding|type)|expires|x-amz-meta-.+)$/;
const MAX_KEY_BYTES = 1024;

export interface FormCall extends Pick<Call, 'objects' | 'response' | 'bucket'> {
  readonly form: PostedForm;
}

export async function postObject({ objects, response, bucket, form: { fields, file } }: FormCall): Promise<void> {
  const key = fields.get('key') ?? '';
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError');
  // A name that the browser fills in, and another page to go to: no client of this project asks for them.
  if (/\$\{filename\}/i.test(key) || fields.has('success_action_redirect') || fields.has('redirect'))
    throw new S3Error('NotImplemented');
  const etag = `"${createHash('md5').update(file).digest('hex')}"`;
  const headers = Object.fromEntries([...fields].filter(([name]) => KEPT_FIELDS.test(name)));
  await objects.put(bucket, { key, size: file.length, etag, modified: new Date().toISOString(), headers }, file, false);
  addOwnHeaders(response, 'object');
  const location = `/${bucket}/${encodeURIComponent(key)}`;
  response.setHeader('etag', etag).setHeader('location', location);
  // S3 takes any other status as if none had been asked for.
  const status = Number(fields.get('success_action_status'));
  if (status === 201)
    response.writeHead(201, { 'content-type': 'application/xml' }).end(postDocument({ location, bucket, key, etag }));
  else response.writeHead(status === 200 ? 200 : 204).end();
}
