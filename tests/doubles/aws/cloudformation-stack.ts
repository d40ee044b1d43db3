// One stack of CloudFormation that can be made and updated. A change that has begun ends by itself, whether its caller lives or not.
import { awsError } from './aws-error.ts';
import type { FunctionVersions } from './function-versions.ts';
import type { QueryOperations } from './query-protocol.ts';

const ACCOUNT = '123456789012';
const CREATED = '2026-11-21T10:00:00Z';

export interface StackResources {
  readonly template: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface StackParts {
  /** Outputs of the template that refer to resources, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** How long a change takes. */
  readonly stackMs: number;
  readonly deploymentBucket: string;
  readonly read: (bucket: string, key: string) => Promise<string>;
  readonly makeBuckets: (names: readonly string[]) => Promise<void>;
  readonly versions: FunctionVersions;
}

interface StackState {
  status: string | undefined;
  resources: StackResources | undefined;
  modified: string;
}

export function createStack(parts: StackParts) {
  const state: StackState = { status: undefined, resources: undefined, modified: '' };
  const events: string[] = [];

  function enter(status: string): void {
    state.status = status;
    events.unshift(status);
  }

  function change(verb: 'CREATE' | 'UPDATE', template: string): void {
    const made = outputsOf(template, parts.outputs);
    const buckets = Object.entries(parts.outputs).filter(([name]) => name.endsWith('BucketName'));
    enter(`${verb}_IN_PROGRESS`);
    setTimeout(async () => {
      await parts.makeBuckets(verb === 'CREATE' ? [parts.deploymentBucket] : buckets.map(([, name]) => name));
      if (!parts.versions.update(template)) return enter('UPDATE_ROLLBACK_COMPLETE');
      state.resources = { template, outputs: made };
      if (verb === 'UPDATE') state.modified = new Date().toISOString();
      enter(`${verb}_COMPLETE`);
    }, parts.stackMs);
  }

  return {
    operations: { ...descriptionsOf(state, events, parts), ...changesOf(state, change, parts) },
    /** What the stack is made of now, undefined before it is. */
    live: () => state.resources,
    /** The names of its functions. */
    functions: () =>
      Object.values(resourcesIn(state)).flatMap(({ Type, Properties }) =>
        Type === 'AWS::Lambda::Function' ? [String(Properties?.['FunctionName'])] : [],
      ),
    /** When its functions were changed last, '' before that. */
    lastModified: () => state.modified,
    setStatus: (status: string) => {
      state.status = status;
    },
  };
}

function descriptionsOf(
  state: StackState,
  events: readonly string[],
  { deploymentBucket, versions }: StackParts,
): QueryOperations {
  return {
    DescribeStacks(form) {
      const name = stackNameIn(form);
      if (!state.status) throw awsError('ValidationError', `Stack with id ${name} does not exist`);
      const made = Object.entries(state.resources?.outputs ?? {});
      const member = made.map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue }));
      const about = { StackId: idOf(name), StackName: name, CreationTime: CREATED, StackStatus: state.status };
      return { Stacks: { member: { ...about, Outputs: { member } } } };
    },
    DescribeStackEvents: (form) => ({ StackEvents: { member: eventMembers(stackNameIn(form), events) } }),
    ListStackResources: (form) => versions.summaries(form['NextToken']),
    ListExports: () => ({ Exports: '' }),
    ValidateTemplate: () => ({ Parameters: '' }),
    DescribeStackResource(form) {
      const [name, LogicalResourceId = ''] = [stackNameIn(form), form['LogicalResourceId']];
      if (!state.status) throw awsError('ValidationError', `Stack '${name}' does not exist`);
      const { Type = '', Properties = {} } = resourcesIn(state)[LogicalResourceId] ?? {};
      if (Type === '') throw awsError('ValidationError', `Resource ${LogicalResourceId} does not exist for stack ${name}`);
      return {
        StackResourceDetail: {
          StackName: name,
          LogicalResourceId,
          // The only bucket that is asked for, and functions.
          PhysicalResourceId: Type === 'AWS::S3::Bucket' ? deploymentBucket : String(Properties['FunctionName']),
          ResourceType: Type,
          LastUpdatedTimestamp: CREATED,
          ResourceStatus: 'CREATE_COMPLETE',
        },
      };
    },
  };
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

function resourcesIn({ resources }: StackState): Readonly<Record<string, TemplateResource>> {
  return (JSON.parse(resources?.template || '{}') as { Resources?: Record<string, TemplateResource> }).Resources ?? {};
}

type Change = (verb: 'CREATE' | 'UPDATE', template: string) => void;

function changesOf(state: StackState, change: Change, { read }: StackParts): QueryOperations {
  function refuseWhileChanging(name: string): void {
    if (state.status?.endsWith('_IN_PROGRESS'))
      throw awsError('ValidationError', `Stack:${name} is in ${state.status} state and can not be updated.`);
  }
  return {
    CreateStack(form) {
      const name = stackNameIn(form);
      refuseWhileChanging(name);
      if (state.status) throw awsError('AlreadyExistsException', `Stack [${name}] already exists`);
      change('CREATE', form['TemplateBody'] ?? '');
      return { StackId: idOf(name) };
    },
    async UpdateStack(form) {
      const name = stackNameIn(form);
      refuseWhileChanging(name);
      const [, bucket = '', key = ''] = /^https:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(form['TemplateURL'] ?? '') ?? [];
      const template = await read(bucket, key);
      if (template === state.resources?.template) throw awsError('ValidationError', 'No updates are to be performed.');
      change('UPDATE', template);
      return { StackId: idOf(name) };
    },
  };
}

/** An output that is not a text refers to a resource: the test says what it is. */
function outputsOf(template: string, known: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { Outputs = {} } = JSON.parse(template) as { Outputs?: Record<string, { Value: unknown }> };
  const entries = Object.entries(Outputs).map(([name, { Value }]) => [
    name,
    typeof Value === 'string' ? Value : (known[name] ?? `value of ${name}`),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function eventMembers(name: string, events: readonly string[]) {
  return events.map((status, index) => ({
    StackId: idOf(name),
    EventId: `e${events.length - index}`,
    StackName: name,
    LogicalResourceId: name,
    ResourceType: 'AWS::CloudFormation::Stack',
    Timestamp: CREATED,
    ResourceStatus: status,
  }));
}

/** Events are asked for by the stack's id, which ends in its name here. */
function stackNameIn({ StackName = '' }: Readonly<Record<string, string>>): string {
  return StackName.replace(/^arn:.*:stack\/([^/]+)\/.*$/, '$1');
}

function idOf(name: string): string {
  return `arn:aws:cloudformation:us-east-1:${ACCOUNT}:stack/${name}/1`;
}
