// What a purge deletes, and how its pictures are found in a bucket.
import type { Card, TemplateName } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { photosInKey } from '../../cloud/photos/removal/photos-in-key.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { type PictureBucket, picturesUnder, type StoredPicture, versionsUnder } from '../aws/picture-bucket.ts';
import { photosOfPicture } from '../aws/picture-photos.ts';
import { isOfBuild } from '../aws/stored-designs.ts';
import { mapLimit } from '../pool/map-limit.ts';

/** Questions to S3 at once. */
const MAX_HEADS = 32;

export type PurgeTarget =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'template'; readonly template: TemplateName }
  /** Every card that shows it. */
  | { readonly kind: 'photo'; readonly photo: string }
  /** Every old picture, but for those of the kept templates: of them the bucket has no picture of this build. */
  | { readonly kind: 'old'; readonly kept: ReadonlySet<string> };

export interface PictureSearch {
  readonly target: PurgeTarget;
  /** Design versions whose pictures are looked at. */
  readonly versions: readonly string[];
  readonly build: DesignVersions;
  /** Whether every version of an object counts, delete markers included. */
  readonly everyVersion: boolean;
}

/** The pictures that a target means, a page at a time. */
export async function* picturesOf(
  bucket: PictureBucket,
  { target, versions, build, everyVersion }: PictureSearch,
): AsyncGenerator<readonly StoredPicture[]> {
  const list = everyVersion ? versionsUnder : picturesUnder;
  for (const version of versions) {
    for await (const page of list(bucket, prefixOf(target, version))) {
      yield target.kind === 'photo'
        ? await showing(target.photo, page, bucket)
        : page.filter((picture) => isTarget(target, picture, build));
    }
  }
}

function prefixOf(target: PurgeTarget, version: string): string {
  if (target.kind === 'card') return keyIn(version, target.card);
  return target.kind === 'template' ? `${version}/${target.template}/` : `${version}/`;
}

/** Those whose keys name the photo, or whose objects do, because the key has only a hash. A delete marker shows nothing. */
async function showing(photo: string, page: readonly StoredPicture[], bucket: PictureBucket): Promise<readonly StoredPicture[]> {
  const found: StoredPicture[] = [];
  const looked = mapLimit(page, { max: MAX_HEADS, inOrder: true }, async (picture) => ({
    picture,
    photos: photosInKey(picture.key) ?? (await photosOfPicture(bucket, picture)),
  }));
  for await (const { picture, photos } of looked) if (photos.includes(photo)) found.push(picture);
  return found;
}

function isTarget(
  target: Exclude<PurgeTarget, { kind: 'photo' }>,
  { key, template, designVersion }: StoredPicture,
  build: DesignVersions,
): boolean {
  if (target.kind === 'card') return key === keyIn(designVersion, target.card);
  return target.kind === 'template' || (!isOfBuild(template, designVersion, build) && !target.kept.has(template));
}

function keyIn(designVersion: string, card: Card): string {
  return formatCardKey(card, { [card.template]: designVersion } as DesignVersions); // no other version is read
}
