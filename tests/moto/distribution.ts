// Distributions in moto's CloudFront, which its CloudFormation does not make.
import { CloudFrontClient, CreateDistributionCommand, type DistributionConfig } from '@aws-sdk/client-cloudfront';
import { clientOptions, type Relay } from './relay.ts';

const BEHAVIOUR = {
  TargetOriginId: 'pictures',
  ViewerProtocolPolicy: 'https-only',
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
} as const;

/** Makes a distribution whose origin gets these headers, and returns its id. */
export async function makeDistribution(moto: Relay, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const client = new CloudFrontClient(clientOptions(moto));
  try {
    const { Distribution } = await client.send(
      new CreateDistributionCommand({ DistributionConfig: configWith(`made for ${moto.account}`, headers) }),
    );
    return Distribution?.Id ?? '';
  } finally {
    client.destroy();
  }
}

export function configWith(CallerReference: string, headers: Readonly<Record<string, string>>): DistributionConfig {
  const Items = Object.entries(headers).map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue }));
  const origin = {
    Id: 'pictures',
    DomainName: 'pictures.s3.us-east-1.amazonaws.com',
    S3OriginConfig: { OriginAccessIdentity: '' },
    CustomHeaders: { Quantity: Items.length, Items },
  };
  return {
    CallerReference,
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [origin] },
    DefaultCacheBehavior: BEHAVIOUR,
  };
}
