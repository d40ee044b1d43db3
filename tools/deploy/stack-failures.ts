// Why CloudFormation gave something up: the first failures of its events, and what is known of their causes.
import { type CloudFormationClient, paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation';
import { awsReason } from '../../cli/aws/aws.ts';
import { DeployError } from './deploy-error.ts';
import { adviceFor, describeStack } from './stack.ts';

const MAX_FAILURES = 3;
const MAX_REASON_CHARACTERS = 400;

/** What AWS says, and what to do. The words are those of its services: CloudFormation has no codes. */
const CAUSES: readonly (readonly [says: RegExp, remedy: string])[] = [
  [
    /must be verified/i,
    'The account may not make CloudFront resources yet: ask AWS support to verify it. That takes a day or two.',
  ],
  [
    /CNAMEAlreadyExists|one or more of the CNAMEs/i,
    'Another distribution has the domain: take it off there, in whichever account that is, or choose another domain.',
  ],
  [
    /record(set)?s? .*already exists|but it already exists/i,
    'The hosted zone has a record of this name: delete it, or leave hostedZoneId out and point DNS by hand.',
  ],
  [
    /AccessDenied|not authorized|UnauthorizedTaggingOperation/i,
    'The credentials lack the named action: update the stack of infra/deploy-role.json, or deploy as an administrator.',
  ],
  [
    /TooMany|LimitExceeded|quota|limit .*exceeded|maximum number/i,
    'A quota of the account is used up: delete what nobody uses, or ask AWS for more in Service Quotas.',
  ],
  [
    /ReservedConcurrent|UnreservedConcurrentExecution/i,
    'The account has too little Lambda concurrency: ask AWS for 1,000 in us-east-1.',
  ],
  [
    /Version .*already exists|A version for this Lambda function exists/i,
    'A version of a failed update is in the way: delete it (aws lambda delete-function --function-name NAME --qualifier NUMBER), and deploy again.',
  ],
  [
    /already exists/i,
    'Something of this name is left of a former deployment, or somebody made it: delete it. What is left of a stage that nobody uses, npm run deploy -- --remove --stage NAME removes.',
  ],
  [/CAA/i, 'A CAA record of the domain forbids Amazon’s certificates: allow amazon.com.'],
  [/replicated function/i, 'CloudFront still has copies of the function, which AWS removes within hours: run it again then.'],
  [/not empty/i, 'A bucket holds objects: run it again, which empties it.'],
];

interface Failed {
  readonly stackName: string;
  /** What osls says, '' where it says nothing. */
  readonly failure: string;
  readonly since: Date;
}

/** What went wrong with the stack, by CloudFormation's events, and what is live now. */
export async function stackFailure(client: CloudFormationClient, { stackName, failure, since }: Failed): Promise<DeployError> {
  try {
    const stack = await describeStack(client, stackName);
    const why = stack ? await failuresOf(client, stackName, since) : [];
    const said = [failure, ...(why.length > 0 ? [`What failed first, as CloudFormation has it:\n${why.join('\n')}`] : [])];
    return new DeployError([...said.filter(Boolean), whatIsLive(stack?.StackStatus)].join('\n\n'));
  } catch (error) {
    return new DeployError([failure, notKnown(stackName, error)].filter(Boolean).join('\n\n'), { cause: error });
  }
}

/** What failed must not be lost because its reason cannot be read. */
function notKnown(stackName: string, error: unknown): string {
  return `What state the stack ${stackName} is in, and why, could not be read: ${awsReason(error)} Its events are in CloudFormation's console. Put it right and deploy again: it waits until the stack is at rest, and what is done stays done.`;
}

function whatIsLive(status: string | undefined): string {
  if (status === undefined) return 'The stack was not made. Put it right and deploy again.';
  if (/^(CREATE|UPDATE)_COMPLETE$/.test(status))
    return `The stack itself is as it should be (${status}): what failed came before or after its update. Put it right and deploy again; what is done stays done.`;
  const advice = adviceFor(status);
  if (advice !== undefined) return `The stack was not deployed, and is in state ${status}. ${advice}`;
  if (status.endsWith('_IN_PROGRESS'))
    return `The stack is still being changed (${status}), which goes on without this script. Deploy again: it waits until that has ended.`;
  return `The stack was not deployed (${status}). CloudFormation undoes an update that failed, so what was deployed before is still there. Put it right and deploy again.`;
}

/** One sentence for each resource, since a moment; the first that failed first, without those that failed because it did. */
export async function failuresOf(client: CloudFormationClient, stack: string, since: Date): Promise<readonly string[]> {
  const failed = (await eventsSince(client, stack, since)).filter(
    ({ ResourceStatus = '', ResourceStatusReason = '' }) =>
      ResourceStatus.endsWith('_FAILED') &&
      !/^(Resource (creation|update) cancelled|The following resource)/.test(ResourceStatusReason),
  );
  const sentences = failed.reverse().map(sentenceOf);
  return [...new Set(sentences)].slice(0, MAX_FAILURES);
}

/** The newest first. A roll-back has events of its own for each resource, so that what failed is on a later page. */
async function eventsSince(client: CloudFormationClient, StackName: string, since: Date): Promise<StackEvent[]> {
  const events: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    const recent = StackEvents.filter(({ Timestamp }) => Timestamp === undefined || Timestamp >= since);
    events.push(...recent);
    if (recent.length < StackEvents.length) break;
  }
  return events;
}

function sentenceOf({ LogicalResourceId = '', ResourceType = '', ResourceStatusReason = '' }: StackEvent): string {
  const remedy = CAUSES.find(([says]) => says.test(ResourceStatusReason))?.[1];
  return `- ${LogicalResourceId} (${ResourceType}): AWS says “${ResourceStatusReason.slice(0, MAX_REASON_CHARACTERS)}”.${remedy ? ` ${remedy}` : ''}`;
}
