// The photo site, where the stack has one: strangers get nothing of it and have nothing made, CloudFront does. infra/photo-site.yml says how
// each part must be.
import { randomBytes } from 'node:crypto';
import { CloudFrontClient, type DistributionConfig, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionUrlConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { photoUrl } from '../../card-schema/photo-url.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { get } from '../../local/http/get.ts';
import { asked } from '../aws/aws.ts';
import type { Deployment } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { type Check, type Finding, fault, faultsOr } from './subject.ts';

const BY_HAND = 'Somebody changed it by hand: deploy infra/ again.';
const OPEN = 'Strangers can have sizes made, at your cost: deploy infra/ again, now.';
/** Nobody has it: the first 80 bits of a hash that are all 0. */
const NO_PHOTO = { id: '0000000000000000', width: 320, height: 240, type: 'jpg' } as const;

/** A check that is made of a stack with a photo site, and says nothing of any other. */
function ofPhotoSite(check: (deployment: Deployment, signingKey?: string) => Promise<readonly Finding[]>): Check {
  return async ({ deployment, signingKey }) => (deployment?.photoSite ? check(deployment, signingKey) : []);
}

/** As viewers ask. A signed address of no photo goes all the way: guard, bucket, function. */
export const photoSite = ofPhotoSite(async ({ photoSite: origin = '' }, signingKey) => {
  const statusOf = async (key: string) => (await get(await photoUrl(NO_PHOTO, { origin, signingKey: key }))).status;
  const faults: Finding[] = [];
  for (const [what, key] of [
    ['with a forged signature', randomBytes(32).toString('hex')],
    ['signed with the public development key', DEVELOPMENT_KEYS.signing],
  ] as const) {
    const status = await statusOf(key);
    if (status !== 403) faults.push(fault(`an address ${what} is answered with ${status}, not 403`, OPEN));
  }
  if (signingKey === undefined)
    return faultsOr(faults, 'forged addresses get 403 (EDGECARD_SIGNING_KEY would prove that a right one passes)');
  const status = await statusOf(signingKey);
  if (status !== 404) {
    const advice =
      'The guard has other keys (deploy again), CloudFront may not ask the bucket or the function, or the function fails: its log says why.';
    faults.push(fault(`a signed address of no photo is answered with ${status}, not 404`, advice));
  }
  return faultsOr(faults, 'forged addresses get 403, and a signed one passes guard, bucket and function');
});

/** What stands between viewers, the bucket and the function that makes sizes. */
export const photoSizes = ofPhotoSite(async (deployment) => {
  const faults = [...(await distributionFaults(deployment)), ...(await functionFaults(deployment))];
  return faultsOr(faults, 'only the distribution reads the bucket and asks the function for sizes');
});

async function distributionFaults({ outputs, physicalIds, region }: Deployment): Promise<readonly Finding[]> {
  const client = new CloudFrontClient(clientSettings(region));
  try {
    const Id = outputs['PhotoSiteDistribution'];
    const answer = await asked(`CloudFront, ${Id}`, client.send(new GetDistributionConfigCommand({ Id })));
    const guard = physicalIds['PhotoSiteGuard'] ?? '';
    const says = (found: string) => fault(`the photo site’s distribution ${found}`, BY_HAND);
    return [
      ...(answer.DistributionConfig?.Enabled === false ? [says('is disabled')] : []),
      ...(isGuarded(answer.DistributionConfig, guard) ? [] : [says('does not ask the guard first')]),
      ...Object.entries({ photos: 'PhotoSiteAccess', sizes: 'PhotoVariantAccess' }).flatMap(([origin, access]) =>
        accessOf(answer.DistributionConfig, origin) === physicalIds[access]
          ? []
          : [says(`does not sign what it asks of ${origin}`)],
      ),
    ];
  } finally {
    client.destroy();
  }
}

function isGuarded(config: DistributionConfig | undefined, guard: string): boolean {
  const behaviors = [config?.DefaultCacheBehavior, ...(config?.CacheBehaviors?.Items ?? [])];
  return behaviors.every((behavior) =>
    behavior?.FunctionAssociations?.Items?.some(
      ({ EventType, FunctionARN = '' }) => EventType === 'viewer-request' && guard !== '' && FunctionARN === guard,
    ),
  );
}

const accessOf = (config: DistributionConfig | undefined, origin: string): string | undefined =>
  config?.Origins?.Items?.find(({ Id }) => Id === origin)?.OriginAccessControlId;

async function functionFaults({ outputs, physicalIds, region }: Deployment): Promise<readonly Finding[]> {
  const FunctionName = physicalIds['PhotoVariantLambdaFunction'];
  const client = new LambdaClient(clientSettings(region));
  const ask = <T>(call: Promise<T>) => asked('Lambda, the function that makes sizes', call);
  try {
    const url = await ask(client.send(new GetFunctionUrlConfigCommand({ FunctionName })));
    const { Environment, State } = await ask(client.send(new GetFunctionConfigurationCommand({ FunctionName })));
    const { ReservedConcurrentExecutions } = await ask(client.send(new GetFunctionConcurrencyCommand({ FunctionName })));
    const { status } = await get(`${url.FunctionUrl}photos/${NO_PHOTO.id}/320x240.jpg`);
    const bucket = Environment?.Variables?.['PHOTO_BUCKET'];
    return [
      ...(url.AuthType === 'AWS_IAM' && status === 403
        ? []
        : [fault(`the function that makes sizes answers a call without a signature with ${status}, not 403`, OPEN)]),
      ...(State === 'Failed' ? [fault('the function that makes sizes cannot be started', 'Deploy again.')] : []),
      ...(bucket === outputs['PhotoBucket'] ? [] : [fault(`the function that makes sizes reads ${bucket}`, BY_HAND)]),
      ...(ReservedConcurrentExecutions === 0
        ? [fault('no size is made: the function’s reserved concurrency is 0', 'Set it to photoSiteConcurrency, or deploy again.')]
        : []),
    ];
  } finally {
    client.destroy();
  }
}
