// Secrets with versions, each of whose stages is at one of them only.
import { randomUUID } from 'node:crypto';
import { awsError } from './aws-error.ts';
import type { JsonOperations } from './json-protocol.ts';

const ACCOUNT = '111122223333';
const DAY_SECONDS = 86_400;

interface Version {
  readonly value: string;
  stages: readonly string[];
}

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly versions: Map<string, Version>;
  changed: number;
  /** In seconds; undefined when it is not to be deleted. */
  deleted?: number | undefined;
}

/** Of one that a test has made. */
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}-AbCdEf`;

export function createSecrets() {
  const secrets = new Map<string, Secret>();

  function find(id: unknown): Secret {
    const found = [...secrets.values()].find(({ name, arn }) => name === id || arn === id);
    if (!found) throw awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    return found;
  }

  function findAlive(id: unknown): Secret {
    const found = find(id);
    if (found.deleted !== undefined)
      throw awsError(
        'InvalidRequestException',
        "You can't perform this operation on the secret because it was marked for deletion.",
      );
    return found;
  }

  /** Makes a version current, in a secret that is made if it is not there. Gives the version's id. */
  function put(name: string, value: string, id: string = randomUUID()): string {
    const secret = secrets.get(name) ?? { name, arn: secretArn(name), versions: new Map(), changed: 0 };
    secrets.set(name, secret);
    secret.versions.set(id, { value, stages: [] });
    secret.changed = Date.now() / 1000;
    moveStage(secret, 'AWSCURRENT', id);
    return id;
  }

  return {
    operations: {
      ...readingOf(find, findAlive),
      ...writingOf(secrets, findAlive, put),
      ...deletingOf(find, findAlive),
    } satisfies JsonOperations,
    put,
    /** What the stage, or the version, of a secret holds. */
    value: (name: string, place = 'AWSCURRENT') => {
      const versions = secrets.get(name)?.versions;
      return versions?.get(place)?.value ?? [...(versions?.values() ?? [])].find(({ stages }) => stages.includes(place))?.value;
    },
    /** Takes its versions away, as of one that was made without a value. */
    empty: (name: string) => find(name).versions.clear(),
    /** Schedules its deletion. */
    remove: (name: string) => {
      find(name).deleted = Date.now() / 1000 + DAY_SECONDS;
    },
    isDeleted: (name: string) => secrets.get(name)?.deleted !== undefined,
    names: () => [...secrets.keys()],
    /** Sets back when a secret was changed. */
    age: (name: string, days: number) => {
      find(name).changed -= days * DAY_SECONDS;
    },
  };
}

export type Secrets = ReturnType<typeof createSecrets>;

function moveStage({ versions }: Secret, stage: string, id: string): void {
  const from = [...versions].find(([, { stages }]) => stages.includes(stage))?.[0];
  for (const [other, version] of versions) {
    const without = version.stages.filter((one) => one !== stage && !(stage === 'AWSCURRENT' && one === 'AWSPREVIOUS'));
    version.stages = other === id ? [...without, stage] : without;
    if (stage === 'AWSCURRENT' && other === from && from !== id) version.stages = [...version.stages, 'AWSPREVIOUS'];
  }
}

type Find = (id: unknown) => Secret;

function readingOf(find: Find, findAlive: Find): JsonOperations {
  return {
    'secretsmanager.GetSecretValue': ({ SecretId, VersionId, VersionStage }) => {
      const { arn, name, versions } = findAlive(SecretId);
      const found = [...versions].find(
        ([id, { stages }]) =>
          (VersionId === undefined || id === VersionId) &&
          (VersionStage === undefined
            ? VersionId !== undefined || stages.includes('AWSCURRENT')
            : stages.includes(String(VersionStage))),
      );
      if (!found)
        throw awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret value for VersionId.");
      return { ARN: arn, Name: name, VersionId: found[0], SecretString: found[1].value, VersionStages: found[1].stages };
    },
    'secretsmanager.DescribeSecret': ({ SecretId }) => {
      const { arn, name, versions, changed, deleted } = find(SecretId);
      // Versions without a stage are not listed.
      const listed = [...versions].filter(([, { stages }]) => stages.length > 0).map(([id, { stages }]) => [id, stages] as const);
      return {
        ARN: arn,
        Name: name,
        CreatedDate: changed,
        LastChangedDate: changed,
        VersionIdsToStages: Object.fromEntries(listed),
        ...(deleted === undefined ? {} : { DeletedDate: deleted }),
      };
    },
  };
}

function writingOf(
  secrets: ReadonlyMap<string, Secret>,
  findAlive: Find,
  put: (name: string, value: string, id?: string) => string,
): JsonOperations {
  return {
    'secretsmanager.CreateSecret': ({ Name, SecretString, ClientRequestToken }) => {
      const name = String(Name);
      const known = secrets.get(name);
      if (known?.deleted !== undefined)
        throw awsError('InvalidRequestException', 'A secret with this name is already scheduled for deletion.');
      if (known) throw awsError('ResourceExistsException', `The secret ${name} already exists.`);
      return { ARN: secretArn(name), Name: name, VersionId: put(name, String(SecretString), idOf(ClientRequestToken)) };
    },
    'secretsmanager.PutSecretValue': ({ SecretId, ClientRequestToken, SecretString, VersionStages }) => {
      const { arn, name, versions } = findAlive(SecretId);
      const stage = Array.isArray(VersionStages) ? String(VersionStages[0]) : 'AWSCURRENT';
      if (stage === 'AWSCURRENT') return { ARN: arn, VersionId: put(name, String(SecretString), idOf(ClientRequestToken)) };
      const id = idOf(ClientRequestToken) ?? randomUUID();
      versions.set(id, { value: String(SecretString), stages: [] });
      moveStage(findAlive(SecretId), stage, id);
      return { ARN: arn, VersionId: id };
    },
    'secretsmanager.UpdateSecretVersionStage': ({ SecretId, MoveToVersionId, RemoveFromVersionId, VersionStage }) => {
      const secret = findAlive(SecretId);
      const [stage, from] = [String(VersionStage), String(RemoveFromVersionId)];
      if (!secret.versions.get(from)?.stages.includes(stage))
        throw awsError('InvalidParameterException', 'RemoveFromVersionId is not where the stage is.');
      moveStage(secret, stage, String(MoveToVersionId));
      return { ARN: secret.arn };
    },
  };
}

function deletingOf(find: Find, findAlive: Find): JsonOperations {
  return {
    'secretsmanager.RestoreSecret': ({ SecretId }) => {
      const secret = find(SecretId);
      secret.deleted = undefined;
      return { ARN: secret.arn, Name: secret.name };
    },
    'secretsmanager.DeleteSecret': ({ SecretId, RecoveryWindowInDays = 30 }) => {
      const secret = findAlive(SecretId);
      secret.deleted = Date.now() / 1000 + Number(RecoveryWindowInDays) * DAY_SECONDS;
      return { ARN: secret.arn, Name: secret.name, DeletionDate: secret.deleted };
    },
  };
}

function idOf(token: unknown): string | undefined {
  return token === undefined ? undefined : String(token);
}
