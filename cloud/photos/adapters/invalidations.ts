import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';
import { photoTag } from '../../../edge/core/cache-tag.ts';
import { PhotoError } from '../photo-error.ts';
import { photoSitePaths } from '../photo-keys.ts';
import type { ForgetCached } from '../removal/ports.ts';

export interface Distributions {
  /** Of the pictures: it knows cards by the tags of the photos that they show. */
  readonly pictures: string;
  /** Of the photo site, whose folders are ids; empty where there is none. */
  readonly photoSite: string;
}

/** Wildcards that may be in progress at once in a distribution, and items of one invalidation (CloudFront quotas). */
const MAX_WILDCARDS = 15;
const MAX_ITEMS = 3000;

export function createInvalidations(client: CloudFrontClient, { pictures, photoSite }: Distributions): ForgetCached {
  return async (photos, reference, deadline) => {
    const places = [
      {
        distribution: pictures,
        items: atMost(
          MAX_ITEMS,
          photos.map((id) => `#${photoTag(id)}`),
        ),
      },
      {
        distribution: photoSite,
        items: atMost(MAX_WILDCARDS, photos.flatMap(photoSitePaths)),
      },
    ];
    for (const { distribution, items } of places) {
      if (distribution === '') continue;
      const InvalidationBatch = { CallerReference: reference, Paths: { Quantity: items.length, Items: items } };
      const command = new CreateInvalidationCommand({ DistributionId: distribution, InvalidationBatch });
      await client.send(command, { abortSignal: deadline.signal() }).catch((cause: unknown) => {
        throw new PhotoError('cache_failed', `CloudFront does not take the invalidation of ${distribution}.`, { cause });
      });
    }
  };
}

/** S3 still has what is not to go, so that nothing is drawn or made again. */
function atMost(max: number, items: string[]): string[] {
  return items.length > max ? ['/*'] : items;
}
