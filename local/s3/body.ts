// Reads the body of an upload and checks it against the length, hash and checksums that the client sent.
import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { crc64Nvme } from './crc64-nvme.ts';
import { S3Error } from './errors.ts';
import { isPresigned } from './presigned-query.ts';

export interface Upload {
  readonly body: Buffer;
  /** Verified checksums, by header name: S3 keeps them and gives them back. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Far above the largest object of this project, the pack; far below this machine's memory. */
const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

const CHECKSUMS: Readonly<Record<string, (body: Buffer) => string>> = {
  'x-amz-checksum-crc32': (body) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(body));
    return bytes.toString('base64');
  },
  'x-amz-checksum-crc64nvme': (body) => crc64Nvme(body).toString('base64'),
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
};

/** Throws the S3Error that S3 answers when length, hash or checksum are not those of the bytes. */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const { headers } = request;
  // An address that is signed in its query says nothing of a body.
  const hash = isPresigned(request.url ?? '') ? 'UNSIGNED-PAYLOAD' : headers['x-amz-content-sha256'];
  if (typeof hash !== 'string') throw new S3Error('InvalidRequest');
  const raw = await readAll(request);
  if (hash === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER') {
    const { body, trailers } = unchunk(raw);
    if (headers['x-amz-decoded-content-length'] !== String(body.length)) throw new S3Error('IncompleteBody');
    return { body, checksums: checkDigests(body, { ...headers, ...trailers }) };
  }
  // Chunks that are signed one by one: no client of this project sends them, and to take them unchecked would be a lie.
  if (hash.startsWith('STREAMING-')) throw new S3Error('NotImplemented');
  if (hash !== 'UNSIGNED-PAYLOAD' && hash !== createHash('sha256').update(raw).digest('hex')) {
    throw new S3Error('XAmzContentSHA256Mismatch');
  }
  return { body: raw, checksums: checkDigests(raw, headers) };
}

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_UPLOAD_BYTES) throw new S3Error('EntityTooLarge');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function checkDigests(body: Buffer, headers: IncomingHttpHeaders): Record<string, string> {
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) throw new S3Error('BadDigest');
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!/^x-amz-checksum-(?!mode$|type$|algorithm$)/.test(name)) continue;
    const checksum = CHECKSUMS[name];
    if (!checksum) throw new S3Error('NotImplemented');
    if (checksum(body) !== value) throw new S3Error('BadDigest');
    found[name] = String(value);
  }
  return found;
}

/** Undoes `aws-chunked`: `<hex size>[;extension]` CRLF, data, CRLF; a chunk of size 0; then the trailers. */
function unchunk(raw: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = raw.indexOf('\r\n', at);
    const size = /^([0-9a-f]{1,8})(;|$)/i.exec(raw.toString('latin1', at, Math.max(at, end)))?.[1];
    if (end < 0 || size === undefined) throw new S3Error('IncompleteBody');
    const from = end + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) return { body: Buffer.concat(parts), trailers: parseTrailers(raw.toString('latin1', from)) };
    const to = from + length;
    if (raw.toString('latin1', to, to + 2) !== '\r\n') throw new S3Error('IncompleteBody');
    parts.push(raw.subarray(from, to));
    at = to + 2;
  }
}

function parseTrailers(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()];
    }),
  );
}
