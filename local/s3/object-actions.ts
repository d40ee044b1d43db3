// The calls on one object: storing, reading and deleting it.
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Actions, Call } from './call.ts';
import { S3Error } from './errors.ts';
import { addOwnHeaders } from './own-headers.ts';
import { sendObject } from './send-object.ts';

const MAX_METADATA_BYTES = 2048;
const CONTENT_HEADERS = /^(cache-control|content-(disposition|encoding|language|type)|expires|x-amz-meta-.+)$/;

export const OBJECT_ACTIONS: Actions = {
  PUT: putObject,
  async DELETE({ objects, bucket, key, response }) {
    await objects.remove(bucket, key);
    response.writeHead(204).end();
  },
  GET: getObject,
  HEAD: getObject,
};

async function getObject({ objects, bucket, key, request, response }: Call): Promise<void> {
  const found = await objects.find(bucket, key).catch((error: unknown) => {
    if (error instanceof S3Error && error.code === 'NoSuchKey') addOwnHeaders(response, 'deleted object');
    throw error;
  });
  addOwnHeaders(response, 'object');
  await sendObject(found, request, response);
}

async function putObject({ objects, request, response, bucket, key, upload }: Call): Promise<void> {
  const { headers } = request;
  const onlyNew = headers['if-none-match'];
  // S3 itself takes nothing but `*` here. Copies are another call under the same method.
  const beyond = headers['if-match'] ?? headers['x-amz-copy-source'] ?? (onlyNew === '*' ? undefined : onlyNew);
  if (beyond !== undefined) throw new S3Error('NotImplemented');
  const etag = `"${createHash('md5').update(upload.body).digest('hex')}"`;
  const metadata = {
    key,
    size: upload.body.length,
    etag,
    modified: new Date().toISOString(),
    headers: { ...contentHeaders(request), ...upload.checksums },
  };
  await objects.put(bucket, metadata, upload.body, onlyNew === '*');
  for (const [name, value] of Object.entries(upload.checksums)) response.setHeader(name, value);
  addOwnHeaders(response, 'object');
  response.setHeader('etag', etag).end();
}

/** What is kept of a request's headers with its object. Throws S3Error for too much metadata. */
export function contentHeaders(request: IncomingMessage): Record<string, string> {
  const kept = Object.entries(request.headers).filter(([name]) => CONTENT_HEADERS.test(name));
  const metadata = kept.filter(([name]) => name.startsWith('x-amz-meta-'));
  const bytes = metadata.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + String(value).length, 0);
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge');
  const headers = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  // `aws-chunked` describes the way the upload travelled, not the object.
  const encoding = (headers['content-encoding'] ?? '').split(',').filter((part) => part.trim() !== 'aws-chunked');
  delete headers['content-encoding'];
  return { ...headers, ...(encoding.join() ? { 'content-encoding': encoding.join().trim() } : {}) };
}
