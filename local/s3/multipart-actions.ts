// An object that comes in parts, as `aws s3 cp` sends what is larger than 8 MB. Until it is complete it is no object: its parts are among
// the uploads in the making, where no listing looks. What is in the making is forgotten when the server ends.
import { createHash, randomUUID } from 'node:crypto';
import type { Actions, Call } from './call.ts';
import { completedDocument, initiatedDocument, partsToComplete } from './documents.ts';
import { S3Error } from './errors.ts';
import { contentHeaders } from './object-actions.ts';
import { addOwnHeaders } from './own-headers.ts';

/** "Amazon S3 multipart upload limits": parts are numbered 1 to 10,000, and all but the last have 5 MiB. */
const MAX_PART_NUMBER = 10_000;
const MIN_PART_BYTES = 5 * 1024 * 1024;
/** As for an object that comes in one. */
const MAX_OBJECT_BYTES = 256 * 1024 * 1024;

/** They say that a call is about an object in parts. */
export const MULTIPART_PARAMETERS = new Set(['uploads', 'uploadId', 'partNumber', 'x-id']);

interface Part {
  readonly etag: string;
  readonly size: number;
  /** Of its file among the uploads in the making. */
  readonly file: string;
}

interface Multipart {
  readonly bucket: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: Map<number, Part>;
}

/** One set for each server. */
export function createMultipartActions(): Actions {
  const uploads = new Map<string, Multipart>();

  function find({ bucket, key, query }: Call): { readonly id: string; readonly upload: Multipart } {
    const id = query.get('uploadId') ?? '';
    const upload = uploads.get(id);
    if (!upload || upload.bucket !== bucket || upload.key !== key) throw new S3Error('NoSuchUpload');
    return { id, upload };
  }

  async function initiate({ objects, bucket, key, request, response }: Call): Promise<void> {
    await objects.requireBucket(bucket);
    const id = randomUUID();
    uploads.set(id, { bucket, key, headers: contentHeaders(request), parts: new Map() });
    response.setHeader('content-type', 'application/xml').end(initiatedDocument({ bucket, key, id }));
  }

  async function complete(call: Call): Promise<void> {
    const { objects, bucket, key, request, response } = call;
    const { id, upload } = find(call);
    const onlyNew = request.headers['if-none-match'];
    if (request.headers['if-match'] !== undefined || (onlyNew !== undefined && onlyNew !== '*'))
      throw new S3Error('NotImplemented');
    const parts = chosenParts(upload, call);
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    if (size > MAX_OBJECT_BYTES) throw new S3Error('EntityTooLarge');
    const body = Buffer.concat(await Promise.all(parts.map(({ file }) => objects.incoming.read(file))));
    const etag = etagOf(parts);
    const metadata = { key, size, etag, modified: new Date().toISOString(), headers: upload.headers };
    await objects.put(bucket, metadata, body, onlyNew === '*');
    await forget(call, id, upload);
    addOwnHeaders(response, 'object');
    response.setHeader('content-type', 'application/xml').end(completedDocument({ bucket, key, etag }));
  }

  async function forget({ objects }: Call, id: string, { parts }: Multipart): Promise<void> {
    uploads.delete(id);
    for (const { file } of parts.values()) await objects.incoming.remove(file);
  }

  return {
    POST: (call) => (call.query.has('uploads') ? initiate(call) : complete(call)),
    PUT: async (call) => putPart(call, find(call).upload.parts),
    async DELETE(call) {
      const { id, upload } = find(call);
      await forget(call, id, upload);
      call.response.writeHead(204).end();
    },
    async GET() {
      throw new S3Error('NotImplemented');
    },
  };
}

async function putPart(
  { objects, query, request, response, upload: { body, checksums } }: Call,
  parts: Map<number, Part>,
): Promise<void> {
  const number = query.get('partNumber') ?? '';
  if (!/^[1-9]\d{0,4}$/.test(number) || Number(number) > MAX_PART_NUMBER) throw new S3Error('InvalidArgument');
  if (request.headers['x-amz-copy-source'] !== undefined) throw new S3Error('NotImplemented');
  const [file, etag] = [randomUUID(), md5(body).toString('hex')];
  await objects.incoming.write(file, body);
  const replaced = parts.get(Number(number));
  parts.set(Number(number), { etag, size: body.length, file });
  if (replaced) await objects.incoming.remove(replaced.file);
  for (const [name, value] of Object.entries(checksums)) response.setHeader(name, value);
  response.setHeader('etag', `"${etag}"`).end();
}

/** In the order of their numbers, as the client has to list them. */
function chosenParts({ parts }: Multipart, { upload }: Call): readonly Part[] {
  const listed = partsToComplete(upload.body.toString('utf8'));
  if (listed.length === 0) throw new S3Error('MalformedXML');
  if (listed.some(({ number }, at) => number <= (listed[at - 1]?.number ?? 0))) throw new S3Error('InvalidPartOrder');
  const chosen = listed.map(({ number, etag }) => {
    const part = parts.get(number);
    if (part?.etag !== etag) throw new S3Error('InvalidPart');
    return part;
  });
  if (chosen.slice(0, -1).some(({ size }) => size < MIN_PART_BYTES)) throw new S3Error('EntityTooSmall');
  return chosen;
}

/** The hash of the parts' hashes, and how many there are. */
function etagOf(parts: readonly Part[]): string {
  const hashes = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
  return `"${md5(hashes).toString('hex')}-${parts.length}"`;
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest();
}
