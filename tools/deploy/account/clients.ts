// The clients of a deployment.
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../../../cli/aws/settings.ts';

export interface DeployClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudFront: CloudFrontClient;
  readonly lambda: LambdaClient;
  readonly logsIn: (region: string) => CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly secrets: SecretsManagerClient;
}

export function openClients(region: string): DeployClients {
  return {
    cloudFormation: new CloudFormationClient(clientSettings(region)),
    // CloudFront is one for the whole world, and answers in this Region.
    cloudFront: new CloudFrontClient(clientSettings('us-east-1')),
    lambda: new LambdaClient(clientSettings(region)),
    logsIn: (other) => new CloudWatchLogsClient(clientSettings(other)),
    s3: new S3Client(clientSettings(region)),
    secrets: new SecretsManagerClient(clientSettings(region)),
  };
}
