// Where the deploy role differs from what the handlers of CloudFormation's registry name, and why.

export interface Exception {
  readonly why: string;
  readonly actions: readonly string[];
}

/** By type: what handlers name and no property of ours ever needs. */
export const NEVER_NEEDED: Readonly<Record<string, readonly Exception[]>> = {
  'AWS::Athena::WorkGroup': [
    {
      why: 'notebooks of Spark, a role and a key of KMS: the work group asks questions in SQL, with the rights of who asks',
      actions: [
        'iam:PassRole',
        'kms:Decrypt',
        'kms:GenerateDataKey',
        's3:AbortMultipartUpload',
        's3:GetBucketLocation',
        's3:GetObject',
        's3:ListBucket',
        's3:ListBucketMultipartUploads',
        's3:ListMultipartUploadParts',
        's3:PutObject',
      ],
    },
  ],
  'AWS::CertificateManager::Certificate': [
    { why: 'certificates of a private authority', actions: ['acm-pca:GetCertificate', 'acm-pca:IssueCertificate'] },
  ],
  'AWS::CloudFront::Distribution': [
    {
      why: 'tenants, origins in a VPC, staging distributions: none here',
      actions: [
        'cloudfront:CreateConnectionGroup',
        'cloudfront:GetConnectionGroup',
        'cloudfront:GetVpcOrigin',
        'cloudfront:UpdateDistributionWithStagingConfig',
      ],
    },
    {
      why: 'no action of IAM: CloudFront asks for CreateDistribution and TagResource',
      actions: ['cloudfront:CreateDistributionWithTags'],
    },
  ],
  'AWS::CloudTrail::Trail': [
    {
      why: 'a trail of an organisation, Insights, aggregated events: none here',
      actions: [
        'cloudtrail:PutEventConfiguration',
        'cloudtrail:PutInsightSelectors',
        'organizations:DescribeOrganization',
        'organizations:ListAWSServiceAccessForOrganization',
      ],
    },
  ],
  'AWS::DynamoDB::Table': [
    {
      why: 'a table in other Regions: ours is in one',
      actions: [
        'dynamodb:AssociateTableReplica',
        'dynamodb:BatchWriteItem',
        'dynamodb:CreateTableReplica',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
    },
    {
      why: 'an import from S3',
      actions: [
        'dynamodb:DescribeImport',
        'dynamodb:ImportTable',
        'logs:CreateLogStream',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        's3:GetObject',
        's3:GetObjectMetadata',
      ],
    },
    {
      why: 'a stream, a resource policy, Contributor Insights, a key of KMS: the table has none',
      actions: [
        'dynamodb:DeleteResourcePolicy',
        'dynamodb:DisableKinesisStreamingDestination',
        'dynamodb:EnableKinesisStreamingDestination',
        'dynamodb:PutResourcePolicy',
        'dynamodb:UpdateContributorInsights',
        'dynamodb:UpdateKinesisStreamingDestination',
        'kinesis:DescribeStream',
        'kinesis:PutRecords',
        'kms:CreateGrant',
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:ListAliases',
        'kms:RevokeGrant',
      ],
    },
  ],
  'AWS::Glue::Database': [
    {
      why: 'a database that is elsewhere, and Lake Formation: ours is plain',
      actions: [
        'glue:CreateConnection',
        'glue:DeleteConnection',
        'glue:GetConnection',
        'glue:PassConnection',
        'glue:UpdateConnection',
        'lakeformation:DescribeLakeFormationIdentityCenterConfiguration',
        'lakeformation:DescribeResource',
        'lakeformation:ListResources',
      ],
    },
  ],
  'AWS::IAM::Role': [
    {
      why: 'managed policies: no role of ours has one, and with this the deployment could take all rights',
      actions: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
    },
    { why: 'a role without its boundary may do anything', actions: ['iam:DeleteRolePermissionsBoundary'] },
    { why: 'our roles have no description', actions: ['iam:UpdateRoleDescription'] },
  ],
  'AWS::KMS::Key': [
    { why: 'the key is enabled and rotated, always', actions: ['kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey'] },
  ],
  'AWS::Lambda::EventSourceMapping': [
    { why: 'filters that are encrypted with a key of KMS', actions: ['kms:Decrypt', 'kms:GenerateDataKey'] },
  ],
  'AWS::Lambda::Function': [
    {
      why: 'a VPC and file systems',
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'elasticfilesystem:DescribeMountTargets',
        's3files:ListMountTargets',
      ],
    },
    {
      why: 'variables that are encrypted with a key of KMS',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    },
    {
      why: 'code signing, layers, capacity providers, settings of recursion, scaling and run-time updates',
      actions: [
        'lambda:DeleteFunctionCodeSigningConfig',
        'lambda:GetCodeSigningConfig',
        'lambda:GetLayerVersion',
        'lambda:PassCapacityProvider',
        'lambda:PutFunctionCodeSigningConfig',
        'lambda:PutFunctionRecursionConfig',
        'lambda:PutFunctionScalingConfig',
        'lambda:PutRuntimeManagementConfig',
      ],
    },
    {
      why: 'the zips: DeployCalls allows reading them; osls names no version of one, because each has a key of its own',
      actions: ['s3:GetObject', 's3:GetObjectVersion'],
    },
  ],
  'AWS::Lambda::Version': [
    {
      why: 'provisioned concurrency, scaling and run-time updates',
      actions: ['lambda:PutFunctionScalingConfig', 'lambda:PutProvisionedConcurrencyConfig', 'lambda:PutRuntimeManagementConfig'],
    },
  ],
  'AWS::Logs::DeliverySource': [
    {
      why: 'logs of other services; CloudFront has an action of its own',
      actions: [
        'autoloop:AllowVendedLogDeliveryForResource',
        'codewhisperer:AllowVendedLogDeliveryForResource',
        'logs:AllowVendedLogDeliveryForResource',
        'workmail:AllowVendedLogDeliveryForResource',
      ],
    },
  ],
  'AWS::Logs::LogGroup': [
    {
      why: 'data protection, index and resource policies, a key of KMS, delivery elsewhere: our groups have none',
      actions: [
        'firehose:TagDeliveryStream',
        'logs:AssociateKmsKey',
        'logs:CreateLogDelivery',
        'logs:DisassociateKmsKey',
        'logs:PutDataProtectionPolicy',
        'logs:PutResourcePolicy',
        's3:REST.PUT.OBJECT',
      ],
    },
  ],
  'AWS::S3::Bucket': [
    {
      why: 'settings that no bucket here has or gives up: website, replication, object lock, metrics, inventory, ACLs …',
      actions: [
        's3:DeleteBucketAnalyticsConfiguration',
        's3:DeleteBucketEncryption',
        's3:DeleteBucketLifecycle',
        's3:DeleteBucketMetricsConfiguration',
        's3:DeleteBucketReplication',
        's3:DeleteBucketWebsite',
        's3:DeleteObject',
        's3:PutAccelerateConfiguration',
        's3:PutAnalyticsConfiguration',
        's3:PutBucketAcl',
        's3:PutBucketObjectLockConfiguration',
        's3:PutBucketReplication',
        's3:PutBucketWebsite',
        's3:PutIntelligentTieringConfiguration',
        's3:PutInventoryConfiguration',
        's3:PutMetricsConfiguration',
        's3:PutObjectAcl',
        's3:PutObjectLockConfiguration',
        's3:PutReplicationConfiguration',
      ],
    },
    { why: 'stack tags are on every bucket, always', actions: ['s3:DeleteBucketTagging'] },
    { why: 'no action of IAM: S3 asks for PutBucketCORS', actions: ['s3:DeleteBucketCors'] },
    {
      why: 'tables of metadata',
      actions: [
        's3:CreateBucketMetadataTableConfiguration',
        's3:DeleteBucketMetadataTableConfiguration',
        's3tables:CreateNamespace',
        's3tables:CreateTable',
        's3tables:GetTable',
        's3tables:GetTableMetadataLocation',
        's3tables:PutTablePolicy',
        's3tables:UpdateTableMetadataLocation',
      ],
    },
  ],
  'AWS::WAFv2::LoggingConfiguration': [
    {
      why: 'logs to Firehose, and those of an organisation',
      actions: ['firehose:ListDeliveryStreams', 'iam:DescribeOrganization'],
    },
  ],
  'AWS::SNS::Topic': [{ why: 'our topics have no data protection policy', actions: ['sns:PutDataProtectionPolicy'] }],
};

/** By type: what is needed though no handler names it. */
export const BEYOND_THE_REGISTRY: Readonly<Record<string, readonly Exception[]>> = {
  'AWS::Budgets::Budget': [
    {
      why: 'its schema names none; Service Authorization Reference, AWS Budgets',
      actions: [
        'budgets:ListTagsForResource',
        'budgets:ModifyBudget',
        'budgets:TagResource',
        'budgets:UntagResource',
        'budgets:ViewBudget',
      ],
    },
  ],
  'AWS::CloudFront::Distribution': [
    {
      why: 'CloudFront asks whether the caller may copy the functions (lambda-edge-permissions.html)',
      actions: ['iam:CreateServiceLinkedRole', 'lambda:DisableReplication*', 'lambda:EnableReplication*'],
    },
    { why: 'its headers hold a secret by reference', actions: ['secretsmanager:GetSecretValue'] },
  ],
  'AWS::Glue::Table': [
    {
      why: 'its schema names none; Service Authorization Reference, AWS Glue',
      actions: ['glue:CreateTable', 'glue:DeleteTable', 'glue:GetTable', 'glue:GetTables', 'glue:UpdateTable'],
    },
  ],
  'AWS::Logs::DeliverySource': [
    {
      why: 'CloudWatch Logs asks CloudFront whether the caller may have the distribution logged',
      actions: ['cloudfront:AllowVendedLogDeliveryForResource'],
    },
  ],
  'AWS::Logs::LogGroup': [
    { why: 'reads field indexes, as the schema said in other months', actions: ['logs:DescribeIndexPolicies'] },
  ],
  'AWS::Route53::QueryLoggingConfig': [
    {
      why: 'its schema names none; Service Authorization Reference, Route 53',
      actions: [
        'route53:CreateQueryLoggingConfig',
        'route53:DeleteQueryLoggingConfig',
        'route53:GetQueryLoggingConfig',
        'route53:ListQueryLoggingConfigs',
      ],
    },
  ],
  'AWS::Route53::RecordSet': [
    {
      why: 'its schema names none; Service Authorization Reference, Route 53',
      actions: [
        'route53:ChangeResourceRecordSets',
        'route53:GetChange',
        'route53:GetHostedZone',
        'route53:ListResourceRecordSets',
      ],
    },
  ],
  'AWS::S3::Bucket': [
    {
      why: 'S3 asks for these instead of PutBucketTagging where a bucket has attribute-based access control switched on',
      actions: ['s3:ListTagsForResource', 's3:TagResource', 's3:UntagResource'],
    },
  ],
  'AWS::SNS::TopicPolicy': [{ why: 'its schema names none', actions: ['sns:GetTopicAttributes', 'sns:SetTopicAttributes'] }],
  'AWS::SQS::QueuePolicy': [
    { why: 'its schema names none', actions: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SetQueueAttributes'] },
  ],
};
