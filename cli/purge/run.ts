// Deletes the pictures of a target, and then asks CloudFront to drop them: S3 first, so that CloudFront cannot fetch them again.
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { AwsError } from '../aws/aws.ts';
import { hasCacheTags, type Invalidation, invalidate, invalidationFor } from '../aws/invalidation.ts';
import {
  deletePictures,
  everStoredVersions,
  type FailedPicture,
  type PictureBucket,
  storedVersions,
} from '../aws/picture-bucket.ts';
import { createDesignTotals, type StoredDesign } from '../aws/stored-designs.ts';
import type { PurgeReport } from './report.ts';
import { type PictureSearch, type PurgeTarget, picturesOf } from './target.ts';

export interface PurgeOptions {
  readonly build: DesignVersions;
  /** CloudFront's id of the distribution, if there is one. */
  readonly distribution: string | undefined;
  /** Whether every version of an object is deleted for good. */
  readonly everyVersion: boolean;
  /** Whether the pictures are only counted. */
  readonly dryRun: boolean;
}

/** Throws AwsError where nothing has been deleted yet; after that, refusals are in the report. */
export async function runPurge(bucket: PictureBucket, target: PurgeTarget, options: PurgeOptions): Promise<PurgeReport> {
  const { build, distribution, everyVersion, dryRun } = options;
  // Before anything is deleted, because it may be refused.
  const hasTags = distribution !== undefined && (await hasCacheTags(distribution));
  const stored = await (everyVersion ? everStoredVersions : storedVersions)(bucket);
  const versions = [...new Set([...Object.values(build), ...stored])];
  const { designs, deleted, failed, refusal } = await deleteAll(bucket, { target, versions, build, everyVersion }, dryRun);
  const invalidation = bucket.isLocal ? [] : invalidationFor(target, designs, build, hasTags);
  const wanted = !dryRun && distribution !== undefined && invalidation.length > 0;
  const asked = wanted ? await tryToInvalidate(distribution, invalidation) : {};
  return {
    store: bucket.name,
    isLocal: bucket.isLocal,
    done: !dryRun,
    held: designs,
    deleted,
    failed,
    distribution,
    invalidation,
    invalidated: asked.id,
    stopped: [refusal, asked.refusal].filter((message) => message !== undefined),
    leftAlone: target.kind === 'old' ? [...target.kept] : [],
  };
}

interface Deletion {
  readonly designs: readonly StoredDesign[];
  readonly deleted: number;
  readonly failed: readonly FailedPicture[];
  /** Why S3 refused to go on. */
  readonly refusal?: string;
}

async function deleteAll(bucket: PictureBucket, search: PictureSearch, dryRun: boolean): Promise<Deletion> {
  const totals = createDesignTotals(search.build);
  const failed: FailedPicture[] = [];
  let deleted = 0;
  try {
    for await (const pictures of picturesOf(bucket, search)) {
      for (const picture of pictures) totals.add(picture);
      if (dryRun) continue;
      const refused = await deletePictures(bucket, pictures);
      failed.push(...refused);
      deleted += pictures.length - refused.length;
    }
  } catch (error) {
    // Some pictures are gone already: CloudFront must drop those, and the report must say that others are left.
    if (!(error instanceof AwsError) || deleted === 0) throw error;
    return { designs: totals.all(), deleted, failed, refusal: error.message };
  }
  return { designs: totals.all(), deleted, failed };
}

async function tryToInvalidate(
  distribution: string,
  items: Invalidation,
): Promise<{ readonly id?: string; readonly refusal?: string }> {
  try {
    return { id: await invalidate(distribution, items) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // A second purge would find nothing in S3, and so would not ask CloudFront: the person has to.
    const paths = items.map((item) => `'${item}'`).join(' ');
    return {
      refusal: `${error.message} By hand: aws cloudfront create-invalidation --distribution-id ${distribution} --paths ${paths}`,
    };
  }
}
