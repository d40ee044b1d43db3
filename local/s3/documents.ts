// The XML that S3 answers.
import type { ObjectAbout } from './objects.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

export function errorDocument(code: string, message: string, resource: string, requestId: string): string {
  const inner = element('Code', code) + element('Message', message) + element('Resource', resource);
  return `${HEAD}<Error>${inner}${element('RequestId', requestId)}</Error>`;
}

export interface Page {
  readonly bucket: string;
  readonly prefix: string;
  readonly maxKeys: number;
  readonly objects: readonly ObjectAbout[];
  readonly next?: string;
}

export function listDocument({ bucket, prefix, maxKeys, objects, next }: Page): string {
  const inner = [
    element('Name', bucket),
    element('Prefix', prefix),
    element('KeyCount', objects.length),
    element('MaxKeys', maxKeys),
    element('IsTruncated', next !== undefined),
    next === undefined ? '' : element('NextContinuationToken', next),
    ...objects.map(contents),
  ];
  return `${HEAD}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner.join('')}</ListBucketResult>`;
}

function contents({ key, modified, etag, size }: ObjectAbout): string {
  const inner = element('Key', key) + element('LastModified', modified) + element('ETag', etag) + element('Size', size);
  return `<Contents>${inner}${element('StorageClass', 'STANDARD')}</Contents>`;
}

function element(name: string, value: string | number | boolean): string {
  const text = String(value).replace(/[<>&"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<${name}>${text}</${name}>`;
}
