// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders are Fn::Sub's
// What the edge refuses in a template, as a table of data.
import { at, type Json } from '../../cli/doctor/checks/stack-template.ts';
import { TLS_POLICY } from '../../cli/doctor/tls-policy.ts';
import { goodTemplate, type spoilt } from './good-template.ts';

const pictures = ['Resources', 'PictureDistribution', 'Properties', 'DistributionConfig'];
const site = ['Resources', 'SiteDistribution', 'Properties', 'DistributionConfig'];
const origin = [...pictures, 'Origins', 0];
export const headers = [...origin, 'OriginCustomHeaders'];
const request = ['Resources', 'Request', 'Properties'];
const bucket = ['Resources', 'Pictures', 'Properties'];
const policy = ['Resources', 'PicturesPolicy', 'Properties', 'PolicyDocument', 'Statement'];
const permissions = ['Resources', 'Role', 'Properties', 'Policies', 0, 'PolicyDocument', 'Statement'];
const cacheKey = ['Resources', 'PathAlone', 'Properties', 'CachePolicyConfig'];
const forwarded = [...cacheKey, 'ParametersInCacheKeyAndForwardedToOrigin'];
const guard = ['Resources', 'Guard', 'Properties'];
const paths = ['Resources', 'Paths', 'Properties'];
const code = [...guard, 'FunctionCode', 'Fn::Join', 1];
const secret = ['Resources', 'Keys', 'Properties'];

export const pair = (HeaderName: string, HeaderValue: string) => ({ HeaderName, HeaderValue });

/** By subject: what is spoilt, where, with what, and the complaint. */
export const BREACHES: readonly [
  string,
  readonly (readonly [string, readonly (string | number)[], Parameters<typeof spoilt>[1], RegExp])[],
][] = [
  [
    'functions',
    [
      ['environment variables', [...request, 'Environment'], { Variables: {} }, /no Environment at the edge/],
      ['a VPC', [...request, 'VpcConfig'], {}, /no VpcConfig at the edge/],
      ['layers', [...request, 'Layers'], [], /no Layers at the edge/],
      ['a dead letter queue', [...request, 'DeadLetterConfig'], {}, /no DeadLetterConfig at the edge/],
      ['another architecture', [...request, 'Architectures'], ['arm64'], /x86_64 only/],
      ['memory left to a default', [...request, 'MemorySize'], undefined, /MemorySize must be set/],
      ['a time limit left to a default', [...request, 'Timeout'], undefined, /Timeout must be set/],
      ['more than 30 seconds', [...request, 'Timeout'], 31, /Timeout must be set, 1 to 30/],
      [
        '$LATEST in place of a version',
        [...pictures, 'DefaultCacheBehavior', 'LambdaFunctionAssociations', 1, 'LambdaFunctionARN'],
        { Ref: 'Response' },
        /origin-response function must be a numbered version/,
      ],
      [
        'a missing origin-request function',
        [...pictures, 'DefaultCacheBehavior', 'LambdaFunctionAssociations', 0],
        undefined,
        /no origin-request function/,
      ],
    ],
  ],
  [
    'origins',
    [
      ['a header that CloudFront forbids', [...headers, 2], pair('X-Amz-Thing', 'x'), /does not take X-Amz-Thing/],
      [
        'an empty header',
        [...headers, 2],
        pair('x-card-image-hosts', ''),
        /x-card-image-hosts must have 1 to 1783 characters; got 0/,
      ],
      ['a header of 1,784 characters', [...headers, 2], pair('x-card-image-hosts', 'x'.repeat(1784)), /got 1784/],
      ['a header without a name', [...headers, 2], pair('', 'x'), /name has 1 to 256 characters/],
      ['a header twice', [...headers, 2], pair('X-Card-Bucket', 'x'), /there twice/],
      ['31 headers', headers, Array.from({ length: 31 }, (_, at) => pair(`x-${at}`, 'x')), /31 origin headers, more than 30/],
      [
        'headers too long together',
        headers,
        [1, 2].map((at) => pair(`x-${at}`, 'x'.repeat(1783))),
        /3572 characters, more than 3072/,
      ],
      [
        'keys in plain sight',
        [...headers, 1, 'HeaderValue'],
        'correct-horse-battery',
        /x-card-page-keys must be a reference to a secret/,
      ],
      ['an identity besides the access control', [...origin, 'S3OriginConfig'], {}, /OriginAccessIdentity must be ''/],
      ['no access control', [...origin, 'OriginAccessControlId'], undefined, /no origin access control/],
      [
        'unsigned reads',
        ['Resources', 'PicturesAccess', 'Properties', 'OriginAccessControlConfig', 'SigningBehavior'],
        'never',
        /PicturesAccess must sign always/,
      ],
      ['Origin Shield switched off', [...origin, 'OriginShield', 'Enabled'], false, /Origin Shield must be enabled/],
      [
        'Origin Shield elsewhere',
        [...origin, 'OriginShield', 'OriginShieldRegion'],
        'eu-west-1',
        /Origin Shield must be enabled in us-east-1/,
      ],
      ['a domain without a certificate', [...pictures, 'Aliases'], ['social.app.com'], /needs an ACM certificate in us-east-1/],
      [
        'a certificate of another Region',
        [...pictures, 'ViewerCertificate'],
        { AcmCertificateArn: 'arn:aws:acm:eu-west-1:1:certificate/1', MinimumProtocolVersion: TLS_POLICY },
        /needs an ACM certificate in us-east-1/,
      ],
      [
        'old TLS',
        [...pictures, 'ViewerCertificate'],
        { AcmCertificateArn: 'arn:aws:acm:us-east-1:1:certificate/1', MinimumProtocolVersion: 'TLSv1' },
        /MinimumProtocolVersion must be TLSv1\.\d_20\d\d/,
      ],
    ],
  ],
  [
    'behaviours',
    [
      ['pictures without a root object', [...pictures, 'DefaultRootObject'], undefined, /PictureDistribution: DefaultRootObject/],
      ['a card site without one', [...site, 'DefaultRootObject'], undefined, /SiteDistribution: DefaultRootObject must be set/],
      ['cookies in the cache key', [...forwarded, 'CookiesConfig', 'CookieBehavior'], 'all', /path alone, without cookies/],
      ['headers in the cache key', [...forwarded, 'HeadersConfig', 'HeaderBehavior'], 'whitelist', /path alone, without headers/],
      [
        'the query in the cache key',
        [...forwarded, 'QueryStringsConfig', 'QueryStringBehavior'],
        'all',
        /path alone, without the query/,
      ],
      ['gzip in the cache key', [...forwarded, 'EnableAcceptEncodingGzip'], true, /path alone, without gzip/],
      ['brotli in the cache key', [...forwarded, 'EnableAcceptEncodingBrotli'], true, /path alone, without brotli/],
      [
        'an origin request policy',
        [...pictures, 'DefaultCacheBehavior', 'OriginRequestPolicyId'],
        'x',
        /without an origin request policy/,
      ],
      [
        'a cache policy from elsewhere',
        [...pictures, 'DefaultCacheBehavior', 'CachePolicyId'],
        '658327ea',
        /cache policy of this template/,
      ],
      ['a floor under no-store', [...cacheKey, 'MinTTL'], 1, /MinTTL must be 0/],
      ['compressed JPEGs', [...pictures, 'DefaultCacheBehavior', 'Compress'], true, /not compressed again/],
      ['plain HTTP', [...pictures, 'DefaultCacheBehavior', 'ViewerProtocolPolicy'], 'redirect-to-https', /must be https-only/],
      [
        'writing viewers',
        [...site, 'DefaultCacheBehavior', 'AllowedMethods'],
        ['GET', 'HEAD', 'OPTIONS'],
        /must allow GET and HEAD/,
      ],
      [
        'failures that are cached long',
        [...pictures, 'CustomErrorResponses', 2],
        { ErrorCode: 503, ResponseCode: 200, ResponsePagePath: '/fallback.jpg' },
        /ErrorCachingMinTTL of 503/,
      ],
      ['another error page', [...pictures, 'CustomErrorResponses', 0, 'ResponsePagePath'], '/oops.html', /page of 500 must be/],
      ['no error page', [...pictures, 'CustomErrorResponses', 1, 'ResponsePagePath'], undefined, /page of 502 must be/],
      ['an error page as an error', [...pictures, 'CustomErrorResponses', 0, 'ResponseCode'], 500, /page of 500 must be/],
      [
        'an error page for what origin-response draws',
        [...pictures, 'CustomErrorResponses', 4],
        { ErrorCode: 404, ResponseCode: 200, ResponsePagePath: '/fallback.jpg' },
        /404 must have no error page/,
      ],
      [
        'an error page behind the functions',
        [...pictures, 'CacheBehaviors', 0, 'PathPattern'],
        '/*.jpg',
        /cache behaviour of its own/,
      ],
      [
        'an error page from nowhere',
        [...pictures, 'CacheBehaviors', 0, 'TargetOriginId'],
        'Elsewhere',
        /an origin that is there/,
      ],
      [
        'an error page that needs a function',
        [...pictures, 'CacheBehaviors', 0, 'FunctionAssociations'],
        [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Paths', 'FunctionARN'] } }],
        /must have no function/,
      ],
    ],
  ],
  [
    'the guard',
    [
      ['a placeholder that is left', [...code, 1], '{{page-keys}}', /a placeholder is left/],
      ['keys in plain sight', [...code, 1], 'correct-horse-battery', /page keys as a reference to a secret/],
      [
        'another version of the keys than the header has',
        [...code, 1],
        { 'Fn::Sub': '{{resolve:secretsmanager:${Keys}:SecretString:::another-version}}' },
        /Guard: its page keys must be the same version of the same secret as those of x-card-page-keys/,
      ],
      ['the name of a file in place of its text', [...guard, 'FunctionCode'], 'edge/card-site-guard.js', /no function handler/],
      ['more than 10 KB', [...code, 3], '/'.repeat(10_240), /bytes of code, more than 10240/],
      ['code that is not published', [...guard, 'AutoPublish'], false, /AutoPublish must be true/],
      ['an old runtime', [...guard, 'FunctionConfig', 'Runtime'], 'cloudfront-js-1.0', /runtime 1.0/],
      [
        'pages without a guard',
        [...site, 'DefaultCacheBehavior', 'FunctionAssociations'],
        undefined,
        /SiteDistribution: .*no guard/,
      ],
      [
        'a guard that comes too late',
        [...site, 'DefaultCacheBehavior', 'FunctionAssociations', 0, 'EventType'],
        'viewer-response',
        /SiteDistribution: .*no guard/,
      ],
    ],
  ],
  [
    'the function in front of the pictures',
    [
      [
        'a placeholder that is left',
        [...paths, 'FunctionCode'],
        "x = '{{templates}}'; function handler() {}",
        /placeholder is left/,
      ],
      [
        'the name of a file in place of its text',
        [...paths, 'FunctionCode'],
        'dist/picture-paths.js',
        /Paths: .*no function handler/,
      ],
      [
        'more than 10 KB',
        [...paths, 'FunctionCode'],
        `function handler() {}${' '.repeat(10_220)}`,
        /10241 bytes of code.*fewer words/,
      ],
      [
        'a secret',
        [...paths, 'FunctionCode'],
        at(goodTemplate() as unknown as Json, ...guard, 'FunctionCode') ?? '',
        /Paths: .*needs no secret/,
      ],
      ['code that is not published', [...paths, 'AutoPublish'], false, /Paths: AutoPublish must be true/],
      ['none', [...pictures, 'DefaultCacheBehavior', 'FunctionAssociations'], undefined, /no function in front of the cache/],
      [
        'one behind the cache',
        [...pictures, 'DefaultCacheBehavior', 'FunctionAssociations', 0, 'EventType'],
        'viewer-response',
        /no function in front of the cache/,
      ],
    ],
  ],
  [
    'what outlives the stack',
    [
      [
        'a bucket that a failed first deployment leaves behind',
        ['Resources', 'Pictures', 'DeletionPolicy'],
        'Retain',
        /Pictures: DeletionPolicy must be RetainExceptOnCreate; got Retain\. A first deployment that fails would leave it behind/,
      ],
      [
        'a bucket that a change replaces',
        ['Resources', 'Site', 'UpdateReplacePolicy'],
        undefined,
        /Site: UpdateReplacePolicy must be Retain; got none/,
      ],
      [
        'a function that blocks the next deployment',
        ['Resources', 'Response', 'DeletionPolicy'],
        'Retain',
        /Response: DeletionPolicy/,
      ],
      [
        'a version that blocks a repeated one',
        ['Resources', 'RequestVersion', 'DeletionPolicy'],
        'Retain',
        /RequestVersion: Deletion/,
      ],
      ['a function that goes while CloudFront has copies', ['Resources', 'Request', 'DeletionPolicy'], 'Delete', /got Delete/],
      ['a lost key', ['Resources', 'Key'], { Type: 'AWS::KMS::Key', Properties: {} }, /Key: DeletionPolicy must be Ret/],
      ['anything else that stays', ['Resources', 'Guard', 'DeletionPolicy'], 'Retain', /Guard: DeletionPolicy may not be Retain/],
    ],
  ],
  [
    'access',
    [
      [
        'a bucket that may become public',
        [...bucket, 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'],
        false,
        /BlockPublicPolicy must be true/,
      ],
      ['a bucket with other owners', [...bucket, 'OwnershipControls'], undefined, /must be BucketOwnerEnforced/],
      ['a bucket without encryption', [...bucket, 'BucketEncryption'], undefined, /BucketEncryption must be set/],
      ['a website', [...bucket, 'WebsiteConfiguration'], { IndexDocument: 'index.html' }, /not a website/],
      [
        'a bucket that goes with the stack',
        ['Resources', 'Pictures', 'DeletionPolicy'],
        undefined,
        /Pictures: DeletionPolicy must be RetainExceptOnCreate; got none\. It would go with the stack/,
      ],
      ['objects that cannot be read', [...policy, 0, 'Action'], 's3:GetObjectAcl', /needs s3:GetObject/],
      ['missing keys that look forbidden', [...policy, 1], undefined, /PictureDistribution needs s3:ListBucket/],
      ['requests without TLS', [...policy, 2], undefined, /must refuse requests without TLS/],
      ['another distribution', [...policy, 0, 'Condition'], undefined, /allows more than PictureDistribution/],
      [
        'a public bucket',
        [...policy, 3],
        { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' },
        /allows more than/,
      ],
      ['a function that may do anything in S3', [...permissions, 0, 'Action'], 's3:*', /s3:\* is more than the functions need/],
      [
        'a function that may delete',
        [...permissions, 3],
        { Effect: 'Allow', Action: 's3:DeleteObject', Resource: 'x' },
        /DeleteObject is more/,
      ],
      ['a permission on everything', [...permissions, 2, 'Resource'], '*', /allowed on everything/],
      [
        'a function that reads cards',
        [...permissions, 1, 'Resource', 0, 'Fn::Sub'],
        '${Pictures.Arn}/*',
        /must reach packs\/\*, settings\/drawing\.json and photos only/,
      ],
      [
        'a function that reads photos before anything is hidden in them',
        [...permissions, 1, 'Resource', 0, 'Fn::Sub'],
        '${PhotoBucket.Arn}/masters/*',
        /must reach packs\/\*, settings\/drawing\.json and photos only/,
      ],
      [
        'a function that reads what people sent',
        [...permissions, 1, 'Resource', 0, 'Fn::Sub'],
        '${PhotoInbox.Arn}/photos/*',
        /must reach packs\/\*, settings\/drawing\.json and photos only/,
      ],
      ['a function that writes packs', [...permissions, 0, 'Resource', 'Fn::Sub'], '${Pictures.Arn}/*', /must not reach packs/],
      ['a function that overwrites', [...permissions, 0, 'Condition'], undefined, /must want if-none-match/],
      [
        'managed policies',
        ['Resources', 'Role', 'Properties', 'ManagedPolicyArns'],
        ['arn:x'],
        /managed policies allow too much/,
      ],
      [
        'a role that the edge cannot take',
        ['Resources', 'Role', 'Properties', 'AssumeRolePolicyDocument', 'Statement', 0, 'Principal', 'Service', 1],
        undefined,
        /edgelambda.amazonaws.com must be trusted/,
      ],
      ['a secret in the template', [...secret, 'SecretString'], 'correct-horse-battery', /not written into a template/],
      ['a short secret', [...secret, 'GenerateSecretString', 'PasswordLength'], 8, /at least 32/],
      [
        'a secret that breaks the list',
        [...secret, 'GenerateSecretString', 'ExcludePunctuation'],
        undefined,
        /ExcludePunctuation/,
      ],
    ],
  ],
];
