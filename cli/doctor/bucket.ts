// The buckets: shut to strangers, and with pictures of this build.
import { randomBytes } from 'node:crypto';
import {
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { signCardPath } from '../../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../../card-schema/catalogue.ts';
import { unsignedExample } from '../../card-schema/example-card.ts';
import { DRAWING_OFF_WARNING } from '../../edge/core/answers.ts';
import { formatCardKey } from '../../edge/core/card-key.ts';
import { get } from '../../local/http/get.ts';
import { asked } from '../aws/aws.ts';
import { picturesUnder, storedVersions } from '../aws/picture-bucket.ts';
import { type Check, type DoctorSubject, type Finding, fault, faultsOr, notChecked } from './subject.ts';

/** Listing and reading without credentials. */
export const publicAccess: Check = async ({ bucketAddresses, build }) => {
  if (bucketAddresses.length === 0) return [notChecked('name the bucket with --bucket or --stack')];
  const key = formatCardKey(unsignedExample() ?? DEFAULT_CARD, build);
  const faults: Finding[] = [];
  for (const address of bucketAddresses) {
    for (const [what, url] of [
      ['list', `${address}?list-type=2&max-keys=1`],
      ['read', `${address}/${key}`],
    ] as const) {
      const { status } = await get(url);
      if (status === 403) continue;
      const found =
        status === 200
          ? `strangers can ${what} ${address}`
          : `a stranger who tries to ${what} ${address} gets ${status}, not 403`;
      faults.push(
        fault(
          found,
          status === 404
            ? 'Is it the right bucket? If so, strangers may list it.'
            : 'Block public access on the bucket and deploy infra/ again.',
        ),
      );
    }
  }
  return faultsOr(
    faults,
    `strangers get 403 from ${bucketAddresses.length === 1 ? 'the bucket' : `${bucketAddresses.length} buckets`}`,
  );
};

export const bucketPolicies: Check = async ({ bucket, deployment, isLocal }) => {
  if (isLocal) return [notChecked('the local S3 server has no policies')];
  if (!bucket) return [notChecked('needs --stack or --bucket, and credentials')];
  const names = deployment ? deployment.buckets : [bucket.name];
  const faults: Finding[] = [];
  for (const name of names) faults.push(...(await policyFaults(bucket.client, name)));
  return faultsOr(faults, `${names.length} buckets block public access, and no policy opens one`);
};

async function policyFaults(client: S3Client, name: string): Promise<readonly Finding[]> {
  const block = await orAbsent(
    name,
    client.send(new GetPublicAccessBlockCommand({ Bucket: name })),
    'NoSuchPublicAccessBlockConfiguration',
  );
  const { BlockPublicAcls, BlockPublicPolicy, IgnorePublicAcls, RestrictPublicBuckets } =
    block?.PublicAccessBlockConfiguration ?? {};
  const faults: Finding[] = [];
  if (!(BlockPublicAcls && BlockPublicPolicy && IgnorePublicAcls && RestrictPublicBuckets)) {
    faults.push(
      fault(`${name} does not block public access`, 'Somebody changed it by hand: set all four blocks, or deploy infra/ again.'),
    );
  }
  const status = await orAbsent(name, client.send(new GetBucketPolicyStatusCommand({ Bucket: name })), 'NoSuchBucketPolicy');
  if (status?.PolicyStatus?.IsPublic)
    faults.push(fault(`the policy of ${name} is public`, 'Somebody changed it by hand: deploy infra/ again.'));
  return faults;
}

/** Undefined where S3 says so by the name of its error. Throws AwsError. */
export async function orAbsent<T>(name: string, call: Promise<T>, absence: string): Promise<T | undefined> {
  return asked(
    `S3, ${name}`,
    call.catch((error: unknown) => {
      if (error instanceof S3ServiceException && error.name === absence) return undefined;
      throw error;
    }),
  );
}

/** After a card was asked for, the store has it in the design version that the functions draw. */
export const servedVersions: Check = async (subject) => {
  const { bucket, build, isLocal } = subject;
  if (!bucket) return [notChecked('needs --stack or --bucket, and credentials')];
  const example = unsignedExample();
  if (!example) return [notChecked('but for the default card, every template needs a signature')];
  // Any version will do in an address: with one of nobody's, no cache answers, and the functions have to.
  const version = randomBytes(6).toString('hex');
  const { headers } = await get(`${subject.pictures}${await signCardPath(example, undefined, version)}`);
  if (headers.get('x-card-warning') === DRAWING_OFF_WARNING) return [notChecked(DRAWING_OFF_WARNING)];
  const key = formatCardKey(example, build);
  if (await isThere(bucket, key)) return faultsOr([], `the functions draw ${key.split('/', 1)[0]}, as this build does`);
  const others = await otherVersions(subject, key);
  const found =
    others.length > 0
      ? `the functions draw ${example.template} ${others.join(' or ')}; this build has ${build[example.template]}`
      : `the store has no ${key}, although it was just asked for`;
  const advice = isLocal
    ? 'Start the stack again: `npm start` builds it.'
    : 'Deploy this build, or check out the one that is deployed.';
  return [fault(found, advice)];
};

async function isThere({ client, name }: NonNullable<DoctorSubject['bucket']>, key: string): Promise<boolean> {
  try {
    await client.send(new HeadObjectCommand({ Bucket: name, Key: key }));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return false;
    return asked(`S3, ${key}`, Promise.reject(error));
  }
}

/** The design versions in which the store has the card. */
async function otherVersions({ bucket, isLocal }: DoctorSubject, key: string): Promise<readonly string[]> {
  if (!bucket) return [];
  const store = { client: bucket.client, bucket: bucket.name, name: bucket.name, isLocal, close: async () => {} };
  const found: string[] = [];
  for (const version of await storedVersions(store)) {
    const sought = key.replace(/^[^/]+/, version);
    for await (const page of picturesUnder(store, sought))
      if (page.some((picture) => picture.key === sought)) found.push(version);
  }
  return found;
}
