import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect, test } from '@jest/globals';
import { createSecretReader, readConfigHeaders } from '../../../cloud/prerender/environment.ts';
import { parseConfig } from '../../../edge/core/config.ts';
import { openPrerenderAccount } from '../../doubles/aws/prerender-account.ts';
import { secretArn } from '../../doubles/aws/secrets-manager.ts';

test('the environment becomes the headers that the edge functions read, secrets by their ARNs', async () => {
  const aws = await openPrerenderAccount();
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials });
  try {
    const environment = {
      PATH: '/usr/bin',
      X_CARD_STAGE: 'prod',
      X_CARD_BUCKET: 'pictures',
      X_CARD_BUCKET_REGION: 'us-east-1',
      X_CARD_SITE: 'https://site.app.com',
      X_CARD_IMAGE_HOSTS: '',
      X_CARD_BUDGET_MS: '10000',
      X_CARD_SIGNING_KEYS: secretArn('first-signing-key-of-all,second-signing-key'),
      X_CARD_PAGE_KEYS: secretArn('the-only-page-key-here'),
    };
    expect(parseConfig(await readConfigHeaders(environment, createSecretReader(client)))).toEqual({
      stage: 'prod',
      bucket: 'pictures',
      bucketRegion: 'us-east-1',
      site: 'https://site.app.com',
      imageHosts: [],
      budgetMs: 10_000,
      signingKeys: ['first-signing-key-of-all', 'second-signing-key'],
      pageKeys: ['the-only-page-key-here'],
    });
    await expect(readConfigHeaders({ X_CARD_PAGE_KEYS: secretArn('') }, createSecretReader(client))).rejects.toThrow(/find the/);
  } finally {
    client.destroy();
    await aws.close();
  }
});
