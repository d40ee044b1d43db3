import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import { CloudFrontServiceException } from '@aws-sdk/client-cloudfront';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { DeployError } from './options.ts';

/** What AWS and its SDK say of credentials, by the names of their errors. */
const CREDENTIALS =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|UnrecognizedClientException)$/;
const DENIED = /^(AccessDenied(Exception)?|Forbidden|403)$/;

/** The sentence for the person who deploys. An unexpected error keeps its stack. */
export function describeFailure(error: unknown): string {
  if (error instanceof DeployError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (CREDENTIALS.test(error.name)) {
    return `AWS does not accept the credentials, or there are none (${error.name}). Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its kin; in CI the role of infra/deploy-role.json gives them. Then deploy again.`;
  }
  const fromAws =
    error instanceof S3ServiceException ||
    error instanceof CloudFormationServiceException ||
    error instanceof CloudFrontServiceException;
  if (!fromAws) return error.stack ?? error.message;
  if (DENIED.test(error.name)) {
    return `AWS refuses (${error.name}): ${error.message}\nThe role that deploys may not do this; infra/deploy-role.json holds what it needs. Then deploy again: what is done stays done.`;
  }
  return `AWS says ${error.name}: ${error.message}\nCorrect it and deploy again: what is done stays done.`;
}
