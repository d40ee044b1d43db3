// The bucket of pictures, the local stack's or one on AWS: what is in it, and how it is taken out.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CommonPrefix,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { DESIGN_VERSION } from '../../card-schema/design-version.ts';
import { DEFAULT_DATA, LOCAL_BUCKET } from '../../local/stack/config.ts';
import { openLocalStore } from '../../local/stack/store.ts';
import { UsageError } from '../terminal/errors.ts';
import type { Options } from '../terminal/option.ts';
import { asked } from './aws.ts';
import { DEFAULT_REGION, type Deployment, readDeployment } from './deployment.ts';
import { clientSettings } from './settings.ts';

/** Which bucket: the options of every command that looks into one. */
export const BUCKET_OPTIONS = {
  data: { type: 'string', value: 'DIR', isPath: true, description: `the local stack’s store; ${DEFAULT_DATA} if left out` },
  bucket: { type: 'string', value: 'NAME', description: 'a bucket on AWS instead' },
  stack: { type: 'string', value: 'NAME', description: 'the bucket of a deployed stack instead, such as edgecard-prod' },
  region: { type: 'string', value: 'REGION', description: `of the bucket or stack; ${DEFAULT_REGION} if left out` },
} as const satisfies Options;

type BucketOptions = { readonly [K in keyof typeof BUCKET_OPTIONS]?: string | undefined };

export interface PictureBucket {
  readonly client: S3Client;
  readonly bucket: string;
  /** For people: the folder or the bucket's name. */
  readonly name: string;
  readonly isLocal: boolean;
  readonly deployment?: Deployment;
  close(): Promise<void>;
}

export interface StoredPicture {
  readonly key: string;
  readonly designVersion: string;
  readonly template: string;
  readonly bytes: number;
  /** Of a versioned bucket, when its versions were asked for. */
  readonly versionId?: string;
}

export interface FailedPicture {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

/** More generous than a card's own: the template may be one that is in the catalogue no more. */
const KEY = new RegExp(`^(?<designVersion>${DESIGN_VERSION})/(?<template>[a-z][a-z0-9]{0,30})/[A-Za-z0-9_-]+\\.jpg$`);
const FOLDER = new RegExp(`^(${DESIGN_VERSION})/$`);

export async function openPictureBucket({ data, bucket, stack, region = DEFAULT_REGION }: BucketOptions): Promise<PictureBucket> {
  const named = Object.entries({ data, bucket, stack }).filter(([, value]) => value !== undefined);
  if (named.length > 1) throw new UsageError(`Give one of ${named.map(([name]) => `--${name}`).join(' and ')}.`);
  const deployment = stack === undefined ? undefined : await readDeployment(stack, region);
  const onAws = bucket ?? deployment?.bucket;
  if (onAws === undefined) return openLocalBucket(data ?? DEFAULT_DATA);
  const client = new S3Client(clientSettings(region));
  const close = async () => client.destroy();
  return { client, bucket: onAws, name: onAws, isLocal: false, close, ...(deployment ? { deployment } : {}) };
}

async function openLocalBucket(data: string): Promise<PictureBucket> {
  const there = await stat(join(data, 's3', LOCAL_BUCKET)).catch(() => undefined);
  if (!there)
    throw new UsageError(
      `${data} holds no store: \`npm start\` or \`cards put\` makes one; --data names another folder, --stack (edgecard-prod) a deployment.`,
    );
  const { client, close } = await openLocalStore(data, 0);
  return { client, bucket: LOCAL_BUCKET, name: data, isLocal: true, close };
}

/** The design versions of which the bucket has pictures. */
export async function storedVersions({ client, bucket, name }: PictureBucket): Promise<readonly string[]> {
  const found: string[] = [];
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Delimiter: '/' });
  for (let page = await next(name, pages); page; page = await next(name, pages)) found.push(...versionsIn(page.CommonPrefixes));
  return found;
}

/** Those too of which there are only versions behind delete markers. */
export async function everStoredVersions(bucket: PictureBucket): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const page of versionPages(bucket, { Delimiter: '/' })) found.push(...versionsIn(page.CommonPrefixes));
  return found;
}

function versionsIn(folders: readonly CommonPrefix[] = []): readonly string[] {
  return folders.flatMap(({ Prefix = '' }) => FOLDER.exec(Prefix)?.slice(1) ?? []);
}

/** The pictures whose keys begin so, a page at a time. Whatever is not a picture is passed over. */
export async function* picturesUnder({ client, bucket, name }: PictureBucket, prefix: string): AsyncGenerator<StoredPicture[]> {
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
  for (let page = await next(name, pages); page; page = await next(name, pages)) {
    yield (page.Contents ?? []).flatMap(({ Key, Size }) => pictureOf(Key, Size));
  }
}

/** Every version of such pictures, delete markers included. */
export async function* versionsUnder(bucket: PictureBucket, prefix: string): AsyncGenerator<StoredPicture[]> {
  for await (const { Versions = [], DeleteMarkers = [] } of versionPages(bucket, { Prefix: prefix })) {
    const markers = DeleteMarkers.map((marker) => ({ ...marker, Size: 0 }));
    yield [...Versions, ...markers].flatMap(({ Key, Size, VersionId }) => pictureOf(Key, Size, VersionId));
  }
}

/** The SDK turns no pages of this call. */
async function* versionPages(
  { client, bucket, name }: PictureBucket,
  what: { readonly Prefix?: string; readonly Delimiter?: string },
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let from: { readonly KeyMarker?: string | undefined; readonly VersionIdMarker?: string | undefined } | undefined = {};
  while (from) {
    const list = new ListObjectVersionsCommand({ Bucket: bucket, ...what, ...from });
    const page: ListObjectVersionsCommandOutput = await asked(`S3, listing versions in ${name}`, client.send(list));
    yield page;
    from = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker } : undefined;
  }
}

/** DeleteObjects takes no more (S3 API reference). */
const MAX_DELETED_AT_ONCE = 1000;

/** Deletes pictures. What S3 refused one by one is in the answer. Throws AwsError when it refused a whole call. */
export async function deletePictures(
  { client, bucket, name }: PictureBucket,
  pictures: readonly StoredPicture[],
): Promise<readonly FailedPicture[]> {
  const failed: FailedPicture[] = [];
  for (let at = 0; at < pictures.length; at += MAX_DELETED_AT_ONCE) {
    const Objects = pictures
      .slice(at, at + MAX_DELETED_AT_ONCE)
      .map(({ key, versionId }) => ({ Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) }));
    const call = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } });
    const { Errors = [] } = await asked(`S3, deleting in ${name}`, client.send(call));
    failed.push(...Errors.map(({ Key = '', Code = 'unknown', Message = '' }) => ({ key: Key, code: Code, message: Message })));
  }
  return failed;
}

function pictureOf(key: string | undefined, bytes = 0, versionId?: string): readonly StoredPicture[] {
  const { designVersion, template } = KEY.exec(key ?? '')?.groups ?? {};
  if (key === undefined || designVersion === undefined || template === undefined) return [];
  return [{ key, designVersion, template, bytes, ...(versionId === undefined ? {} : { versionId }) }];
}

async function next<T>(name: string, pages: AsyncGenerator<T, unknown>): Promise<T | undefined> {
  const { done, value } = await asked(`S3, listing ${name}`, pages.next());
  return done ? undefined : (value as T); // a page, as it is not done
}
