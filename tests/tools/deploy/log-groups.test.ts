import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { EDGE_REGIONS, keepLogGroups, removeLogGroups } from '../../../tools/deploy/log-groups.ts';
import { awsError } from '../../doubles/aws/aws-error.ts';
import { type AwsServer, startAwsServer } from '../../doubles/aws/aws-server.ts';

const GROUP = '/edgecard/prod';

/** CloudWatch Logs of every Region: what each has, and what it says. The Region is in the name of the server's port's client. */
let servers: Map<string, { readonly server: AwsServer; readonly groups: Map<string, number | undefined> }>;
let refusal: ReadonlyMap<string, string>;
let open: number;
let mostOpen: number;

beforeEach(async () => {
  servers = new Map();
  refusal = new Map();
  open = 0;
  mostOpen = 0;
  for (const region of EDGE_REGIONS) servers.set(region, await startRegion(region));
});
afterEach(() => Promise.all([...servers.values()].map(({ server }) => server.close())));

async function startRegion(region: string) {
  const groups = new Map<string, number | undefined>();
  const name = (input: Readonly<Record<string, unknown>>) => String(input['logGroupName']);
  const server = await startAwsServer({
    before() {
      const code = refusal.get(region);
      if (code) throw awsError(code, 'The security token included in the request is invalid.');
    },
    json: {
      'Logs_20140328.CreateLogGroup'(input) {
        if (groups.has(name(input))) throw awsError('ResourceAlreadyExistsException', 'The specified log group already exists');
        groups.set(name(input), undefined);
        return {};
      },
      'Logs_20140328.PutRetentionPolicy'(input) {
        groups.set(name(input), Number(input['retentionInDays']));
        return {};
      },
      'Logs_20140328.DeleteLogGroup'(input) {
        if (!groups.delete(name(input))) throw awsError('ResourceNotFoundException', 'The specified log group does not exist.');
        return {};
      },
    },
  });
  return { server, groups };
}

function clientFor(region: string): CloudWatchLogsClient {
  mostOpen = Math.max(mostOpen, ++open);
  const client = new CloudWatchLogsClient({
    region,
    endpoint: servers.get(region)?.server.endpoint ?? '',
    credentials: { accessKeyId: 'LOCALKEY', secretAccessKey: 'local-secret' },
    maxAttempts: 1,
  });
  const { destroy } = client;
  client.destroy = () => {
    open--;
    destroy.call(client);
  };
  return client;
}

const kept = () => [...servers].map(([region, { groups }]) => [region, groups.get(GROUP)]);

test('the functions’ lines are kept for as long as the stack’s own in each Region where one may run, a few Regions at a time', async () => {
  servers.get('eu-west-1')?.groups.set(GROUP, undefined); // made by a function
  expect(await keepLogGroups(GROUP, 30, { clientFor })).toEqual([]);
  expect(kept()).toEqual(EDGE_REGIONS.map((region) => [region, 30]));
  expect(await keepLogGroups(GROUP, 7, { clientFor })).toEqual([]);
  expect(kept()).toEqual(EDGE_REGIONS.map((region) => [region, 7]));
  expect(mostOpen).toBeLessThanOrEqual(4);
  expect(EDGE_REGIONS).not.toContain('us-east-1');
});

test('a Region that is switched off, or refuses, is a sentence, and the others have their group', async () => {
  refusal = new Map([
    ['me-central-1', 'UnrecognizedClientException'],
    ['sa-east-1', 'AccessDeniedException'],
    ['ap-south-1', 'AccessDeniedException'],
  ]);
  expect(await keepLogGroups(GROUP, 30, { clientFor })).toEqual([
    expect.stringMatching(
      /^Logs in ap-south-1 and sa-east-1: AccessDeniedException: .* lack the permission .* may be kept for ever\.$/,
    ),
    'No logs in me-central-1: the account has not switched the Region on, so no function runs there.',
  ]);
  expect(kept().filter(([, days]) => days === 30)).toHaveLength(EDGE_REGIONS.length - 3);
});

test('a stage that is taken down leaves no group, and its removal can be repeated', async () => {
  await keepLogGroups(GROUP, 30, { clientFor });
  expect(await removeLogGroups(GROUP, { clientFor })).toEqual([]);
  expect(kept().filter(([, days]) => days !== undefined)).toEqual([]);
  expect(await removeLogGroups(GROUP, { clientFor })).toEqual([]);
});
