import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { expect, test } from '@jest/globals';
import { findRoleBoundary } from '../../../../tools/deploy/account/role-boundary.ts';
import { startAwsServer } from '../../../doubles/aws/aws-server.ts';
import { CREDENTIALS } from '../../../support/recorded-s3.ts';

const exported = (...names: readonly string[]) => ({ Exports: { member: names.map((Name) => ({ Name, Value: 'arn' })) } });

test.each([
  ['where the account exports it, on a later page too', ['vpc-id'], ['edgecard-prod-role-boundary'], true],
  ['not where the account has none', ['vpc-id'], ['other'], false],
  ['not where only another stage has one', ['edgecard-dev-role-boundary'], ['edgecard-prod2-role-boundary'], false],
])('roles carry the boundary %s', async (_, first, second, found) => {
  await using aws = await startAwsServer({
    query: { ListExports: ({ NextToken }) => (NextToken ? exported(...second) : { ...exported(...first), NextToken: '2' }) },
  });
  const client = new CloudFormationClient({ region: 'us-east-1', endpoint: aws.endpoint, credentials: CREDENTIALS });
  expect(await findRoleBoundary(client, 'edgecard-prod')).toBe(found);
});
