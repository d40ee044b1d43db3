import { CloudFormationServiceException } from '@aws-sdk/client-cloudformation';
import { CloudFrontServiceException } from '@aws-sdk/client-cloudfront';
import { LambdaServiceException } from '@aws-sdk/client-lambda';
import { S3ServiceException } from '@aws-sdk/client-s3';
import { SecretsManagerServiceException } from '@aws-sdk/client-secrets-manager';
import { localReason } from '../../cli/aws/aws.ts';
import { systemErrorIn } from '../../cli/terminal/system-errors.ts';
import { DeployError } from './deploy-error.ts';

/** What AWS says of credentials, by the names of its errors. */
const CREDENTIALS =
  /^(ExpiredToken(Exception)?|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|UnrecognizedClientException)$/;
/** What it says of a request of another time. */
const SKEWED = /^Request(Expired|TimeTooSkewed)$/;
const IN_CI = 'In CI the role of infra/deploy-role.json gives credentials. ';
const AGAIN = 'Then deploy again: what is done stays done.';
const REMOVE_AGAIN = 'Then run it again: what is gone stays gone.';
const LACKS = 'The role that deploys may not do this; infra/deploy-role.json holds what it needs.';
const REMOVE_LACKS = 'Taking a stage down needs an administrator; the role that deploys may not do it.';
const SERVICE_ERRORS = [
  CloudFormationServiceException,
  CloudFrontServiceException,
  LambdaServiceException,
  S3ServiceException,
  SecretsManagerServiceException,
];
const DENIED = /^(AccessDenied(Exception)?|Forbidden|403)$/;

/** What AWS refuses, as a sentence for the person who deploys, or removes. Anything else as it is. */
export function asDeployError(error: unknown, { removing = false } = {}): unknown {
  const sentence = error instanceof Error ? sentenceFor(error, removing) : undefined;
  return sentence === undefined ? error : new DeployError(sentence, { cause: error });
}

function sentenceFor(error: Error, removing: boolean): string | undefined {
  const [again, lacks] = removing ? [REMOVE_AGAIN, REMOVE_LACKS] : [AGAIN, LACKS];
  // A file that is missing is one of the package, and not of the credentials.
  const own = systemErrorIn(error)?.path === undefined ? localReason(error) : undefined;
  if (own !== undefined)
    return `AWS: ${own} ${/^(Credentials|Token)Provider/.test(error.name) && !removing ? IN_CI : ''}${again}`;
  if (CREDENTIALS.test(error.name)) {
    const clock = error.name.includes('Signature') ? 'Is the clock of this machine right? ' : '';
    return `AWS does not accept the credentials (${error.name}). Log in again, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its kin. ${clock}${removing ? '' : IN_CI}${again}`;
  }
  if (!SERVICE_ERRORS.some((kind) => error instanceof kind)) return undefined;
  if (DENIED.test(error.name)) {
    return `AWS refuses (${error.name}): ${error.message}\n${lacks} ${again}`;
  }
  // CloudFormation does not notice, and makes it no second time.
  if (error.name === 'NoSuchBucket' && !removing)
    return `A bucket${nameIn(error)} of the stack is gone: somebody has deleted it. Take the stage down and set it up again (npm run deploy -- --remove and its stage): its signing keys stay, and cards are drawn again as they are asked for.`;
  return `AWS says ${error.name}: ${error.message}\n${SKEWED.test(error.name) ? 'Look at the clock of this machine.' : 'Correct what it says.'} ${again}`;
}

/** As S3 has it in its answer (BucketName), which the SDK passes on. */
function nameIn(error: Error): string {
  return 'BucketName' in error ? ` (${String(error.BucketName)})` : '';
}
