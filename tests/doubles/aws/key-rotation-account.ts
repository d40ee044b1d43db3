// Secrets Manager with one secret, and CloudFront with one distribution that has its keys.
import { startAwsServer } from './aws-server.ts';
import { distributionConfig } from './cloudfront.ts';
import { rotatingSecret } from './secrets-manager.ts';
import type { XmlElements } from './xml.ts';

export interface KeyRotationAccount extends AsyncDisposable {
  readonly endpoint: string;
  /** Every call, by its operation. */
  readonly calls: string[];
  /** What the stage of the secret holds. */
  value(stage: string): string | undefined;
  /** Deploys: the distribution has the keys that are current. */
  deploy(): void;
  close(): Promise<void>;
}

export async function openKeyRotationAccount(first: string): Promise<KeyRotationAccount> {
  const secret = rotatingSecret(first);
  let deployed = first;
  const calls: string[] = [];
  const { endpoint, close } = await startAwsServer({
    json: secret.operations,
    rest: [distributionConfig('E1', () => configWith(deployed))],
    before: ({ name }) => void calls.push(name.replace(/^(secretsmanager\.|cloudfront )/, '')),
  });
  return {
    endpoint,
    calls,
    value: secret.value,
    deploy() {
      deployed = secret.value('AWSCURRENT') ?? '';
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function configWith(keys: string): XmlElements {
  const OriginCustomHeader = [
    { HeaderName: 'x-card-bucket', HeaderValue: 'pictures' },
    { HeaderName: 'x-card-page-keys', HeaderValue: keys },
  ];
  const CustomHeaders = { Quantity: 2, Items: { OriginCustomHeader } };
  const Origin = { Id: 's3', DomainName: 'pictures.s3.us-east-1.amazonaws.com', CustomHeaders };
  return { CallerReference: '1', Origins: { Quantity: 1, Items: { Origin } }, Comment: '', Enabled: true };
}
