// The function behind the rotation in infra/key-rotation.yml. Wiring and nothing else.
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createKeyRotation } from './key-rotation/create-key-rotation.ts';
import { createLiveKeys } from './key-rotation/live-keys.ts';

export const handler = createKeyRotation({
  secrets: new SecretsManagerClient({}),
  // The stack sets both; without them CloudFront refuses, and nothing is rotated.
  liveKeys: createLiveKeys(new CloudFrontClient({}), {
    distributionId: process.env['DISTRIBUTION_ID'] ?? '',
    header: 'x-card-page-keys',
    guard: process.env['GUARD_NAME'] ?? '',
  }),
});
