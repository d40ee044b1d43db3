// What has been deployed, in an object next to the card site, where no address leads to it.
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { DeployError } from './deploy-error.ts';

/** Not under assets/, and the guard answers every other address with the page. */
export const RECORD_KEY = 'deployment.json';

type Versions = Readonly<Record<string, string>>;

export interface DeploymentRecord {
  /** The last deployment that came to its end. */
  readonly live?: { readonly commit: string; readonly at: string; readonly designVersions: Versions };
  /** Design versions of every deployment that has begun since: each of them may have pictures in CloudFront's cache. */
  readonly begun: readonly Versions[];
}

/** Where the record is kept. */
export interface RecordPlace {
  readonly s3: S3Client;
  readonly bucketName: string;
}

export async function readRecord({ s3, bucketName }: RecordPlace): Promise<DeploymentRecord> {
  const text = await storedText(s3, bucketName);
  if (text === undefined) return { begun: [] };
  try {
    return JSON.parse(text) as DeploymentRecord; // written below
  } catch (cause) {
    throw new DeployError(
      `s3://${bucketName}/${RECORD_KEY} is not JSON. Delete it; the next deployment then empties the whole of CloudFront's cache.`,
      { cause },
    );
  }
}

async function storedText(s3: S3Client, bucketName: string): Promise<string | undefined> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucketName, Key: RECORD_KEY }));
    return await Body?.transformToString();
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined;
    throw error;
  }
}

/** Before anything of a deployment is to be seen. One that is run again is not noted twice. */
export function begin(record: DeploymentRecord, versions: DesignVersions): DeploymentRecord {
  const known = record.begun.some((one) => sameVersions(one, versions));
  return known ? record : { ...record, begun: [...record.begun, versions] };
}

/** Of the last deployment, the designs that this one does not draw any more. */
export function formerVersions({ live }: DeploymentRecord, versions: DesignVersions): Versions {
  const now: Versions = versions;
  return Object.fromEntries(Object.entries(live?.designVersions ?? {}).filter(([name, version]) => now[name] !== version));
}

export async function writeRecord({ s3, bucketName }: RecordPlace, record: DeploymentRecord): Promise<void> {
  const body = `${JSON.stringify(record, null, 2)}\n`;
  await s3.send(
    new PutObjectCommand({
      Bucket: bucketName,
      Key: RECORD_KEY,
      Body: body,
      ContentType: 'application/json',
      CacheControl: 'no-store',
    }),
  );
}

function sameVersions(a: Versions, b: Versions): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
