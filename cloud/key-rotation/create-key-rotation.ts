// A rotation in the four steps of Secrets Manager ("Lambda rotation functions" in Amazon's Secrets Manager user guide). Every
// step may come again, and a rotation that fails leaves the secret as it was.
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { parseKeys, rotateKeys } from './rotate-keys.ts';

export interface RotationEvent {
  readonly Step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  readonly SecretId: string;
  /** The id of the version that the rotation makes. */
  readonly ClientRequestToken: string;
}

export interface KeyRotationParts {
  readonly secrets: SecretsManagerClient;
  /** The keys that every part of the deployment has, as it is live now. */
  readonly liveKeys: () => Promise<readonly string[]>;
}

export function createKeyRotation({ secrets, liveKeys }: KeyRotationParts) {
  const readStage = async (SecretId: string, VersionStage: string, VersionId?: string) =>
    (await secrets.send(new GetSecretValueCommand({ SecretId, VersionStage, ...(VersionId ? { VersionId } : {}) }))).SecretString;

  async function create({ SecretId, ClientRequestToken }: RotationEvent): Promise<void> {
    const made = await readStage(SecretId, 'AWSPENDING', ClientRequestToken).catch((error: unknown) => {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    });
    if (made !== undefined) return;
    const rotated = rotateKeys(parseKeys((await readStage(SecretId, 'AWSCURRENT')) ?? ''));
    // A key that signs before the edge knows it would close the card site to every browser.
    if (!(await liveKeys()).includes(rotated[0] ?? ''))
      throw new Error('The next key is not live yet in both, the distribution and the guard. Deploy, and rotate again.');
    const SecretString = rotated.join();
    await secrets.send(new PutSecretValueCommand({ SecretId, ClientRequestToken, SecretString, VersionStages: ['AWSPENDING'] }));
  }

  async function finish({ SecretId, ClientRequestToken }: RotationEvent): Promise<void> {
    const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId }));
    const current = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes('AWSCURRENT'))?.[0];
    if (current === ClientRequestToken) return;
    await secrets.send(
      new UpdateSecretVersionStageCommand({
        SecretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: ClientRequestToken,
        ...(current ? { RemoveFromVersionId: current } : {}),
      }),
    );
  }

  return async function keyRotation(event: RotationEvent): Promise<void> {
    switch (event.Step) {
      case 'createSecret':
        return create(event);
      // The next deployment sets it, and what it sets was tested before it was created.
      case 'setSecret':
      case 'testSecret':
        return;
      case 'finishSecret':
        return finish(event);
      default:
        throw new Error(
          `Step must be createSecret, setSecret, testSecret or finishSecret; got "${String(event.Step).slice(0, 40)}".`,
        );
    }
  };
}
