import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterEach, expect, test } from '@jest/globals';
import { discardEmptyStack } from '../../../tools/deploy/account/empty-stack.ts';
import { stackFailure } from '../../../tools/deploy/stack-failures.ts';
import { awsError } from '../../doubles/aws/aws-error.ts';
import { type AwsServer, startAwsServer } from '../../doubles/aws/aws-server.ts';

let server: AwsServer;
let client: CloudFormationClient;
afterEach(async () => {
  client.destroy();
  await server.close();
});

interface Given {
  readonly status?: string;
  readonly reasons?: readonly string[];
  readonly resources?: readonly string[];
  /** Events on a page. */
  readonly page?: number;
  /** An action that is refused. */
  readonly denied?: string;
}

const calls: string[] = [];

async function open({
  status: first = 'UPDATE_ROLLBACK_COMPLETE',
  reasons = [],
  resources = [],
  page = 100,
  denied,
}: Given): Promise<void> {
  let status: string | undefined = first;
  calls.length = 0;
  // The newest comes first.
  const member = [...reasons].reverse().map((ResourceStatusReason, at) => ({
    StackId: 's',
    EventId: `e${at}`,
    StackName: 'edgecard-prod',
    LogicalResourceId: 'CloudFrontDistribution',
    ResourceType: 'AWS::CloudFront::Distribution',
    ResourceStatus: 'CREATE_FAILED',
    ResourceStatusReason,
    Timestamp: '2099-01-01T00:00:00Z',
  }));
  server = await startAwsServer({
    query: {
      DescribeStacks() {
        if (status === undefined) throw awsError('ValidationError', 'Stack with id edgecard-prod does not exist');
        return { Stacks: { member: { StackName: 'edgecard-prod', StackStatus: status, CreationTime: '2026-01-01T00:00:00Z' } } };
      },
      DescribeStackEvents({ NextToken: from = '0' }) {
        const next = Number(from) + page;
        const more = next < member.length ? { NextToken: String(next) } : {};
        return { StackEvents: { member: member.slice(Number(from), next) }, ...more };
      },
      ListStackResources: () => ({
        StackResourceSummaries: { member: resources.map((ResourceStatus) => ({ LogicalResourceId: 'A', ResourceStatus })) },
      }),
      DeleteStack() {
        status = undefined;
        return {};
      },
    },
    before({ name }) {
      calls.push(name);
      if (name === denied) throw awsError('AccessDenied', `not authorized to perform ${name}`);
    },
  });
  const credentials = { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' };
  client = new CloudFormationClient({ region: 'us-east-1', endpoint: server.endpoint, credentials, maxAttempts: 1 });
}

const said = async (failure = '') =>
  (await stackFailure(client, { stackName: 'edgecard-prod', failure, since: new Date() })).message;

test.each([
  ['Your account must be verified before you can add new CloudFront resources.', /ask AWS support to verify it/],
  [
    'One or more of the CNAMEs you provided are already associated with a different resource.',
    /Another distribution has the domain/,
  ],
  ['Tried to create resource record set but it already exists', /The hosted zone has a record of this name/],
  ['User: arn:aws:iam::1:role/d is not authorized to perform: cloudfront:CreateFunction', /lack the named action/],
  ['You have reached the maximum number of cache policies: TooManyCachePolicies', /A quota of the account is used up/],
  ['A version for this Lambda function exists ( 3 ). Modify the function to create a new version.', /delete it .*deploy again/],
  ['edgecard-prod-alarms already exists', /--remove --stage NAME/],
])('%j is said with what to do', async (reason, remedy) => {
  await open({ reasons: [reason, 'Resource creation cancelled'] });
  const message = await said('osls ended.');
  expect(message).toContain(reason);
  expect(message).toMatch(remedy);
  expect(message).not.toContain('cancelled');
  expect(message).toMatch(/^osls ended\./);
  expect(message).toContain('what was deployed before is still there');
});

test('what failed is found behind all that the roll-back did', async () => {
  await open({
    reasons: ['You have reached the maximum number of roles', ...Array<string>(5).fill('Resource creation cancelled')],
    page: 2,
  });
  expect(await said()).toContain('You have reached the maximum number of roles');
});

test.each([
  ['UPDATE_ROLLBACK_FAILED', /could not be undone.*continue-update-rollback/],
  ['UPDATE_IN_PROGRESS', /still being changed/],
])('a stack in %s is not said to be as it was', async (status, remedy) => {
  await open({ status });
  const message = await said('osls ended.');
  expect(message).toMatch(remedy);
  expect(message).not.toContain('is still there');
});

test('a stack that was updated is not called one that was not', async () => {
  await open({ status: 'UPDATE_COMPLETE' });
  expect(await said('Could not disable deletion protection.')).toContain('The stack itself is as it should be (UPDATE_COMPLETE)');
});

test.each(['DescribeStacks', 'DescribeStackEvents'])('what osls said is not lost where %s is refused', async (denied) => {
  await open({ denied });
  const message = await said('osls ended.');
  expect(message).toMatch(/^osls ended\.\n\nWhat state the stack edgecard-prod is in, and why, could not be read: AccessDenied/);
  expect(message).not.toMatch(/was not (deployed|made)/);
});

test.each(['ROLLBACK_COMPLETE', 'REVIEW_IN_PROGRESS'])(
  'a stack in %s that holds nothing is deleted, and the deployment goes on',
  async (status) => {
    await open({ status, resources: ['DELETE_COMPLETE'] });
    await discardEmptyStack(client, 'edgecard-prod', { dryRun: false, pauseMs: 1, print: () => {} });
    expect(calls).toContain('DeleteStack');
  },
);

test.each([
  ['one that holds something', { status: 'ROLLBACK_COMPLETE', resources: ['CREATE_COMPLETE'] }, false],
  ['one that is deployed', { status: 'UPDATE_COMPLETE' }, false],
  ['one in a dry run', { status: 'ROLLBACK_COMPLETE' }, true],
  ['one whose contents may not be listed', { status: 'ROLLBACK_COMPLETE', denied: 'ListStackResources' }, false],
])('%s is left alone', async (_name, given, dryRun) => {
  await open(given);
  await discardEmptyStack(client, 'edgecard-prod', { dryRun, pauseMs: 1, print: () => {} });
  expect(calls).not.toContain('DeleteStack');
});
