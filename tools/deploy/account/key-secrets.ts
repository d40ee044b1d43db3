// The two secrets. The deployment makes them and not the stack, so that the keys outlive it: CloudFormation deletes a secret with its
// stack, at once and for ever (aws-attribute-deletionpolicy.html).
import { randomUUID } from 'node:crypto';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  RestoreSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { createKey, parseKeys } from '../../../cloud/key-rotation/rotate-keys.ts';
import { DeployError } from '../deploy-error.ts';
import { problemOfKeys } from './usable-keys.ts';

/** A secret as it is current: what the stack is deployed with. */
export interface KeySecret {
  readonly name: string;
  readonly version: string;
  readonly keys: readonly string[];
}

export interface KeySecrets {
  /** Undefined where a dry run has not made it. */
  readonly signing: KeySecret | undefined;
  readonly page: KeySecret | undefined;
}

export interface KeySecretOptions {
  readonly service: string;
  readonly stage: string;
  /** Says what it would make, and makes nothing. */
  readonly dryRun: boolean;
  readonly print: (line: string) => void;
}

const DESCRIPTIONS = {
  signing: 'Edgecard signing keys, separated by commas; the first signs',
  page: 'Edgecard card page keys, separated by commas; the first signs',
} as const;

/** Makes what is missing, restores what is to be deleted, and refuses what cannot be deployed. */
export async function ensureKeySecrets(client: SecretsManagerClient, options: KeySecretOptions): Promise<KeySecrets> {
  const ensure = (kind: keyof typeof DESCRIPTIONS) => ensureSecret(client, kind, options);
  return { signing: await ensure('signing'), page: await ensure('page') };
}

async function ensureSecret(
  client: SecretsManagerClient,
  kind: keyof typeof DESCRIPTIONS,
  { service, stage, dryRun, print }: KeySecretOptions,
): Promise<KeySecret | undefined> {
  const name = `${service}/${stage}/${kind}-keys`;
  const found = await read(client, name);
  if (found === 'to be deleted') {
    print(`  ${name}: ${dryRun ? 'is to be deleted; it would be restored' : 'was to be deleted; restored'}`);
    if (dryRun) return undefined;
    await client.send(new RestoreSecretCommand({ SecretId: name }));
    return ensureSecret(client, kind, { service, stage, dryRun, print });
  }
  if (found !== undefined) return found;
  print(`  ${name}: ${dryRun ? 'is not there; it would be made, with a new key' : 'made, with a new key'}`);
  if (dryRun) return undefined;
  const key = createKey();
  const { VersionId = '' } = await client.send(
    new CreateSecretCommand({
      Name: name,
      Description: DESCRIPTIONS[kind],
      SecretString: key,
      ClientRequestToken: randomUUID(),
      Tags: [
        { Key: 'app', Value: service },
        { Key: 'stage', Value: stage },
      ],
    }),
  );
  return { name, version: VersionId, keys: [key] };
}

async function read(client: SecretsManagerClient, name: string): Promise<KeySecret | 'to be deleted' | undefined> {
  try {
    const { SecretString, VersionId = '' } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    const problem = problemOfKeys(SecretString);
    if (problem !== undefined) throw new DeployError(`The secret ${name} ${problem}. ${howToWrite(name)}`);
    return { name, version: VersionId, keys: parseKeys(SecretString ?? '') };
  } catch (error) {
    const isMissing = error instanceof ResourceNotFoundException;
    if (!isMissing && !(error instanceof InvalidRequestException)) throw error;
    const about = await describeSecret(client, name);
    if (about === undefined) return undefined;
    if (about.DeletedDate !== undefined) return 'to be deleted';
    // The secret itself is there: it was made without a value.
    if (isMissing) throw new DeployError(`The secret ${name} holds no value. ${howToWrite(name)}`);
    throw error;
  }
}

/** Undefined where there is none. */
export async function describeSecret(client: SecretsManagerClient, name: string) {
  try {
    return await client.send(new DescribeSecretCommand({ SecretId: name }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

function howToWrite(name: string): string {
  return `Write it with: aws secretsmanager put-secret-value --region us-east-1 --secret-id ${name} --secret-string file://key.txt, a file that holds the keys and nothing after them. Nothing has been built or changed.`;
}
