// The policies of a template as they are in a deployment, every reference replaced.
import { at, type Json, listOf, resourcesOf, type StackTemplate } from '../../cli/doctor/checks/stack-template.ts';
import { resolveReferences } from '../support/iam.ts';
import { ACCOUNT } from '../support/recorded-s3.ts';

export const BUCKET = 'edgecard-pictures';
export const PICTURES = `arn:aws:s3:::${BUCKET}`;

/** What the references of the policies are in a deployment. */
export const NAMES = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': ACCOUNT,
  'PictureBucket.Arn': PICTURES,
  'EdgeLogs.Arn': `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/edgecard/test:*`,
  DrawBrakeTopic: `arn:aws:sns:us-east-1:${ACCOUNT}:edgecard-test-draw-brake`,
  AlarmTopic: `arn:aws:sns:us-east-1:${ACCOUNT}:edgecard-test-alarms`,
  CloudFrontDistribution: 'EDFDVBD6EXAMPLE',
  'PhotoInbox.Arn': 'arn:aws:s3:::edgecard-inbox',
  'PhotoBucket.Arn': 'arn:aws:s3:::edgecard-photos',
  'PhotoQueue.Arn': `arn:aws:sqs:us-east-1:${ACCOUNT}:edgecard-test-photos`,
  'PhotoRemovals.Arn': `arn:aws:sqs:us-east-1:${ACCOUNT}:edgecard-test-photo-removals`,
  'PhotoUploads.Arn': `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/edgecard-test-photos`,
};
/** Named by the roles, made by the deployment. */
export const PAGE_KEYS_ARN = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:edgecard/test/page-keys-AbCdEf`;
export const GUARD_ARN = `arn:aws:cloudfront::${ACCOUNT}:function/edgecard-test-card-site-guard`;
export const DISTRIBUTION = `arn:aws:cloudfront::${ACCOUNT}:distribution/EDFDVBD6EXAMPLE`;

export function roleStatements(template: StackTemplate, id: string): readonly Json[] {
  const policies = listOf(at(template.Resources[id]?.Properties, 'Policies'));
  const statements = policies.flatMap((policy) => listOf(at(policy, 'PolicyDocument', 'Statement')));
  return statements.map((statement) => resolveReferences(statement, NAMES));
}

export function resourcePolicy(template: StackTemplate, type: string, id: string, document: string): readonly Json[] {
  const found = resourcesOf(template, type).find(([name]) => name === id);
  return listOf(at(found?.[1], document, 'Statement')).map((statement) => resolveReferences(statement, NAMES));
}
