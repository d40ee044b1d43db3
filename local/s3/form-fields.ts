// The form that a browser posts to a bucket: fields, and as the last one the file ("POST Object" in Amazon's S3 API reference).
import { S3Error } from './errors.ts';

export interface PostedForm {
  /** By lower-case names. */
  readonly fields: ReadonlyMap<string, string>;
  readonly file: Buffer;
}

const MULTIPART = /^multipart\/form-data\s*;/i;

export function isForm(contentType: string | undefined): boolean {
  return MULTIPART.test(contentType ?? '');
}

/** Throws S3Error for a body that is no such form. */
export async function readForm(body: Buffer, contentType: string): Promise<PostedForm> {
  const fields = new Map<string, string>();
  for (const [name, value] of await entriesOf(body, contentType)) {
    // S3 looks at nothing that follows the file.
    if (name === 'file') return { fields, file: await bytesOf(value) };
    if (typeof value === 'string') fields.set(name.toLowerCase(), value);
  }
  throw new S3Error('InvalidArgument', { message: 'POST requires exactly one file upload per request.' });
}

async function entriesOf(body: Buffer, contentType: string): Promise<Iterable<[string, FormDataEntryValue]>> {
  try {
    return (await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()).entries();
  } catch (cause) {
    throw new S3Error('MalformedPOSTRequest', { cause });
  }
}

async function bytesOf(value: FormDataEntryValue): Promise<Buffer> {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer());
}
