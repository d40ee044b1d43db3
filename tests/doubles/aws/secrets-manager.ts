import { awsError } from './aws-error.ts';
import type { JsonOperations } from './json-protocol.ts';

const ACCOUNT = '111122223333';

/** Of a secret whose value is the text given. */
export const secretArn = (value: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${value}`;

/** Secrets whose ARN ends in their value. */
export const secretsByArn: JsonOperations = {
  'secretsmanager.GetSecretValue': ({ SecretId }) => {
    const [, value] = /:secret:(.+)$/.exec(String(SecretId)) ?? [];
    if (!value) throw noSuchSecret();
    return { ARN: SecretId, SecretString: value };
  },
};

interface Version {
  readonly value: string;
  stages: readonly string[];
}

const ARN = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:edgecard/test/page-keys-AbCdEf`;

/** One secret with versions, each of whose stages is at one of them only. */
export function rotatingSecret(first: string) {
  const versions = new Map<string, Version>([['first', { value: first, stages: ['AWSCURRENT'] }]]);
  const at = (stage: string) => [...versions].find(([, { stages }]) => stages.includes(stage));

  function move(stage: string, id: string): void {
    for (const [other, version] of versions) {
      const without = version.stages.filter((one) => one !== stage);
      version.stages = other === id ? [...without, stage] : without;
    }
  }

  const operations: JsonOperations = {
    'secretsmanager.GetSecretValue': ({ VersionId, VersionStage = 'AWSCURRENT' }) => {
      const found = at(String(VersionStage));
      if (!found || (VersionId !== undefined && found[0] !== VersionId)) throw noSuchSecret();
      return { ARN, VersionId: found[0], SecretString: found[1].value, VersionStages: found[1].stages };
    },
    'secretsmanager.PutSecretValue': ({ ClientRequestToken, SecretString }) => {
      const id = String(ClientRequestToken);
      versions.set(id, { value: String(SecretString), stages: [] });
      move('AWSPENDING', id);
      return { ARN, VersionId: id };
    },
    'secretsmanager.DescribeSecret': () => ({
      ARN,
      VersionIdsToStages: Object.fromEntries([...versions].map(([id, { stages }]) => [id, stages])),
    }),
    'secretsmanager.UpdateSecretVersionStage': ({ MoveToVersionId, RemoveFromVersionId, VersionStage }) => {
      const [stage, from] = [String(VersionStage), String(RemoveFromVersionId)];
      if (at(stage)?.[0] !== from) throw awsError('InvalidParameterException', 'RemoveFromVersionId is not where the stage is.');
      move('AWSPREVIOUS', from);
      move(stage, String(MoveToVersionId));
      return { ARN };
    },
  };
  return { operations, value: (stage: string) => at(stage)?.[1].value };
}

function noSuchSecret() {
  return awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
}
