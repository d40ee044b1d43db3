// One bucket of S3 that keeps versions. Pages are short, so that every caller has to turn them.
import { awsError } from './aws-error.ts';
import type { AwsReply } from './aws-server.ts';
import type { RestInput, RestOperation } from './rest-protocol.ts';
import { textIn, textsIn, type XmlElements } from './xml.ts';

export interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  readonly deleteMarker?: boolean;
}

export interface VersionedBucketOptions {
  /** Keys with their sizes. */
  readonly objects?: Readonly<Record<string, number>>;
  /** The photos that a picture shows, as its metadata says. */
  readonly photosOf?: (key: string) => string;
  /** Keys that are refused to be deleted. */
  readonly refused?: readonly string[];
  /** From the so many-th call on, deleting is refused altogether. */
  readonly refuseDeletesFrom?: number;
  readonly publicBucket?: boolean;
}

/** A line of a listing: an object, or a folder of them. */
interface Row {
  readonly place: string;
  readonly id?: string;
  readonly xml: XmlElements;
}

const MAX_PAGE_ROWS = 2;
const PUBLIC_ACCESS_BLOCKS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];

export function createVersionedBucket({ objects = {}, publicBucket = false, ...options }: VersionedBucketOptions) {
  let serial = 0;
  let deletes = 0;
  let versions: Version[] = Object.entries(objects)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, bytes]) => ({ key, bytes, versionId: `v${++serial}` }));

  function remove({ body }: RestInput): AwsReply {
    deletes += 1;
    if (deletes >= (options.refuseDeletesFrom ?? Number.POSITIVE_INFINITY)) throw awsError('AccessDenied', 'Access Denied', 403);
    const errors: XmlElements[] = [];
    for (const object of textsIn(body, 'Object')) {
      const [key, versionId] = [textIn(object, 'Key'), textIn(object, 'VersionId')];
      if (options.refused?.includes(key)) errors.push({ Key: key, Code: 'AccessDenied', Message: 'Access Denied' });
      else if (versionId) versions = versions.filter((one) => one.versionId !== versionId);
      else versions.push({ key, bytes: 0, versionId: `v${++serial}`, deleteMarker: true });
    }
    return { xml: { DeleteResult: { Error: errors } } };
  }

  const bucketRoute = { method: 'GET', path: /^\/[^/]+\/?$/ };
  const block = Object.fromEntries(PUBLIC_ACCESS_BLOCKS.map((name) => [name, !publicBucket]));
  const operations: readonly RestOperation[] = [
    {
      ...bucketRoute,
      name: 's3 GetPublicAccessBlock',
      query: 'publicAccessBlock',
      answer: () => ({ xml: { PublicAccessBlockConfiguration: block } }),
    },
    {
      ...bucketRoute,
      name: 's3 GetBucketPolicyStatus',
      query: 'policyStatus',
      answer: () => ({ xml: { PolicyStatus: { IsPublic: publicBucket } } }),
    },
    {
      ...bucketRoute,
      name: 's3 ListObjectVersions',
      query: 'versions',
      answer: ({ query }) => ({ xml: { ListVersionsResult: versionList(versions, query) } }),
    },
    {
      ...bucketRoute,
      name: 's3 ListObjectsV2',
      query: 'list-type',
      answer: ({ query }) => ({ xml: { ListBucketResult: objectList(currentOf(versions), query) } }),
    },
    headObject(() => versions, options),
    { ...bucketRoute, method: 'POST', name: 's3 DeleteObjects', query: 'delete', answer: remove },
  ];
  return {
    operations,
    versions: (): readonly Version[] => versions,
    /** As somebody else stores an object, or another version of it. */
    put: (key: string) => void versions.push({ key, bytes: 1, versionId: `v${++serial}` }),
  };
}

function headObject(versions: () => readonly Version[], { photosOf }: VersionedBucketOptions): RestOperation {
  return {
    name: 's3 HeadObject',
    method: 'HEAD',
    path: /^\/[^/]+\/(?<key>.+)$/,
    query: 'versionId',
    answer({ path: { key = '' }, query }) {
      if (!versions().some((one) => one.key === key && one.versionId === query.get('versionId')))
        throw awsError('NotFound', 'Not Found', 404);
      const photos = photosOf?.(key) ?? '';
      return { text: '', headers: photos === '' ? {} : { 'x-amz-meta-photos': photos } };
    },
  };
}

/** The last version of a key is its current one. */
function currentOf(versions: readonly Version[]): readonly Version[] {
  return [...new Map(versions.map((version) => [version.key, version])).values()].filter((one) => !one.deleteMarker);
}

function objectList(current: readonly Version[], query: URLSearchParams): XmlElements {
  const [prefix, after] = [query.get('prefix') ?? '', query.get('continuation-token') ?? ''];
  const found = current.filter(({ key }) => key.startsWith(prefix));
  const rows: readonly Row[] = query.has('delimiter')
    ? folderRows(found)
    : found.map(({ key, bytes }) => ({ place: key, xml: { Contents: { Key: key, Size: bytes } } }));
  const { elements, last } = pageOf(rows.filter(({ place }) => place > after));
  return { ...elements, ...(last ? { NextContinuationToken: last.place } : {}) };
}

function versionList(versions: readonly Version[], query: URLSearchParams): XmlElements {
  const found = versions.filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
  const rows: readonly Row[] = query.has('delimiter')
    ? folderRows(found)
    : found.sort(byKey).map(({ key, versionId, bytes, deleteMarker }) => ({
        place: key,
        id: versionId,
        xml: deleteMarker
          ? { DeleteMarker: { Key: key, VersionId: versionId } }
          : { Version: { Key: key, VersionId: versionId, Size: bytes } },
      }));
  const [key, id] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
  const { elements, last } = pageOf(
    rows.filter((row) => row.place > key || (row.place === key && id !== '' && Number(row.id?.slice(1)) > Number(id.slice(1)))),
  );
  return { ...elements, ...(last ? { NextKeyMarker: last.place, NextVersionIdMarker: last.id ?? '' } : {}) };
}

/** The elements of a page, and its last row when more rows follow. */
function pageOf(rows: readonly Row[]): { readonly elements: XmlElements; readonly last: Row | undefined } {
  const page = rows.slice(0, MAX_PAGE_ROWS);
  const more = rows.length > page.length;
  const names = [...new Set(page.flatMap(({ xml }) => Object.keys(xml)))];
  const byName = names.map((name) => [name, page.flatMap(({ xml }) => xml[name] ?? [])] as const);
  return { elements: { IsTruncated: more, ...Object.fromEntries(byName) }, last: more ? page.at(-1) : undefined };
}

function folderRows(found: readonly Version[]): readonly Row[] {
  const folders = [...new Set(found.flatMap(({ key }) => /^[^/]+\//.exec(key)?.[0] ?? []))].sort();
  return folders.map((place) => ({ place, xml: { CommonPrefixes: { Prefix: place } } }));
}

function byKey(a: Version, b: Version): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : Number(a.versionId.slice(1)) - Number(b.versionId.slice(1));
}
