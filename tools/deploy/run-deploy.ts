// A deployment, step by step. The order is what keeps old cards alive: nothing is shown before what it refers to is there, and
// nothing that was shown is taken away. Packs and assets have their hash in their names, so that old and new lie side by side.
// Every step looks at what is there first, so a deployment that was stopped anywhere is finished by running it again.
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import type { S3Client } from '@aws-sdk/client-s3';
import { currentCommit } from './commit.ts';
import { DeployError } from './deploy-error.ts';
import { deployPackage } from './deploy-package.ts';
import { invalidate, pathsToInvalidate } from './invalidation.ts';
import type { DeployOptions } from './options.ts';
import { type Packaged, readPackaged, type UploadOrder } from './packaged.ts';
import { type PendingUpload, pendingUploads, putObjects } from './put-objects.ts';
import { begin, type DeploymentRecord, readRecord, writeRecord } from './record.ts';
import { howToRollBack } from './rollback.ts';
import { smokeTest } from './smoke-test.ts';
import { type StackOutputs, waitForStack } from './stack.ts';

export interface DeployClients {
  readonly cloudFormation: CloudFormationClient;
  readonly cloudFront: CloudFrontClient;
  readonly s3: S3Client;
}

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

/** What nothing that is live refers to, in this order. */
const UNREFERENCED: readonly UploadOrder[] = ['first', 'after assets'];

/** How often the smoke test asks. With the pause of deploy.ts that is two minutes. */
const MAX_SMOKE_ATTEMPTS = 12;

export async function runDeploy(options: DeployOptions, parts: DeployParts): Promise<void> {
  const { project, packageProject, clientsFor, print, pauseMs } = parts;
  print('1 of 7: build and package');
  await packageProject(options.forPackage);
  const packaged = await readPackaged(project);
  const clients = clientsFor(packaged.region);
  const stack = () => waitForStack(clients.cloudFormation, packaged.stackName, { pauseMs, print });

  const found = await stack();
  const before = found?.outputs;
  if (options.dryRun) return printPlan(packaged, before, clients, print);

  print('2 of 7: packs, assets and pages of designs, which nothing refers to yet');
  if (before) await uploadUnseen(packaged, before, clients, print);
  else print('  The stack has no buckets yet, so they follow after it.');

  print(`3 of 7: the stack ${packaged.stackName}`);
  if (before) await recordStart(packaged, before, clients);
  // Otherwise osls takes the zips of the update that failed for those that are deployed.
  await deployPackage(project, found?.rolledBack ? [...options.forOsls, '--force'] : options.forOsls, options.verbose);
  const made = await stack();
  const after = made?.outputs;
  if (made?.rolledBack)
    throw new DeployError(
      `CloudFormation has undone the update of ${packaged.stackName}; its events say why. What was deployed before goes on. Put it right and deploy again.`,
    );
  if (!after) throw new DeployError(`The stack ${packaged.stackName} has no outputs. Has it been deleted meanwhile?`);
  if (!before) {
    await uploadUnseen(packaged, after, clients, print);
    await recordStart(packaged, after, clients);
  }

  print('4 of 7: the page without a version');
  await put(await pendingIn(packaged, after, clients, ['after the stack']), clients.s3, print);

  print("5 of 7: former designs out of CloudFront's cache");
  const place = { s3: clients.s3, bucketName: after.CardSiteBucketName };
  const record = await readRecord(place);
  await invalidateFormer(packaged, record, after, clients, print);

  print('6 of 7: the record of this deployment');
  const commit = await currentCommit(project);
  const { designVersions } = packaged;
  await writeRecord(place, { live: { commit, at: new Date().toISOString(), designVersions }, begun: [] });

  print('7 of 7: smoke test');
  const [pictures, cardSite] = [originOf(after.PictureDomain), originOf(after.CardSiteDomain)];
  const problems = await smokeTest({ pictures, cardSite, attempts: MAX_SMOKE_ATTEMPTS, pauseMs, print });
  const rollback = howToRollBack(record.live?.commit, commit, options.stage);
  if (problems.length > 0) {
    throw new DeployError(`Deployed, but the smoke test failed:\n${problems.map((one) => `- ${one}`).join('\n')}\n\n${rollback}`);
  }
  print(`\nDeployed. Pictures: ${pictures}\n${rollback}`);
}

async function uploadUnseen(
  packaged: Packaged,
  outputs: StackOutputs,
  clients: DeployClients,
  print: DeployParts['print'],
): Promise<void> {
  for (const order of UNREFERENCED) await put(await pendingIn(packaged, outputs, clients, [order]), clients.s3, print);
}

async function put(pending: readonly PendingUpload[], s3: S3Client, print: DeployParts['print']): Promise<void> {
  await putObjects(s3, pending);
  print(pending.length === 0 ? '  All there.' : `  Uploaded: ${pending.map(({ key }) => key).join(', ')}`);
}

function pendingIn({ uploads }: Packaged, outputs: StackOutputs, { s3 }: DeployClients, orders: readonly UploadOrder[]) {
  const buckets = { pictures: outputs.PictureBucketName, cardSite: outputs.CardSiteBucketName };
  return pendingUploads(
    s3,
    buckets,
    uploads.filter(({ order }) => orders.includes(order)),
  );
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

/** What would happen, by the same questions that a deployment asks. */
async function printPlan(
  packaged: Packaged,
  outputs: StackOutputs | undefined,
  clients: DeployClients,
  print: DeployParts['print'],
): Promise<void> {
  print(`\nNothing has been changed. This would happen, in this order:`);
  const stack = `the stack ${packaged.stackName} with ${packaged.resources} resources`;
  if (!outputs) {
    print(`- make ${stack}, whose buckets are not there yet`);
    print(`- upload ${packaged.uploads.map(({ key }) => key).join(', ')}`);
    return;
  }
  const unseen = await pendingIn(packaged, outputs, clients, UNREFERENCED);
  const pages = await pendingIn(packaged, outputs, clients, ['after the stack']);
  const record = begin(await readRecord({ s3: clients.s3, bucketName: outputs.CardSiteBucketName }), packaged.designVersions);
  const paths = pathsToInvalidate(record, packaged.designVersions);
  const list = (items: readonly string[]) => (items.length === 0 ? 'nothing' : items.join(', '));
  print(`- upload ${list(unseen.map(({ key }) => key))}`);
  print(`- deploy ${stack}, unless template and zips are those that are deployed`);
  print(`- upload ${list(pages.map(({ key }) => key))}`);
  print(`- take out of CloudFront's cache: ${list(paths)}`);
  print(`- smoke test of ${originOf(outputs.PictureDomain)} and ${originOf(outputs.CardSiteDomain)}`);
}

/** Domains of CloudFront speak https; this machine's own, which the tests use, do not. */
function originOf(domain: string): string {
  return domain.startsWith('127.0.0.1:') ? `http://${domain}` : `https://${domain}`;
}
