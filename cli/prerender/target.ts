// Where the pictures go: the store of the local stack, or a bucket on AWS.

import { S3Client } from '@aws-sdk/client-s3';
import { CardError } from '../../card-schema/errors.ts';
import { createPictureLookup, type HasPicture } from '../../cloud/prerender/picture-lookup.ts';
import { createS3Store } from '../../edge/adapters/aws/s3-store.ts';
import { createImageFetcher } from '../../edge/adapters/images/image-fetcher.ts';
import type { ConfigHeaders } from '../../edge/core/config.ts';
import type { DrawJob, FetchImage, FetchPhoto, PictureStore } from '../../edge/core/ports.ts';
import { LOCAL_BUCKET } from '../../local/stack/config.ts';
import { DEMO_IMAGE_HOST, fetchImageWithDemo } from '../../local/stack/demo-images.ts';
import { photosOnS3 } from '../../local/stack/sandbox.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { AwsError, localReason } from '../aws/aws.ts';
import { clientSettings } from '../aws/settings.ts';
import { refuseUnusableData } from '../picture/data-folder.ts';

export interface Target {
  /** For people. */
  readonly name: string;
  readonly hasPicture: HasPicture;
  readonly store: PictureStore;
  /** What differs from the local stack's configuration. */
  readonly config: ConfigHeaders;
  readonly fetchImageFor: (hosts: readonly string[], site: string) => FetchImage;
  readonly fetchPhotoFor: (job: DrawJob) => FetchPhoto;
  close(): Promise<void>;
}

export type TargetOptions =
  | { readonly data: string; readonly imageHosts: readonly string[] }
  | { readonly bucket: string; readonly region: string; readonly photoBucket: string; readonly imageHosts: readonly string[] };

/** A key that no card has: asked for once, so that a store that does not answer is noticed before anything is drawn. */
const PROBE = '000000000000/none';

/** Throws CardError or AwsError `store_failed` when the store does not answer. */
export async function openTarget(options: TargetOptions): Promise<Target> {
  const target = 'data' in options ? await openData(options) : openBucket(options);
  try {
    await target.hasPicture(PROBE);
    return target;
  } catch (error) {
    await target.close();
    const reason = error instanceof CardError ? localReason(error.cause) : undefined;
    throw reason === undefined ? error : new AwsError('store_failed', `S3, ${target.name}: ${reason}`, { cause: error });
  }
}

/** An S3 server of its own on the folder: the stack may be running on it or not, for both write files whole or not at all. */
async function openData({ data, imageHosts }: Extract<TargetOptions, { data: string }>): Promise<Target> {
  await refuseUnusableData(data);
  const { client, close } = await openLocalStore(data, 0);
  return {
    name: data,
    hasPicture: createPictureLookup(client, LOCAL_BUCKET),
    store: createS3Store(client, LOCAL_BUCKET),
    config: { 'x-card-image-hosts': [DEMO_IMAGE_HOST, ...imageHosts].join(',') },
    fetchImageFor: fetchImageWithDemo,
    fetchPhotoFor: photosOnS3(client),
    close,
  };
}

function openBucket({ bucket, region, photoBucket, imageHosts }: Extract<TargetOptions, { bucket: string }>): Target {
  const client = new S3Client(clientSettings(region));
  return {
    name: `s3://${bucket}`,
    hasPicture: createPictureLookup(client, bucket),
    store: createS3Store(client, bucket),
    config: {
      'x-card-bucket': bucket,
      'x-card-bucket-region': region,
      'x-card-photo-bucket': photoBucket,
      'x-card-image-hosts': imageHosts.join(','),
    },
    fetchImageFor: (hosts, contact) => createImageFetcher({ hosts, contact }),
    fetchPhotoFor: photosOnS3(client),
    close: async () => client.destroy(),
  };
}
