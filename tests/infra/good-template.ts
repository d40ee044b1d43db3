// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
// A small template that no check complains about, and ways to spoil it.
import type { Json, JsonObject, StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { pictureDistribution, secretReference, siteDistribution } from './good-distributions.ts';

/** What outlives the stack, except where the deployment that creates it fails. */
const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

type Path = readonly (string | number)[];

export function goodTemplate(): StackTemplate {
  return {
    Conditions: { HasDomain: { 'Fn::Not': [{ 'Fn::Equals': ['', ''] }] } },
    Resources: {
      Request: edgeFunction('request', 128, 5),
      Response: edgeFunction('response', 2048, 30),
      RequestVersion: { Type: 'AWS::Lambda::Version', ...kept, Properties: { FunctionName: { Ref: 'Request' } } },
      ResponseVersion: { Type: 'AWS::Lambda::Version', ...kept, Properties: { FunctionName: { Ref: 'Response' } } },
      Role: { Type: 'AWS::IAM::Role', Properties: role },
      Keys: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
      },
      ...bucketFor('Pictures', 'PictureDistribution'),
      ...bucketFor('Site', 'SiteDistribution'),
      PathAlone: { Type: 'AWS::CloudFront::CachePolicy', Properties: { CachePolicyConfig: pathAlone } },
      Guard: { Type: 'AWS::CloudFront::Function', Properties: guard },
      Paths: { Type: 'AWS::CloudFront::Function', Properties: paths },
      PictureDistribution: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: pictureDistribution } },
      SiteDistribution: { Type: 'AWS::CloudFront::Distribution', Properties: { DistributionConfig: siteDistribution } },
    },
    Outputs: { Domain: { Value: { 'Fn::GetAtt': ['PictureDistribution', 'DomainName'] } } },
  };
}

/** A copy with the value at the path put in place; undefined takes it away. */
export function spoilt(path: Path, value: Json | undefined, template = goodTemplate()): StackTemplate {
  return withValue(template as unknown as Json, path, value) as unknown as StackTemplate; // a template is JSON
}

function withValue(holder: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = Array.isArray(holder) ? [...(holder as readonly Json[])] : []; // Array.isArray forgets the items
    const inner = withValue(list[step], rest, value);
    list.splice(step, 1, ...(inner === undefined ? [] : [inner]));
    return list;
  }
  const { [step]: before, ...others } = (holder ?? {}) as JsonObject; // the paths of these tests lead through objects
  const inner = withValue(before, rest, value);
  return inner === undefined ? others : { ...others, [step]: inner };
}

function edgeFunction(name: string, MemorySize: number, Timeout: number) {
  return {
    Type: 'AWS::Lambda::Function',
    ...kept,
    Properties: {
      Code: { S3Bucket: 'zips', S3Key: `${name}.zip` },
      Handler: `edge/origin-${name}.handler`,
      Runtime: 'nodejs24.x',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      MemorySize,
      Timeout,
    },
  };
}

const role: JsonObject = {
  AssumeRolePolicyDocument: {
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
        Action: ['sts:AssumeRole'],
      },
    ],
  },
  Policies: [
    {
      PolicyName: 'edge',
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 's3:PutObject',
            Resource: { 'Fn::Sub': '${Pictures.Arn}/????????????/*' },
            Condition: { Null: { 's3:if-none-match': 'false' } },
          },
          { Effect: 'Allow', Action: ['s3:GetObject'], Resource: [{ 'Fn::Sub': '${Pictures.Arn}/packs/*' }] },
          { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: [{ 'Fn::Sub': 'arn:${AWS::Partition}:logs:*:*:*' }] },
        ],
      },
    },
  ],
};

function bucketFor(id: string, distribution: string) {
  const fromDistribution = {
    StringEquals: {
      'AWS:SourceArn': { 'Fn::Sub': `arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:distribution/\${${distribution}}` },
    },
  };
  const cloudFront = { Effect: 'Allow', Principal: { Service: 'cloudfront.amazonaws.com' }, Condition: fromDistribution };
  const arn = { 'Fn::GetAtt': [id, 'Arn'] };
  const objects = { 'Fn::Sub': `\${${id}.Arn}/*` };
  const statements = [
    { ...cloudFront, Action: 's3:GetObject', Resource: objects },
    { ...cloudFront, Action: 's3:ListBucket', Resource: arn },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [arn, objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
  const access = { Name: id, OriginAccessControlOriginType: 's3', SigningBehavior: 'always', SigningProtocol: 'sigv4' };
  return {
    [id]: {
      Type: 'AWS::S3::Bucket',
      ...kept,
      Properties: {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
      },
    },
    [`${id}Policy`]: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: { Bucket: { Ref: id }, PolicyDocument: { Statement: statements } },
    },
    [`${id}Access`]: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: access } },
  };
}

const pathAlone: JsonObject = {
  Name: 'pictures',
  MinTTL: 0,
  DefaultTTL: 86_400,
  MaxTTL: 31_536_000,
  ParametersInCacheKeyAndForwardedToOrigin: {
    EnableAcceptEncodingGzip: false,
    EnableAcceptEncodingBrotli: false,
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'none' },
  },
};

const guard: JsonObject = {
  Name: 'guard',
  AutoPublish: true,
  FunctionConfig: { Comment: 'guard', Runtime: 'cloudfront-js-2.0' },
  FunctionCode: {
    'Fn::Join': ['', ["const KEYS = '", secretReference, "';\nfunction handler(event) { return event.request; }\n"]],
  },
};

const paths: JsonObject = {
  Name: 'paths',
  AutoPublish: true,
  FunctionConfig: { Comment: 'paths', Runtime: 'cloudfront-js-2.0' },
  FunctionCode: 'function handler(event) { return event.request; }\n',
};
