// Where photos are looked at and removed: by the HTTP API, or in their bucket itself.
import { UsageError } from '../terminal/errors.ts';
import type { Options } from '../terminal/option.ts';
import type { PhotoApi } from './api.ts';
import { openBucketPlace } from './bucket-place.ts';
import { listPhotos } from './list-photos.ts';
import { openPhotoApi, PLACE_OPTIONS, type PlaceOptions } from './open-api.ts';
import type { PhotoPlace } from './photo-place.ts';
import { readAddress } from './read-address.ts';
import { helpedWithId } from './unknown-photo.ts';

export const BUCKET_PLACE_OPTIONS = {
  ...PLACE_OPTIONS,
  bucket: { type: 'string', value: 'NAME', description: 'the bucket of photos on AWS instead, without the API' },
  region: { ...PLACE_OPTIONS.region, description: PLACE_OPTIONS.region.description.replace('the stack', 'the stack or bucket') },
} as const satisfies Options;

export async function openPhotoPlace({
  bucket,
  ...options
}: PlaceOptions & { readonly bucket?: string | undefined }): Promise<PhotoPlace> {
  if (bucket === undefined) return apiPlace(await openPhotoApi(options));
  if (options.stack !== undefined || options.port !== undefined)
    throw new UsageError('Give one of --port, --stack and --bucket.');
  return openBucketPlace(bucket, options.region);
}

function apiPlace(api: PhotoApi): PhotoPlace {
  const ask = <T>(id: string, call: Parameters<PhotoApi['ask']>[0]) => helpedWithId(api, id, () => api.ask(call)) as Promise<T>;
  return {
    name: api.name,
    list: () => listPhotos(api),
    show: (id) => ask(id, { path: `/photos/${id}` }),
    read: (_id, { url = '' }) => readAddress(url),
    remove: (id, allVersions) => ask(id, { method: 'DELETE', path: `/photos/${id}${allVersions ? '?versions=all' : ''}` }),
    ask: api.ask,
    close: () => {},
  };
}
