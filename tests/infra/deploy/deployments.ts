// Deployments of a small project in processes of their own: the script and the real osls, against a double of AWS that outlives them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { type AwsCall, type DeploymentAccount, openDeploymentAccount } from '../../doubles/aws/deployment-account.ts';
import { openLiveSite } from '../../tools/deploy/smoke/live-site.ts';
import { DESIGNS_OUTPUT, type Edition, openSmallProject, PACK_OUTPUT } from './small-project.ts';

const SCRIPT = join(import.meta.dirname, 'deploy-small-project.ts');

// As CloudFormation makes names up: stack, logical id, something.
export const PICTURES = 'edgecard-prod-picturebucket-1a2b3c';
export const SITE = 'edgecard-prod-cardsitebucket-1a2b3c';
export const DISTRIBUTION = 'E123';
export const NEW_DESIGN = 'fedcba987654';

/** What happens on AWS; all else is asked only. */
const CHANGES =
  /^(s3:PutObject|s3:DeleteObject|s3:CreateBucket|cloudformation:(Create|Update)Stack|cloudfront:CreateInvalidation|secretsmanager:(Create|Restore|Put)\w+)$/;

type SmallProject = Awaited<ReturnType<typeof openSmallProject>>;
type LiveSite = Awaited<ReturnType<typeof openLiveSite>>;

interface Options {
  /** The change after which the deployment and all its children are killed. */
  readonly killAfter?: RegExp;
  readonly more?: readonly string[];
}

/** What the tests of a file share: a live site, and two editions of the project. */
export function sharedDeployments() {
  let small: SmallProject;
  let live: LiveSite;
  let former: Edition;
  let next: Edition;
  const open: DeploymentAccount[] = [];

  beforeAll(async () => {
    small = await openSmallProject();
    live = await openLiveSite();
    former = await small.edition('former', {});
    next = await small.edition('next', { default: NEW_DESIGN });
  }, 120_000);
  afterEach(async () => {
    for (const aws of open.splice(0)) await aws.close();
  });
  afterAll(async () => {
    await live.close();
    await small.close();
  });

  return {
    get former() {
      return former;
    },
    get next() {
      return next;
    },
    async openAccount() {
      const aws = await openEmptyAccount(live);
      live.empty();
      live.state.signingKeys = () => [aws.secrets.value('edgecard/prod/signing-keys') ?? ''];
      open.push(aws);
      return aws;
    },
    deploy: (aws: DeploymentAccount, edition: Edition, options?: Options) => deploy(small, aws, edition, options),
    brokenReferences: (aws: DeploymentAccount) => brokenReferences(aws, former),
  };
}

/** An account on which nothing is. */
function openEmptyAccount(live: LiveSite): Promise<DeploymentAccount> {
  const domain = (origin: string) => origin.replace('http://', '');
  return openDeploymentAccount({
    outputs: {
      PictureBucketName: PICTURES,
      CardSiteBucketName: SITE,
      PictureDomain: domain(live.pictures),
      CardSiteDomain: domain(live.cardSite),
      CloudFrontDistribution: DISTRIBUTION,
    },
    stackMs: 200,
    invalidated: (paths) => live.forget(paths),
  });
}

/** Deploys until it ends, or is killed. */
async function deploy(small: SmallProject, aws: DeploymentAccount, edition: Edition, { killAfter, more = [] }: Options = {}) {
  await small.empty(edition);
  const from = aws.calls.length;
  const child = spawn(process.execPath, [SCRIPT, small.project, edition.packaged, '--stage', 'prod', ...more], {
    detached: true, // a process group, so that osls dies with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...aws.environment, SLS_AWS_MONITORING_FREQUENCY: '50' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part));
  aws.watch.onCall = (call) => {
    if (!child.pid || !killAfter?.test(`${call.action} ${call.resource}`)) return;
    // Once: other calls of the dead are still on their way, and there is nobody left to be killed for them.
    aws.watch.onCall = undefined;
    process.kill(-child.pid, 'SIGKILL');
  };
  const [code, signal] = await once(child, 'close');
  aws.watch.onCall = undefined;
  const calls = aws.calls.slice(from);
  return { code, signal, output, calls, changes: changesOf(calls) };
}

/** What is missing of all that the live stack, its pages, their assets and the former edition need. */
async function brokenReferences(aws: DeploymentAccount, former: Edition): Promise<readonly string[]> {
  const pictures = await aws.keys(PICTURES);
  const site = await aws.keys(SITE);
  const outputs = aws.stack.live()?.outputs ?? {};
  // A function asks for the page of each design that it draws, or its card is the fallback picture.
  const designs = [outputs[DESIGNS_OUTPUT] ?? 'no designs', ...Object.values(former.designVersions)].join(' ').split(' ');
  const pages = ['index.html', ...designs.map((version) => `pages/${version}.html`)];
  const shown = await Promise.all(pages.filter((page) => site.includes(page)).map((page) => aws.read(SITE, page)));
  const assets = shown.flatMap((page) => [...page.matchAll(/assets\/[\w.-]+/g)].map(([asset]) => asset));
  const packs = [outputs[PACK_OUTPUT] ?? 'no pack', former.pack].filter((key) => !pictures.includes(key));
  return [...pages, ...assets, ...former.assets].filter((key) => !site.includes(key)).concat(packs);
}

/** Paths of the invalidations, without those of smoke tests. */
export function formerDesigns({ invalidations }: DeploymentAccount): readonly (readonly string[])[] {
  return [...invalidations.values()].map(({ paths }) => paths).filter(([path = '']) => /^(#|\/\*$)/.test(path));
}

/** Changes as `action resource`; the folder of osls' files is called after the time. */
function changesOf(calls: readonly AwsCall[]): readonly string[] {
  return calls
    .filter(({ action, resource }) => CHANGES.test(action) && !resource.endsWith(' one card'))
    .map(({ action, resource }) => `${action} ${resource.replace(/\/\d+-[^/]+Z\//, '/TIME/')}`);
}
