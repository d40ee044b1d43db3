// How the local S3 server answers GET and HEAD of an object it has.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type ByteRange, parseRange } from '../http/byte-range.ts';
import { isNotModified } from '../http/not-modified.ts';
import { S3Error } from './errors.ts';
import type { OpenObject } from './objects.ts';

/** Answers with the object, a part of it or 304, and closes its file. */
export async function sendObject({ metadata, file, offset }: OpenObject, request: IncomingMessage, response: ServerResponse) {
  try {
    const { etag, size, headers } = metadata;
    const lastModified = new Date(metadata.modified).toUTCString();
    if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag)
      throw new S3Error('PreconditionFailed');
    const shared = { etag, 'last-modified': lastModified, 'accept-ranges': 'bytes' };
    if (isNotModified(request.headers, { etag, lastModified })) {
      const cacheControl = headers['cache-control'];
      response.writeHead(304, { ...shared, ...(cacheControl ? { 'cache-control': cacheControl } : {}) }).end();
      return;
    }
    const range = parseRange(request.headers.range, size);
    if (range === 'unsatisfiable') throw new S3Error('InvalidRange');
    // A checksum of the whole would be wrong for a part, and S3 gives it only to those who ask.
    const withChecksums = range === undefined && request.headers['x-amz-checksum-mode'] === 'ENABLED';
    const kept = Object.entries(headers).filter(([name]) => withChecksums || !name.startsWith('x-amz-checksum-'));
    const typed = { 'content-type': 'binary/octet-stream', ...Object.fromEntries(kept) };
    response.writeHead(range ? 206 : 200, { ...shared, ...typed, ...lengthHeaders(range, size) });
    const { from, to } = range ?? { from: 0, to: size - 1 };
    if (request.method === 'HEAD' || size === 0) response.end();
    else await pipeline(file.createReadStream({ start: offset + from, end: offset + to, autoClose: false }), response);
  } finally {
    await file.close();
  }
}

function lengthHeaders(range: ByteRange | undefined, size: number): Record<string, string | number> {
  if (!range) return { 'content-length': size };
  return { 'content-length': range.to - range.from + 1, 'content-range': `bytes ${range.from}-${range.to}/${size}` };
}
