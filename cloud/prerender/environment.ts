import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ConfigHeaders } from '../../edge/core/config.ts';

/**
 * The edge functions' settings as an ordinary function has them: `X_CARD_BUDGET_MS` is `x-card-budget-ms`, because the name of an
 * environment variable has no hyphens. So there is one table of settings and one parser. Where a setting is the ARN of a secret,
 * the secret is read: people who may look at the function must not see the keys.
 */
export async function readConfigHeaders(
  environment: Readonly<Record<string, string | undefined>>,
  readSecret: (arn: string) => Promise<string>,
): Promise<ConfigHeaders> {
  const settings = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith('X_CARD_') && value !== undefined ? [[name.toLowerCase().replaceAll('_', '-'), value] as const] : [],
  );
  const read = settings.map(async ([name, value]) => [name, isSecret(value) ? await readSecret(value) : value] as const);
  return Object.fromEntries(await Promise.all(read));
}

function isSecret(value: string): boolean {
  return /^arn:aws[a-z-]*:secretsmanager:/.test(value);
}

export function createSecretReader(client: SecretsManagerClient) {
  return async (arn: string): Promise<string> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    return SecretString;
  };
}
