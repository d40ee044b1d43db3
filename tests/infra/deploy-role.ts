// infra/deploy-role.json as IAM sees it, for the stage prod in an account: its statements with their resources written out.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../project-path.ts';

export const ACCOUNT = '123456789012';

const VALUES: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::AccountId': '123456789012',
  Stage: 'prod',
  RoleBoundary: 'arn:aws:iam::123456789012:policy/edgecard-prod-boundary',
};

/** Those of the role, and the boundary of the roles that it makes. */
export const POLICIES = [
  'DeployCalls',
  'StackStorage',
  'StackRights',
  'StackEdge',
  'StackWatching',
  'StackLogging',
  'RoleBoundary',
] as const;
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/edgecard-prod-boundary`;
/** What IAM takes in one managed policy, white space not counted: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
export const MAX_POLICY_CHARACTERS = 6144;

export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export const template = JSON.parse(readFileSync(projectPath('infra/deploy-role.json'), 'utf8')) as {
  readonly Metadata: { readonly Reasons: Readonly<Record<string, string>> };
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>>;
};

export function statementsOf(policy: (typeof POLICIES)[number]): readonly Statement[] {
  const { PolicyDocument } = template.Resources[policy]?.Properties ?? {};
  return (writtenOut(PolicyDocument) as { Statement: readonly Statement[] }).Statement; // an IAM policy, by the template's type
}

/** For a stage with the longest name that there may be. */
export function policyCharacters(policy: (typeof POLICIES)[number]): number {
  return JSON.stringify({ Version: '2012-10-17', Statement: statementsOf(policy) }).replaceAll('prod', 's'.repeat(15)).length;
}

export function resourcesOf({ Resource }: Statement): readonly string[] {
  return typeof Resource === 'string' ? [Resource] : Resource;
}

/** Whether a statement speaks of this action on this resource. Conditions are for the test to look at. */
export function covers(statement: Statement, action: string, arn: string): boolean {
  return statement.Action.some((one) => isLike(one, action)) && resourcesOf(statement).some((one) => isLike(one, arn));
}

/** IAM's wildcards. It takes upper and lower case in actions for the same, and ours differ in more than that. */
export function isLike(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

/** Fn::Sub by the values above. */
function writtenOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writtenOut);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, inner] = []] = Object.entries(value);
  if (name === 'Ref') return VALUES[String(inner)] ?? value;
  if (name === 'Fn::Sub') return String(inner).replace(/\$\{([^}]+)\}/g, (_, key: string) => VALUES[key] ?? `\${${key}}`);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, writtenOut(one)]));
}
