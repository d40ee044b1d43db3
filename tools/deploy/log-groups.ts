// The functions' log group outside the stack's Region. A function that CloudFront runs elsewhere, while Origin Shield is down, makes a group
// of the same name there that keeps its lines for ever; so the groups are made before that, with the retention of the stack's own.
import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { awsReason } from '../../cli/aws/aws.ts';
import { mapLimit } from '../../cli/pool/map-limit.ts';
import { listed } from '../../cli/terminal/plural.ts';

/**
 * Where CloudFront has regional edge caches, and so where a function at an origin event may run: the Regions of
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-shield.html, and us-west-1, which has a cache and no shield. Without
 * us-east-1, whose group is the stack's.
 */
export const EDGE_REGIONS: readonly string[] = [
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'me-central-1',
  'sa-east-1',
];

const MAX_REGIONS_AT_ONCE = 4;

export interface LogGroupParts {
  readonly clientFor: (region: string) => CloudWatchLogsClient;
  readonly regions?: readonly string[];
}

/**
 * Makes the group where it is missing, and sets how long it keeps its lines. Gives sentences about Regions where that did not work, which are
 * no reason to fail: most are switched off in the account, and then no function runs there.
 */
export function keepLogGroups(group: string, days: number, parts: LogGroupParts): Promise<readonly string[]> {
  return inEachRegion(parts, `Lines that a function writes there to ${group} may be kept for ever.`, async (client) => {
    await unless('ResourceAlreadyExistsException', client.send(new CreateLogGroupCommand({ logGroupName: group })));
    await client.send(new PutRetentionPolicyCommand({ logGroupName: group, retentionInDays: days }));
  });
}

/** Deletes the groups, with all their lines. Gives sentences about Regions where that did not work. */
export function removeLogGroups(group: string, parts: LogGroupParts): Promise<readonly string[]> {
  return inEachRegion(parts, `${group} may still be there.`, async (client) => {
    await unless('ResourceNotFoundException', client.send(new DeleteLogGroupCommand({ logGroupName: group })));
  });
}

type Work = (client: CloudWatchLogsClient) => Promise<void>;

async function inEachRegion(
  { clientFor, regions = EDGE_REGIONS }: LogGroupParts,
  so: string,
  work: Work,
): Promise<readonly string[]> {
  const failures: { readonly region: string; readonly reason: string }[] = [];
  const visits = mapLimit(regions, { max: MAX_REGIONS_AT_ONCE, inOrder: true }, async (region) => {
    const client = clientFor(region);
    try {
      await work(client);
    } catch (error) {
      failures.push({ region, reason: isSwitchedOff(error) ? SWITCHED_OFF : awsReason(error) });
    } finally {
      client.destroy();
    }
  });
  for await (const _ of visits);
  const reasons = [...new Set(failures.map(({ reason }) => reason))];
  return reasons.map((reason) => {
    const where = failures.filter((failure) => failure.reason === reason).map(({ region }) => region);
    return reason === SWITCHED_OFF
      ? `No logs in ${listed(where)}: ${reason}`
      : `Logs in ${listed(where.sort())}: ${reason} ${so}`;
  });
}

const SWITCHED_OFF = 'the account has not switched the Region on, so no function runs there.';

/** What services say to the credentials of an account that has not opted in to their Region. */
function isSwitchedOff(error: unknown): boolean {
  const codes = ['UnrecognizedClientException', 'InvalidClientTokenId', 'OptInRequired', 'AuthFailure'];
  return error instanceof Error && codes.includes(error.name);
}

async function unless(code: string, call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof Error && error.name === code)) throw error;
  });
}
