// Takes a stage down. Every step looks at what is there first, so it may be stopped anywhere and run again, until nothing is left but
// what is kept on purpose: the signing keys, and the pictures and photos with their encryption key unless they are to go as well.

import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { DeleteSecretCommand } from '@aws-sdk/client-secrets-manager';
import { step } from '../../../cli/terminal/steps.ts';
import { readService } from '../../package/serverless-yml.ts';
import type { DeployClients } from '../account/clients.ts';
import { describeSecret } from '../account/key-secrets.ts';
import { DeployError } from '../deploy-error.ts';
import { EDGE_REGIONS, removeLogGroups } from '../log-groups.ts';
import { emptyBucket, removeBucket } from './remove-bucket.ts';
import { refuseChangingStack, removeStack } from './remove-stack.ts';
import { bucketsOf, findStageParts, type StageBucket, type StageParts } from './stage-parts.ts';

export interface RemoveOptions {
  readonly stage: string;
  /** The stack's name, typed by who means it. */
  readonly confirm: string | undefined;
  readonly withPictures: boolean;
}

export interface RemoveParts {
  readonly project: string;
  readonly clientsFor: (region: string) => DeployClients;
  readonly print: (line: string) => void;
  /** Between two looks at the stack. */
  readonly pauseMs: number;
}

/** A page key opens card pages of this stage alone, so it goes; a new deployment takes it back within this time. */
const PAGE_KEY_DAYS = 7;

/** Go only where it is asked for: no one draws an old design's pictures again, and of photos the sources are gone. */
const KEPT: readonly StageBucket['kind'][] = ['pictures', 'photos'];

export async function runRemove(options: RemoveOptions, parts: RemoveParts): Promise<void> {
  const { stage, confirm, withPictures } = options;
  const { clientsFor, print, pauseMs } = parts;
  const { service, region } = await readService(parts.project);
  const clients = clientsFor(region);
  const name = `${service}-${stage}`;
  const found = await findStageParts(clients, name);
  for (const line of planOf(name, found, withPictures)) print(line);
  if (confirm !== name) throw notConfirmed(confirm, name);

  if (found.stackId) await refuseChangingStack(clients.cloudFormation, found.stackId);
  // CloudFormation cannot delete a bucket that holds files, and this one is the stack's own.
  for (const bucket of bucketsIn(found, ['zips'])) await step(`  Emptying ${bucket}`, () => emptyBucket(clients.s3, bucket));
  if (found.stackId) {
    await removeStack(clients.cloudFormation, found.stackId, pauseMs);
    print('  The stack is gone.');
  }
  const kinds: StageBucket['kind'][] = [
    'zips',
    'card site',
    'logs',
    'prerender requests',
    'inbox of photos',
    ...(withPictures ? KEPT : []),
  ];
  // Again: the bucket of zips goes with the stack.
  for (const bucket of bucketsIn({ buckets: await bucketsOf(clients, name) }, kinds)) {
    const versions = await step(`  Emptying and deleting ${bucket}`, () => removeBucket(clients.s3, bucket), { keep: true });
    print(`  ${bucket}: deleted, with ${versions.toLocaleString('en')} versions of objects.`);
  }
  await removePageKeys(clients, `${service}/${stage}/page-keys`, print);
  const logs = { clientFor: clients.logsIn, regions: [region, ...EDGE_REGIONS] };
  for (const warning of await removeLogGroups(`/${service}/${stage}`, logs)) print(`  ${warning}`);
  const waiting = await removeFunctions(clients, found.functions, print);
  for (const line of whatRemains({ service, region, stage, name }, found, withPictures)) print(line);
  if (waiting.length > 0)
    throw new DeployError(
      `CloudFront still has copies of ${waiting.join(' and ')}. AWS removes them within hours; the functions cost nothing meanwhile, and block no new deployment. Run the same command again later, and they are deleted; not if the stage has been set up again by then, for that would go as well.`,
    );
  print(
    `\nThe stage ${stage} is taken down. \`npm run deploy -- --stage ${stage}\` sets it up again, with the same signing keys.`,
  );
}

function notConfirmed(confirm: string | undefined, name: string): DeployError {
  const other = confirm === undefined ? '' : `--confirm ${confirm} names another stack. `;
  return new DeployError(`${other}Nothing has been removed. If you mean it, run it again with --confirm ${name}.`);
}

function bucketsIn({ buckets }: Pick<StageParts, 'buckets'>, kinds: readonly StageBucket['kind'][]): readonly string[] {
  return buckets.flatMap(({ name, kind }) => (kinds.includes(kind) ? [name] : []));
}

function planOf(name: string, { stackId, buckets, functions }: StageParts, withPictures: boolean): readonly string[] {
  const gone = buckets.filter(({ kind }) => withPictures || !KEPT.includes(kind));
  const kept = buckets.filter((bucket) => !gone.includes(bucket));
  const lines = [
    ...(stackId
      ? [`the stack ${name}, with both distributions: every address of its cards answers nothing any more (10 to 30 minutes)`]
      : []),
    ...gone.map((bucket) => `the bucket ${bucket.name} (${bucket.kind}), with every version of its objects`),
    ...functions.map((one) => `the function ${one}, as soon as AWS has removed its copies at the edge (some hours)`),
    'the page keys and the log groups of the stage, in every Region',
  ];
  const isThere = stackId !== undefined || buckets.length + functions.length > 0;
  return [
    ...(isThere ? [] : [`No stack is called ${name}, and no bucket or edge function is left of one: is the stage's name right?`]),
    `This would be removed, for good:`,
    ...lines.map((line) => `- ${line}`),
    `Kept: the signing keys${kept.map((bucket) => `, the bucket ${bucket.name} (${bucket.kind}) and the key that encrypts it`).join('')}.`,
  ];
}

async function removePageKeys({ secrets }: DeployClients, name: string, print: (line: string) => void): Promise<void> {
  // One that is to be deleted already cannot be deleted again, and a removal is run twice as a rule.
  const about = await describeSecret(secrets, name);
  if (about === undefined || about.DeletedDate !== undefined) return;
  await secrets.send(new DeleteSecretCommand({ SecretId: name, RecoveryWindowInDays: PAGE_KEY_DAYS }));
  print(`  ${name}: deleted in ${PAGE_KEY_DAYS} days, unless a deployment of the stage takes it back.`);
}

/** Gives those of which CloudFront still has copies. */
async function removeFunctions(
  { lambda }: DeployClients,
  functions: readonly string[],
  print: (line: string) => void,
): Promise<readonly string[]> {
  const waiting: string[] = [];
  for (const name of functions) {
    try {
      await lambda.send(new DeleteFunctionCommand({ FunctionName: name }));
      print(`  ${name}: deleted.`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      // Lambda has no code of its own for copies at the edge.
      if (error.name === 'InvalidParameterValueException' && /replicated function/.test(error.message)) waiting.push(name);
      else if (error.name !== 'ResourceNotFoundException') throw error;
    }
  }
  return waiting;
}

interface Names {
  readonly region: string;
  readonly service: string;
  readonly stage: string;
  readonly name: string;
}

function whatRemains({ service, region, stage, name }: Names, found: StageParts, withPictures: boolean): readonly string[] {
  const kept = withPictures ? [] : found.buckets.filter(({ kind }) => KEPT.includes(kind));
  const key = found.keyId ? ` --key-id ${found.keyId}` : ` --key-id ID (its tags are app=${service}, stage=${stage})`;
  return [
    '',
    'What remains, and how to delete it:',
    `- the signing keys (one secret a month): aws secretsmanager delete-secret --region ${region} --secret-id ${service}/${stage}/signing-keys. Then every signed address is worth nothing, for good.`,
    ...kept.map(
      (bucket) => `- the ${bucket.kind} in ${bucket.name} (S3's price for storage): the same command with --with-pictures.`,
    ),
    `- the key that encrypts the pictures and photos, where there was one (one KMS key a month): aws kms schedule-key-deletion --region ${region}${key}. Nothing can read them afterwards.`,
    `- what people made by hand: DNS records, a certificate of one's own, the stack edgecard-deploy-${stage}, the environment ${stage} in GitHub, the block ${stage} in serverless.yml. (${name} itself is gone.)`,
  ];
}
