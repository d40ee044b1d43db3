// A deployment, step by step. The order is what keeps old cards alive: nothing is shown before what it refers to is there, and
// nothing that was shown is taken away. Packs and assets have their hash in their names, so that old and new lie side by side.
// Every step looks at what is there first, so a deployment that was stopped anywhere is finished by running it again.
import { randomUUID } from 'node:crypto';
import { createInvalidation } from '../../cli/aws/create-invalidation.ts';
import { parameterIn, readParameters } from '../package/parameters.ts';
import { readService } from '../package/serverless-yml.ts';
import type { DeployClients } from './account/clients.ts';
import { prepare } from './account/prepare.ts';
import { commitLabel, currentCommit } from './commit.ts';
import { DeployError } from './deploy-error.ts';
import { deployPackage } from './deploy-package.ts';
import { invalidate, pathsToInvalidate } from './invalidation.ts';
import { keepLogGroups } from './log-groups.ts';
import { nextSteps } from './next-steps.ts';
import { type DeployOptions, withParameters } from './options.ts';
import { type Packaged, readPackaged } from './packaged.ts';
import { printPlan } from './plan.ts';
import { begin, type DeploymentRecord, formerVersions, readRecord, writeRecord } from './record.ts';
import { howToRollBack } from './rollback.ts';
import { smokeTest } from './smoke/smoke-test.ts';
import { originOf, type StackOutputs, waitForStack } from './stack.ts';
import { stackFailure } from './stack-failures.ts';
import { pendingIn, put, uploadUnseen } from './uploads.ts';

export interface DeployParts {
  /** The folder that holds serverless.yml. */
  readonly project: string;
  /** Leaves .serverless/ and dist/upload/ behind. */
  readonly packageProject: (args: readonly string[]) => Promise<void>;
  readonly clientsFor: (region: string) => DeployClients;
  readonly print: (line: string) => void;
  /** Between two looks at the stack, and between two attempts of the smoke test. */
  readonly pauseMs: number;
}

/** How often the smoke test asks an address. With the pause of deploy.ts that is five minutes, for CloudFront to forget old functions. */
const MAX_SMOKE_ATTEMPTS = 30;
const MAX_SMOKE_MS = 5 * 60_000;

export async function runDeploy(asked: DeployOptions, parts: DeployParts): Promise<void> {
  const { project, packageProject, clientsFor, print, pauseMs } = parts;
  print('1 of 8: the account');
  const { service, region } = await readService(project);
  const clients = clientsFor(region);
  const commit = await currentCommit(project);
  const { stage, dryRun } = asked;
  const written = await readParameters(project);
  const parameter = (name: string) => parameterIn(written, asked, name);
  const prepared = await prepare(clients, { service, region, stage, parameter, dryRun, commit, pauseMs, print });
  const options = withParameters(asked, prepared.parameters);

  print('2 of 8: build and package');
  await packageProject(options.forPackage);
  const packaged = await readPackaged(project);
  const stack = () => waitForStack(clients.cloudFormation, packaged.stackName, { pauseMs, print });

  const found = await stack();
  const before = found?.outputs;
  if (dryRun) return printPlan(packaged, before, clients.s3, print);

  print('3 of 8: packs, assets and pages of designs, which nothing refers to yet');
  if (before) await uploadUnseen(packaged, before, clients.s3, print);
  else print('  The stack has no buckets yet, so they follow after it.');

  print(`4 of 8: the stack ${packaged.stackName}`);
  if (before) await recordStart(packaged, before, clients);
  // Otherwise osls takes the zips of the update that failed for those that are deployed.
  const since = new Date();
  const forOsls = found?.rolledBack ? [...options.forOsls, '--force'] : options.forOsls;
  const failure = await deployPackage(project, forOsls, options.verbose);
  if (failure !== undefined) throw await stackFailure(clients.cloudFormation, { stackName: packaged.stackName, failure, since });
  const made = await stack();
  const after = made?.outputs;
  if (made?.rolledBack) throw await stackFailure(clients.cloudFormation, { stackName: packaged.stackName, failure: '', since });
  if (!after) throw new DeployError(`The stack ${packaged.stackName} has no outputs. Has it been deleted meanwhile?`);
  if (!before) {
    await uploadUnseen(packaged, after, clients.s3, print);
    await recordStart(packaged, after, clients);
  }
  const logs = { clientFor: clients.logsIn };
  const warnings = packaged.logDays ? await keepLogGroups(`/edgecard/${stage}`, packaged.logDays, logs) : [];
  for (const warning of warnings) print(`  ${warning}`);
  await finish(
    { packaged, outputs: after, commit, stage, signingKey: prepared.keys.signing?.keys[0], parameter },
    clients,
    parts,
  );
}

interface Deployed {
  readonly packaged: Packaged;
  readonly outputs: StackOutputs;
  readonly commit: string;
  readonly stage: string;
  readonly signingKey: string | undefined;
  readonly parameter: (name: string) => string | undefined;
}

/** What comes after the stack. */
async function finish(deployed: Deployed, clients: DeployClients, parts: DeployParts): Promise<void> {
  const { packaged, outputs, commit, stage, signingKey, parameter } = deployed;
  const { print, pauseMs } = parts;
  print('5 of 8: the page without a version');
  await put(await pendingIn(packaged, outputs, clients.s3, ['after the stack']), clients.s3, print);

  print("6 of 8: former designs out of CloudFront's cache");
  const place = { s3: clients.s3, bucketName: outputs.CardSiteBucketName };
  const record = await readRecord(place);
  await invalidateFormer(packaged, record, outputs, clients, print);

  print('7 of 8: the record of this deployment');
  const { designVersions } = packaged;
  await writeRecord(place, { live: { commit, at: new Date().toISOString(), designVersions }, begun: [] });

  print('8 of 8: smoke test');
  const [pictures, cardSite] = [originOf(outputs.PictureDomain), originOf(outputs.CardSiteDomain)];
  const problems = await smokeTest({
    pictures,
    cardSite,
    running: { commit: commitLabel(commit) ?? 'unknown', bundle: packaged.bundle },
    signingKey,
    former: formerVersions(record, designVersions),
    async forget(path) {
      await createInvalidation(clients.cloudFront, outputs.CloudFrontDistribution, [path], `edgecard-smoke-${randomUUID()}`);
    },
    attempts: MAX_SMOKE_ATTEMPTS,
    maxMs: MAX_SMOKE_MS,
    pauseMs,
    print,
  });
  const rollback = howToRollBack(record.live?.commit, commit, stage);
  if (problems.length > 0) {
    throw new DeployError(`Deployed, but the smoke test failed:\n${problems.map((one) => `- ${one}`).join('\n')}\n\n${rollback}`);
  }
  const steps = nextSteps({ stage, pictureDomain: outputs.PictureDomain, parameter, first: record.live === undefined });
  print([`\nDeployed. Pictures: ${pictures}`, ...steps, rollback].join('\n'));
}

/** Before the stack shows the new designs, so that the deployment that finishes knows which designs may have been cached. */
async function recordStart({ designVersions }: Packaged, outputs: StackOutputs, { s3 }: DeployClients): Promise<void> {
  const place = { s3, bucketName: outputs.CardSiteBucketName };
  const record = await readRecord(place);
  const begun = begin(record, designVersions);
  if (begun !== record) await writeRecord(place, begun);
}

/** After the page, so that what leaves the cache can be drawn again. */
async function invalidateFormer(
  { designVersions }: Packaged,
  record: DeploymentRecord,
  outputs: StackOutputs,
  { cloudFront }: DeployClients,
  print: DeployParts['print'],
): Promise<void> {
  const paths = pathsToInvalidate(record, designVersions);
  if (paths.length === 0) {
    print('  No design has changed.');
    return;
  }
  const id = await invalidate(cloudFront, outputs.CloudFrontDistribution, paths, record);
  print(`  Invalidation ${id}: ${paths.join(' ')}`);
}
