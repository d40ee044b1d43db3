// Secrets Manager with one secret, and CloudFront with one distribution, on this machine. The shapes are those of Amazon's API
// references: JSON 1.1 with x-amz-target, and REST with XML.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../local/http/listen.ts';

export interface SecretsDouble {
  readonly endpoint: string;
  /** Every call, by its operation. */
  readonly calls: string[];
  /** What the stage of the secret holds. */
  value(stage: string): string | undefined;
  /** Deploys: the distribution has the keys that are current. */
  deploy(): void;
  close(): Promise<void>;
}

interface Version {
  readonly value: string;
  stages: readonly string[];
}

const ARN = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:edgecard/test/page-keys-AbCdEf';

export async function startSecretsDouble(first: string): Promise<SecretsDouble> {
  const versions = new Map<string, Version>([['first', { value: first, stages: ['AWSCURRENT'] }]]);
  const at = (stage: string) => [...versions].find(([, { stages }]) => stages.includes(stage));
  let deployed = first;
  const calls: string[] = [];

  /** A stage is at one version only. */
  function move(stage: string, id: string): void {
    for (const [other, version] of versions) {
      const without = version.stages.filter((one) => one !== stage);
      version.stages = other === id ? [...without, stage] : without;
    }
  }

  const OPERATIONS: Readonly<Record<string, (input: Readonly<Record<string, string>>) => object | undefined>> = {
    GetSecretValue({ VersionId, VersionStage = 'AWSCURRENT' }) {
      const found = at(VersionStage);
      if (!found || (VersionId !== undefined && found[0] !== VersionId)) return undefined;
      return { ARN, VersionId: found[0], SecretString: found[1].value, VersionStages: found[1].stages };
    },
    PutSecretValue({ ClientRequestToken = '', SecretString = '' }) {
      versions.set(ClientRequestToken, { value: SecretString, stages: [] });
      move('AWSPENDING', ClientRequestToken);
      return { ARN, VersionId: ClientRequestToken };
    },
    DescribeSecret: () => ({
      ARN,
      VersionIdsToStages: Object.fromEntries([...versions].map(([id, { stages }]) => [id, stages])),
    }),
    UpdateSecretVersionStage({ MoveToVersionId = '', RemoveFromVersionId = '', VersionStage = '' }) {
      if (at(VersionStage)?.[0] !== RemoveFromVersionId) throw new Error('RemoveFromVersionId is not where the stage is.');
      move('AWSPREVIOUS', RemoveFromVersionId);
      move(VersionStage, MoveToVersionId);
      return { ARN };
    },
  };

  const server = createServer(async (request, response) => {
    if (request.method === 'GET' && /^\/2020-05-31\/distribution\/E1\/config/.test(request.url ?? '')) {
      calls.push('GetDistributionConfig');
      response.setHeader('content-type', 'text/xml').end(distributionConfig(deployed));
      return;
    }
    const operation = String(request.headers['x-amz-target'] ?? '').replace('secretsmanager.', '');
    calls.push(operation);
    const answer = OPERATIONS[operation]?.(JSON.parse((await text(request)) || '{}') as Record<string, string>); // what the SDK sends
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (!answer) response.writeHead(400).end(JSON.stringify({ __type: 'ResourceNotFoundException', Message: 'not found' }));
    else response.end(JSON.stringify(answer));
  });
  const { origin, close } = await listen(server, 0);
  return {
    endpoint: origin,
    calls,
    value: (stage) => at(stage)?.[1].value,
    deploy() {
      deployed = at('AWSCURRENT')?.[1].value ?? '';
    },
    close,
  };
}

function distributionConfig(keys: string): string {
  const header = (name: string, value: string) =>
    `<OriginCustomHeader><HeaderName>${name}</HeaderName><HeaderValue>${value}</HeaderValue></OriginCustomHeader>`;
  const headers = `<CustomHeaders><Quantity>2</Quantity><Items>${header('x-card-bucket', 'pictures')}${header('x-card-page-keys', keys)}</Items></CustomHeaders>`;
  const origins = `<Origins><Quantity>1</Quantity><Items><Origin><Id>s3</Id><DomainName>pictures.s3.us-east-1.amazonaws.com</DomainName>${headers}</Origin></Items></Origins>`;
  return `<?xml version="1.0"?><DistributionConfig xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><CallerReference>1</CallerReference>${origins}<Comment></Comment><Enabled>true</Enabled></DistributionConfig>`;
}
