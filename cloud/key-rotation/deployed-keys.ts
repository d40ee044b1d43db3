import { type CloudFrontClient, GetDistributionConfigCommand } from '@aws-sdk/client-cloudfront';
import { parseKeys } from './rotate-keys.ts';

/** Reads which keys the distribution has, as it was deployed last: those in an origin custom header. */
export function createDeployedKeys(cloudFront: CloudFrontClient, distributionId: string, header: string) {
  return async (): Promise<readonly string[]> => {
    const { DistributionConfig } = await cloudFront.send(new GetDistributionConfigCommand({ Id: distributionId }));
    const headers = (DistributionConfig?.Origins?.Items ?? []).flatMap((origin) => origin.CustomHeaders?.Items ?? []);
    return headers.filter(({ HeaderName }) => HeaderName === header).flatMap(({ HeaderValue = '' }) => parseKeys(HeaderValue));
  };
}
