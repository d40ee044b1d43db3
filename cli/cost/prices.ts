// What AWS charges, as far as cards have to do with it: us-east-1, first tier, without free tiers. Looked up in November 2026.

const AWS = {
  lambda: 'https://aws.amazon.com/lambda/pricing/',
  cloudfront: 'https://aws.amazon.com/cloudfront/pricing/',
  s3: 'https://aws.amazon.com/s3/pricing/',
  cloudwatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  kms: 'https://aws.amazon.com/kms/pricing/',
  secrets: 'https://aws.amazon.com/secrets-manager/pricing/',
  waf: 'https://aws.amazon.com/waf/pricing/',
  cloudtrail: 'https://aws.amazon.com/cloudtrail/pricing/',
  sns: 'https://aws.amazon.com/sns/pricing/',
  athena: 'https://aws.amazon.com/athena/pricing/',
  dynamodb: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  sqs: 'https://aws.amazon.com/sqs/pricing/',
  eventbridge: 'https://aws.amazon.com/eventbridge/pricing/',
  rekognition: 'https://aws.amazon.com/rekognition/pricing/',
} as const;

export const PRICES_OF = 'November 2026';

export interface Price {
  /** For `per` of them. */
  readonly usd: number;
  readonly per: number;
  readonly unit: string;
  readonly source: string;
}

const MILLION = 1_000_000;

export const PRICE_LIST = {
  invocation: { usd: 0.6, per: MILLION, unit: 'runs of a function at the edge', source: AWS.lambda },
  /** Three times the price in a Region, and an empty sandbox's start is billed as well since August 2025. */
  gbSecond: { usd: 0.00005001, per: 1, unit: 'GB-second of a function at the edge', source: AWS.lambda },
  request: { usd: 0.01, per: 10_000, unit: 'HTTPS requests to CloudFront', source: AWS.cloudfront },
  viewerFunction: { usd: 0.1, per: MILLION, unit: 'runs of a CloudFront Function', source: AWS.cloudfront },
  invalidationPath: {
    usd: 0.005,
    per: 1,
    unit: 'path or tag that CloudFront forgets, beyond 1,000 a month',
    source: AWS.cloudfront,
  },
  shield: { usd: 0.0075, per: 10_000, unit: 'requests to Origin Shield', source: AWS.cloudfront },
  transferGb: { usd: 0.085, per: 1, unit: 'GB from CloudFront to viewers', source: AWS.cloudfront },
  s3Put: { usd: 0.005, per: 1000, unit: 'objects written to S3', source: AWS.s3 },
  s3Get: { usd: 0.0004, per: 1000, unit: 'reads of S3', source: AWS.s3 },
  s3GbMonth: { usd: 0.023, per: 1, unit: 'GB in S3 for a month', source: AWS.s3 },
  kmsRequest: { usd: 0.03, per: 10_000, unit: 'uses of a KMS key', source: AWS.kms },
  kmsKeyMonth: { usd: 1, per: 1, unit: 'KMS key for a month', source: AWS.kms },
  secretMonth: { usd: 0.4, per: 1, unit: 'secret for a month', source: AWS.secrets },
  logGb: { usd: 0.5, per: 1, unit: 'GB written to CloudWatch Logs', source: AWS.cloudwatch },
  metricMonth: { usd: 0.3, per: 1, unit: 'metric of one’s own for a month', source: AWS.cloudwatch },
  alarmMonth: { usd: 0.1, per: 1, unit: 'alarm for a month', source: AWS.cloudwatch },
  wafAclMonth: { usd: 5, per: 1, unit: 'web ACL for a month', source: AWS.waf },
  wafRuleMonth: { usd: 1, per: 1, unit: 'rule of a web ACL for a month', source: AWS.waf },
  wafRequest: { usd: 0.6, per: MILLION, unit: 'requests that WAF looks at', source: AWS.waf },
  mail: { usd: 2, per: 100_000, unit: 'mails of a topic', source: AWS.sns },
  trailWrite: { usd: 0.1, per: 100_000, unit: 'data events in CloudTrail', source: AWS.cloudtrail },
  trailChange: { usd: 2, per: 100_000, unit: 'management events in a second trail', source: AWS.cloudtrail },
  regionalInvocation: { usd: 0.2, per: MILLION, unit: 'runs of a function in a Region', source: AWS.lambda },
  regionalGbSecond: { usd: 0.0000166667, per: 1, unit: 'GB-second of a function in a Region', source: AWS.lambda },
  tableWrite: { usd: 0.625, per: MILLION, unit: 'rows of a kB written to DynamoDB', source: AWS.dynamodb },
  tableRead: { usd: 0.125, per: MILLION, unit: 'rows read from DynamoDB', source: AWS.dynamodb },
  queueCall: { usd: 0.4, per: MILLION, unit: 'calls of SQS', source: AWS.sqs },
  s3Event: { usd: 1, per: MILLION, unit: 'events of S3 through EventBridge', source: AWS.eventbridge },
  rekognitionCall: { usd: 0.001, per: 1, unit: 'picture that Rekognition looks at', source: AWS.rekognition },
  athenaTb: { usd: 5, per: 1, unit: 'TB that a query of Athena reads', source: AWS.athena },
} as const satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof PRICE_LIST;

/** USD for one. */
export const PRICES = Object.fromEntries(Object.entries(PRICE_LIST).map(([name, { usd, per }]) => [name, usd / per])) as Readonly<
  Record<PriceName, number>
>; // its own keys
