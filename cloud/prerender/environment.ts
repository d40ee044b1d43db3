import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ConfigHeaders } from '../../edge/core/config.ts';

/**
 * The edge functions' settings as an ordinary function has them: `X_CARD_BUDGET_MS` is `x-card-budget-ms`, because the name of an
 * environment variable has no hyphens. So there is one table of settings and one parser. Where a setting names a secret,
 * `secretsmanager:<name>:<version id>`, that version is read, or the current one where there is none: people who may look at the
 * function must not see the keys.
 */
export async function readConfigHeaders(
  environment: Readonly<Record<string, string | undefined>>,
  readSecret: (secret: SecretVersion) => Promise<string>,
): Promise<ConfigHeaders> {
  const settings = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('X_CARD_') && value !== undefined ? [[name.toLowerCase().replaceAll('_', '-'), value] as const] : [],
  );
  const read = settings.map(async ([name, value]) => {
    const secret = secretIn(value);
    return [name, secret ? await readSecret(secret) : value] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

export interface SecretVersion {
  readonly name: string;
  /** Empty: the current one. */
  readonly version: string;
}

function secretIn(value: string): SecretVersion | undefined {
  const [, name, version = ''] = /^secretsmanager:([^:]+):([^:]*)$/.exec(value) ?? [];
  return name === undefined ? undefined : { name, version };
}

export function createSecretReader(client: SecretsManagerClient) {
  return async ({ name, version }: SecretVersion): Promise<string> => {
    const of = version === '' ? {} : { VersionId: version };
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: name, ...of }));
    return SecretString;
  };
}
