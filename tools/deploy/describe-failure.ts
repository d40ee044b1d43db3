import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import { CloudFrontServiceException } from '@aws-sdk/client-cloudfront';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { DeployError } from './deploy-error.ts';

/** What AWS and its SDK say of credentials, by the names of their errors. */
const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException)$/;
const DENIED = /^(AccessDenied(Exception)?|Forbidden|403)$/;

/** What AWS refuses, as a sentence for the person who deploys. Anything else as it is. */
export function asDeployError(error: unknown): unknown {
  const sentence = error instanceof Error ? sentenceFor(error) : undefined;
  return sentence === undefined ? error : new DeployError(sentence, { cause: error });
}

function sentenceFor(error: Error): string | undefined {
  if (CREDENTIALS.test(error.name)) {
    return `AWS does not accept the credentials, or there are none (${error.name}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its kin; in CI the role of infra/deploy-role.json gives them. Then deploy again.`;
  }
  const fromAws =
    error instanceof S3ServiceException ||
    error instanceof CloudFormationServiceException ||
    error instanceof CloudFrontServiceException;
  if (!fromAws) return undefined;
  if (DENIED.test(error.name)) {
    return `AWS refuses (${error.name}): ${error.message}\nThe role that deploys may not do this; infra/deploy-role.json holds what it needs. Then deploy again: what is done stays done.`;
  }
  return `AWS says ${error.name}: ${error.message}\nCorrect it and deploy again: what is done stays done.`;
}
