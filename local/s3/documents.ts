// The XML that S3 answers, and what it is sent of it.
import type { ObjectMetadata } from './objects.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function errorDocument(code: string, message: string, resource: string, requestId: string): string {
  const inner = element('Code', code) + element('Message', message) + element('Resource', resource);
  return `${HEAD}<Error>${inner}${element('RequestId', requestId)}</Error>`;
}

/** The answer to a form that asks for status 201. */
export function postDocument({ location, bucket, key, etag }: Readonly<Record<'location' | 'bucket' | 'key' | 'etag', string>>) {
  const inner = element('Location', location) + element('Bucket', bucket) + element('Key', key) + element('ETag', etag);
  return `${HEAD}<PostResponse>${inner}</PostResponse>`;
}

export function initiatedDocument({ bucket, key, id }: Readonly<Record<'bucket' | 'key' | 'id', string>>): string {
  const inner = element('Bucket', bucket) + element('Key', key) + element('UploadId', id);
  return `${HEAD}<InitiateMultipartUploadResult>${inner}</InitiateMultipartUploadResult>`;
}

export function completedDocument({ bucket, key, etag }: Readonly<Record<'bucket' | 'key' | 'etag', string>>): string {
  const inner = element('Bucket', bucket) + element('Key', key) + element('ETag', etag);
  return `${HEAD}<CompleteMultipartUploadResult>${inner}</CompleteMultipartUploadResult>`;
}

/** The parts of a CompleteMultipartUpload request, as they are listed; an ETag without its quotes. */
export function partsToComplete(document: string): readonly { readonly number: number; readonly etag: string }[] {
  const textOf = (part: string, name: string) => unescaped(new RegExp(`<${name}>([^<]*)</${name}>`).exec(part)?.[1] ?? '');
  return [...document.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => ({
    number: Number(textOf(part, 'PartNumber')),
    etag: textOf(part, 'ETag').replaceAll('"', ''),
  }));
}

export interface Page {
  readonly bucket: string;
  readonly prefix: string;
  readonly maxKeys: number;
  readonly objects: readonly ObjectMetadata[];
  /** Common prefixes. */
  readonly folders: readonly string[];
  readonly next?: string;
}

export function listDocument({ bucket, prefix, maxKeys, objects, folders, next }: Page): string {
  const inner = [
    element('Name', bucket),
    element('Prefix', prefix),
    element('KeyCount', objects.length + folders.length),
    element('MaxKeys', maxKeys),
    element('IsTruncated', next !== undefined),
    next === undefined ? '' : element('NextContinuationToken', next),
    ...objects.map(contents),
    ...folders.map((folder) => `<CommonPrefixes>${element('Prefix', folder)}</CommonPrefixes>`),
  ];
  return `${HEAD}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner.join('')}</ListBucketResult>`;
}

/** The keys of a DeleteObjects request. One with versions counts as one without keys: this server keeps no versions. */
export function keysToDelete(document: string): { readonly keys: readonly string[]; readonly quiet: boolean } {
  const keys = [...document.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, text = '']) => unescaped(text));
  return { keys: /<VersionId>/.test(document) ? [] : keys, quiet: /<Quiet>true<\/Quiet>/.test(document) };
}

export function deleteDocument(keys: readonly string[]): string {
  const inner = keys.map((key) => `<Deleted>${element('Key', key)}</Deleted>`).join('');
  return `${HEAD}<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</DeleteResult>`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function contents({ key, modified, etag, size }: ObjectMetadata): string {
  const inner = element('Key', key) + element('LastModified', modified) + element('ETag', etag) + element('Size', size);
  return `<Contents>${inner}${element('StorageClass', 'STANDARD')}</Contents>`;
}

function element(name: string, value: string | number | boolean): string {
  const text = String(value).replace(/[<>&"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<${name}>${text}</${name}>`;
}
