import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { createSecretReader, readConfigHeaders } from '../../../cloud/prerender/environment.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import { openPrerenderAccount } from '../../doubles/aws/prerender-account.ts';

test('the environment becomes the headers that the edge functions read, secrets by name and version', async () => {
  const aws = await openPrerenderAccount();
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials });
  try {
    aws.secrets.put('edgecard/test/signing-keys', 'first-signing-key-of-all,second-signing-key');
    const deployed = aws.secrets.put('edgecard/test/page-keys', 'the-only-page-key-here');
    aws.secrets.put('edgecard/test/page-keys', 'a-key-that-the-guard-has-not'); // rotated since
    const environment = {
      PATH: '/usr/bin',
      X_CARD_STAGE: 'prod',
      X_CARD_BUCKET: 'pictures',
      X_CARD_BUCKET_REGION: 'us-east-1',
      X_CARD_SITE: 'https://site.app.com',
      X_CARD_IMAGE_HOSTS: '',
      X_CARD_BUDGET_MS: '10000',
      X_CARD_SIGNING_KEYS: `secretsmanager:edgecard/test/signing-keys:`,
      X_CARD_PAGE_KEYS: `secretsmanager:edgecard/test/page-keys:${deployed}`,
    };
    expect(parseConfig(await readConfigHeaders(environment, createSecretReader(client)))).toEqual({
      stage: 'prod',
      bucket: 'pictures',
      photoBucket: '',
      bucketRegion: 'us-east-1',
      site: 'https://site.app.com',
      imageHosts: [],
      budgetMs: 10_000,
      signingKeys: ['first-signing-key-of-all', 'second-signing-key'],
      pageKeys: ['the-only-page-key-here'],
      commit: 'unknown',
    });
    const lost = { X_CARD_PAGE_KEYS: 'secretsmanager:edgecard/other/page-keys:' };
    await expect(readConfigHeaders(lost, createSecretReader(client))).rejects.toThrow(/find the/);
  } finally {
    client.destroy();
    await aws.close();
  }
});
