// Ways to make the template unsafe, and what must be said of each.
import type { Json } from '../../cli/doctor/checks/stack-template.ts';

export const UNSAFE_CHANGES: readonly [string, readonly (string | number)[], Json | undefined, RegExp][] = [
  [
    'an open bucket',
    ['Resources', 'PictureBucket', 'Properties', 'PublicAccessBlockConfiguration', 'BlockPublicAcls'],
    false,
    /BlockPublicAcls must be true/,
  ],
  [
    'a bucket without versions',
    ['Resources', 'PictureBucket', 'Properties', 'VersioningConfiguration'],
    undefined,
    /keeps versions/,
  ],
  [
    'a bucket that takes plain HTTP',
    ['Resources', 'PictureBucketPolicy', 'Properties', 'PolicyDocument', 'Statement', 2],
    undefined,
    /without TLS/,
  ],
  [
    'a call of KMS for each picture',
    ['Resources', 'PictureBucket', 'Properties', 'BucketEncryption', 'ServerSideEncryptionConfiguration', 0, 'BucketKeyEnabled'],
    false,
    /bucket key/,
  ],
  [
    'a key for everyone',
    ['Resources', 'PictureKey', 'Properties', 'KeyPolicy', 'Statement', 1, 'Condition'],
    undefined,
    /a source or the account/,
  ],
  ['a key that is never rotated', ['Resources', 'PictureKey', 'Properties', 'EnableKeyRotation'], false, /is rotated/],
  ['logs for ever', ['Resources', 'EdgeLogs', 'Properties', 'RetentionInDays'], undefined, /forgets in time/],
  [
    'a role that may do everything',
    ['Resources', 'OriginResponseRole', 'Properties', 'Policies', 1, 'PolicyDocument', 'Statement', 0, 'Action'],
    's3:*',
    /names its actions/,
  ],
  [
    'old TLS',
    ['Resources', 'CloudFrontDistribution', 'Properties', 'DistributionConfig', 'ViewerCertificate', 'MinimumProtocolVersion'],
    'TLSv1',
    /TLS 1.2/,
  ],
  [
    'a policy that lets the key’s ARN pass',
    ['Resources', 'FallbackHeaders', 'Properties', 'ResponseHeadersPolicyConfig', 'RemoveHeadersConfig', 'Items', 0],
    undefined,
    /removes what S3 says of itself/,
  ],
  [
    'a policy that lets everything pass',
    ['Resources', 'CardSiteAssetHeaders', 'Properties', 'ResponseHeadersPolicyConfig', 'RemoveHeadersConfig'],
    undefined,
    /removes what S3 says of itself/,
  ],
  [
    'a behaviour of an origin that is not there',
    ['Resources', 'CloudFrontDistribution', 'Properties', 'DistributionConfig', 'CacheBehaviors', 0, 'TargetOriginId'],
    's3/another',
    /has the origins of its behaviours/,
  ],
  ['an alarm that notifies nobody', ['Resources', 'LimitsAlarm', 'Properties', 'AlarmActions'], [], /notifies somebody/],
  [
    'a type that nobody has thought about',
    ['Resources', 'Budget', 'Type'],
    'AWS::EC2::Instance',
    /not in tests\/infra\/resource-safety/,
  ],
];
