import { type CloudFrontClient, GetDistributionCommand, GetFunctionCommand } from '@aws-sdk/client-cloudfront';
import { parseKeys } from './rotate-keys.ts';

export interface KeyHolders {
  readonly distributionId: string;
  /** The origin custom header with the keys, by which the functions sign. */
  readonly header: string;
  /** The name of the CloudFront Function that looks at the signatures. */
  readonly guard: string;
}

/**
 * Reads the keys that are in both, the distribution's header and the guard as it is live. They are two resources of the stack, and
 * one can be of an older deployment than the other. While CloudFront still brings a distribution to its locations, none counts.
 */
export function createLiveKeys(cloudFront: CloudFrontClient, { distributionId, header, guard }: KeyHolders) {
  async function keysOfHeader(): Promise<readonly string[]> {
    const { Distribution } = await cloudFront.send(new GetDistributionCommand({ Id: distributionId }));
    if (Distribution?.Status !== 'Deployed')
      throw new Error('CloudFront is still bringing a deployment to its locations. Rotate again when that has ended.');
    const headers = (Distribution.DistributionConfig?.Origins?.Items ?? []).flatMap(
      ({ CustomHeaders }) => CustomHeaders?.Items ?? [],
    );
    return headers.filter(({ HeaderName }) => HeaderName === header).flatMap(({ HeaderValue = '' }) => parseKeys(HeaderValue));
  }

  async function keysOfGuard(): Promise<readonly string[]> {
    const { FunctionCode } = await cloudFront.send(new GetFunctionCommand({ Name: guard, Stage: 'LIVE' }));
    return keysInGuard(Buffer.from(FunctionCode ?? []).toString());
  }

  return async (): Promise<readonly string[]> => {
    const [ofHeader, ofGuard] = await Promise.all([keysOfHeader(), keysOfGuard()]);
    return ofHeader.filter((key) => ofGuard.includes(key));
  };
}

/** As the first line of edge/card-site-guard.js has them. */
function keysInGuard(code: string): readonly string[] {
  const [, keys] = /^const PAGE_KEYS = '([^']*)'\.split\(','\);$/m.exec(code) ?? [];
  if (keys === undefined) throw new Error('The guard that is live holds no page keys as edge/card-site-guard.js does.');
  return parseKeys(keys);
}
