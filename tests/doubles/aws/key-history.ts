// The history of keys in a versioned bucket, as S3 lists it: from the newest to the oldest (ListObjectVersions in its API reference).
import { startAwsServer } from './aws-server.ts';

export interface KeyVersion {
  readonly key: string;
  readonly id: string;
  readonly isMarker?: boolean;
}

/** `history` is read at each call. */
export async function openKeyHistory(history: () => readonly KeyVersion[]) {
  const { endpoint, close } = await startAwsServer({
    rest: [
      {
        name: 's3 ListObjectVersions',
        method: 'GET',
        path: /^\/[^/]+\/?$/,
        query: 'versions',
        answer({ query }) {
          const of = history().filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
          const marker = query.get('version-id-marker');
          const from = marker === null ? 0 : of.findIndex(({ key, id }) => key === query.get('key-marker') && id === marker) + 1;
          const page = of.slice(from, from + Number(query.get('max-keys') ?? 1000));
          const listed = (isMarker: boolean) =>
            page.filter((one) => (one.isMarker ?? false) === isMarker).map(({ key, id }) => ({ Key: key, VersionId: id }));
          return { xml: { ListVersionsResult: { IsTruncated: 'false', Version: listed(false), DeleteMarker: listed(true) } } };
        },
      },
    ],
  });
  return { endpoint, close, [Symbol.asyncDispose]: close };
}
