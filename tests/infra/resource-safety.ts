// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
// What a resource of each type must have to be safe. A type that is not here is a type that nobody has thought about.

import { bucketProblems } from '../../cli/doctor/checks/rules/access.ts';
import {
  at,
  type Json,
  type JsonObject,
  listOf,
  resourcesOf,
  type StackTemplate,
  textOf,
} from '../../cli/doctor/checks/stack-template.ts';
import { TLS_POLICY } from '../../cli/doctor/tls-policy.ts';
import { DELETED_HEADERS, OBJECT_HEADERS } from '../../local/s3/own-headers.ts';
import { broken, type Judge, nothingToSecure } from './claims.ts';
import { LOG_JUDGES } from './log-judges.ts';

/**
 * The functions' zips, and publishers' lists of cards that were read within seconds: what was replaced there is not missed. Photos and what
 * people sent: what is removed there must be gone, and nothing is replaced.
 */
const UNVERSIONED = ['ServerlessDeploymentBucket', 'PrerenderRequests', 'PhotoInbox', 'PhotoBucket'];

/** A picture comes with the call: AWS knows no resource for these. */
const WITHOUT_RESOURCE = ['rekognition:DetectFaces', 'rekognition:DetectLabels'];

const bucket: Judge = (properties, id, template) => {
  const rule = at(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0);
  const algorithm = at(rule, 'ServerSideEncryptionByDefault', 'SSEAlgorithm');
  const policy = resourcesOf(template, 'AWS::S3::BucketPolicy').find(([, { Bucket }]) => at(Bucket, 'Ref') === id);
  const ours = broken({
    'is encrypted by S3 or by KMS': algorithm === 'AES256' || algorithm === 'aws:kms',
    'asks KMS through a bucket key': algorithm !== 'aws:kms' || at(rule, 'BucketKeyEnabled') === true,
    'keeps versions': UNVERSIONED.includes(id) || at(properties, 'VersioningConfiguration', 'Status') === 'Enabled',
    'lets no old version stay for ever':
      UNVERSIONED.includes(id) ||
      listOf(at(properties, 'LifecycleConfiguration', 'Rules')).some(
        (one) => at(one, 'NoncurrentVersionExpiration') !== undefined,
      ),
    'refuses requests without TLS from anybody': refusesWithoutTls(listOf(at(policy?.[1], 'PolicyDocument', 'Statement'))),
  });
  return [...bucketProblems(properties, id, template), ...ours];
};

function refusesWithoutTls(statements: readonly Json[]): boolean {
  return statements.some(
    (one) =>
      at(one, 'Effect') === 'Deny' &&
      at(one, 'Principal') === '*' &&
      String(at(one, 'Condition', 'Bool', 'aws:SecureTransport')) === 'false',
  );
}

/** Allowed are services, and then for a stated source; anyone else must be this account, in a condition. */
const policyFor =
  (document: string): Judge =>
  (properties) =>
    listOf(at(properties, document, 'Statement'))
      .filter((one) => at(one, 'Effect') === 'Allow')
      .flatMap((one) => {
        const conditions = Object.values((at(one, 'Condition') ?? {}) as JsonObject).flatMap((keys) =>
          Object.keys(keys as object),
        );
        const isOwner = textOf(at(one, 'Principal', 'AWS')).endsWith(':iam::${AWS::AccountId}:root');
        return broken({
          'names a source or the account':
            isOwner || conditions.some((key) => /^(aws:Source(Arn|Account)|kms:CallerAccount)$/i.test(key)),
        });
      });

const topic: Judge = (_properties, id, template) => {
  const policies = resourcesOf(template, 'AWS::SNS::TopicPolicy').filter(([, { Topics }]) =>
    listOf(Topics).some((one) => at(one, 'Ref') === id),
  );
  return broken({
    'refuses messages without TLS': policies.some(([, policy]) =>
      refusesWithoutTls(listOf(at(policy, 'PolicyDocument', 'Statement'))),
    ),
  });
};

const role: Judge = (properties) => {
  const statements = listOf(at(properties, 'Policies')).flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')));
  const trusted = listOf(at(properties, 'AssumeRolePolicyDocument', 'Statement'));
  return broken({
    'is taken by services only': trusted.every((one) => Object.keys((at(one, 'Principal') ?? {}) as object).join() === 'Service'),
    'has no managed policy': at(properties, 'ManagedPolicyArns') === undefined,
    'names its actions': statements.flatMap((one) => listOf(at(one, 'Action'))).every((action) => !String(action).includes('*')),
    'names its resources': statements
      .filter((one) => !listOf(at(one, 'Action')).every((action) => WITHOUT_RESOURCE.includes(String(action))))
      .flatMap((one) => listOf(at(one, 'Resource')))
      .every((one) => textOf(one) !== '*'),
  });
};

const distribution: Judge = (properties, _id, template) => {
  const config = properties['DistributionConfig'];
  const behaviours = [at(config, 'DefaultCacheBehavior'), ...listOf(at(config, 'CacheBehaviors'))];
  const controls = resourcesOf(template, 'AWS::CloudFront::OriginAccessControl').map(([id]) => id);
  const origins = [...listOf(at(config, 'Origins')), ...listOf(at(config, 'OriginGroups', 'Items'))].map((one) => at(one, 'Id'));
  return broken({
    'has a root object, or `/` could list the bucket': /^[a-z]+\.(jpg|html)$/.test(String(at(config, 'DefaultRootObject'))),
    'speaks HTTP/2, HTTP/3 and IPv6': at(config, 'HttpVersion') === 'http2and3' && at(config, 'IPV6Enabled') === true,
    'reads its bucket by origin access control': listOf(at(config, 'Origins')).every((origin) =>
      controls.includes(String(at(origin, 'OriginAccessControlId', 'Fn::GetAtt', 0))),
    ),
    'has the origins of its behaviours': behaviours.every((one) => origins.includes(at(one, 'TargetOriginId'))),
    'takes https only': behaviours.every((one) => at(one, 'ViewerProtocolPolicy') === 'https-only'),
    'takes GET and HEAD only': behaviours.every((one) => listOf(at(one, 'AllowedMethods')).join() === 'GET,HEAD'),
    'sends security headers': behaviours.every((one) => at(one, 'ResponseHeadersPolicyId') !== undefined),
    'has TLS 1.2 at least, on a name of its own':
      at(config, 'Aliases') === undefined || at(config, 'ViewerCertificate', 'MinimumProtocolVersion') === TLS_POLICY,
  });
};

/** What S3 may say of an object of ours, with metadata on cards alone; CloudFront takes ten names (cloudfront-limits.html). */
function removesOwnHeaders(removed: readonly string[]): boolean {
  const wanted = ['server', ...Object.keys(OBJECT_HEADERS), ...Object.keys(DELETED_HEADERS)];
  return removed.length <= 10 && wanted.every((name) => removed.includes(name));
}

const JUDGES: Readonly<Record<string, Judge>> = {
  ...LOG_JUDGES,
  'AWS::Budgets::Budget': nothingToSecure,
  'AWS::CertificateManager::Certificate': (properties) =>
    broken({ 'is proved by DNS': properties['ValidationMethod'] === 'DNS' }),
  'AWS::CloudFront::CachePolicy': nothingToSecure,
  'AWS::CloudFront::Distribution': distribution,
  'AWS::CloudFront::Function': nothingToSecure,
  'AWS::CloudFront::OriginAccessControl': (properties) =>
    broken({ 'signs every read': at(properties, 'OriginAccessControlConfig', 'SigningBehavior') === 'always' }),
  'AWS::CloudFront::ResponseHeadersPolicy': (properties) =>
    broken({
      'sends nosniff': at(properties, 'ResponseHeadersPolicyConfig', 'SecurityHeadersConfig', 'ContentTypeOptions') !== undefined,
      'removes what S3 says of itself': removesOwnHeaders(
        listOf(at(properties, 'ResponseHeadersPolicyConfig', 'RemoveHeadersConfig', 'Items')).map((one) =>
          String(at(one, 'Header')),
        ),
      ),
    }),
  'AWS::CloudTrail::Trail': (properties) => broken({ 'can be verified': properties['EnableLogFileValidation'] === true }),
  'AWS::CloudWatch::Alarm': (properties) =>
    broken({
      'notifies somebody': listOf(properties['AlarmActions']).length > 0,
      'links to the runbook': /\S#[\w-]+$/.test(String(properties['AlarmDescription'])),
    }),
  'AWS::CloudWatch::Dashboard': nothingToSecure,
  // Encrypted by DynamoDB itself, always.
  'AWS::DynamoDB::Table': nothingToSecure,
  'AWS::Events::Rule': nothingToSecure,
  'AWS::IAM::Role': role,
  'AWS::KMS::Key': (properties, id, template) => [
    ...policyFor('KeyPolicy')(properties, id, template),
    ...broken({
      'is rotated': properties['EnableKeyRotation'] === true,
      'outlives the stack': template.Resources[id]?.DeletionPolicy === 'RetainExceptOnCreate',
    }),
  ],
  'AWS::Lambda::Function': (properties) =>
    broken({
      'logs to the group with a retention': textOf(at(properties, 'LoggingConfig', 'LogGroup')) === '/edgecard/test',
      'holds no secret': !/resolve:secretsmanager/.test(JSON.stringify(properties['Environment'] ?? {})),
      'has a role of its own': at(properties, 'Role', 'Fn::GetAtt', 0) !== 'IamRoleLambdaExecution',
    }),
  'AWS::Lambda::EventSourceMapping': nothingToSecure,
  // Without a source anyone who uses the service could call the function.
  'AWS::Lambda::Permission': (properties) => broken({ 'names who calls': properties['SourceArn'] !== undefined }),
  'AWS::Lambda::Url': (properties) => broken({ 'answers signed requests only': properties['AuthType'] === 'AWS_IAM' }),
  'AWS::Lambda::Version': nothingToSecure,
  'AWS::Logs::LogGroup': (properties) => broken({ 'forgets in time': Number(properties['RetentionInDays'] ?? 0) > 0 }),
  'AWS::Route53::RecordSet': nothingToSecure,
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': policyFor('PolicyDocument'),
  'AWS::SecretsManager::RotationSchedule': nothingToSecure,
  'AWS::SecretsManager::Secret': (properties) =>
    broken({
      'is made by AWS, and long': Number(at(properties, 'GenerateSecretString', 'PasswordLength') ?? 0) >= 32,
      'is not written down': properties['SecretString'] === undefined,
    }),
  'AWS::SNS::Subscription': nothingToSecure,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': policyFor('PolicyDocument'),
  'AWS::SQS::Queue': (properties) => broken({ 'is encrypted': properties['SqsManagedSseEnabled'] === true }),
  'AWS::SQS::QueuePolicy': policyFor('PolicyDocument'),
  'AWS::WAFv2::WebACL': (properties) =>
    broken({ 'keeps no samples': !/"SampledRequestsEnabled":true/.test(JSON.stringify(properties)) }),
};

/** Everything that is wrong with a template's resources, conditions decided. */
export function safetyProblems(template: StackTemplate): readonly string[] {
  return Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const judge = JUDGES[Type];
    if (!judge) return [`${id}: ${Type} is not in tests/infra/resource-safety.ts.`];
    return judge(Properties, id, template).map((claim) => `${id}: does not hold: ${claim}.`);
  });
}
