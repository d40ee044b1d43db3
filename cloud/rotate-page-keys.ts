// The function behind the rotation in infra/key-rotation.yml. Wiring and nothing else.
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createKeyRotation } from './key-rotation/create-key-rotation.ts';
import { createDeployedKeys } from './key-rotation/deployed-keys.ts';

export const handler = createKeyRotation({
  secrets: new SecretsManagerClient({}),
  // The stack sets it; without it CloudFront refuses, and nothing is rotated.
  deployedKeys: createDeployedKeys(new CloudFrontClient({}), process.env['DISTRIBUTION_ID'] ?? '', 'x-card-page-keys'),
});
