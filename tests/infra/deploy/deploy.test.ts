// The whole deployment in processes of its own: the script and the real osls, against a double of AWS that outlives them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { RECORD_KEY } from '../../../tools/deploy/record.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { type AwsCall, type AwsDouble, DEPLOYMENT_BUCKET, openAws } from '../../tools/deploy/aws-double.ts';
import { openLiveSite } from '../../tools/deploy/live-site.ts';
import { ACCOUNT, covers, statementsOf } from '../deploy-role.ts';
import { DESIGNS_OUTPUT, type Edition, openSmallProject, PACK_OUTPUT } from './small-project.ts';

// As CloudFormation makes names up: stack, logical id, something.
const PICTURES = 'edgecard-prod-picturebucket-1a2b3c';
const SITE = 'edgecard-prod-cardsitebucket-1a2b3c';
const DISTRIBUTION = 'E123';
const NEW_SCORE = 'fedcba987654';
/** What happens on AWS; all else is asked only. */
const CHANGES =
  /^(s3:PutObject|s3:DeleteObject|s3:CreateBucket|cloudformation:(Create|Update)Stack|cloudfront:CreateInvalidation)$/;

let small: Awaited<ReturnType<typeof openSmallProject>>;
let live: Awaited<ReturnType<typeof openLiveSite>>;
let former: Edition;
let next: Edition;

beforeAll(async () => {
  small = await openSmallProject();
  live = await openLiveSite();
  former = await small.edition('former', {});
  next = await small.edition('next', { score: NEW_SCORE });
}, 120_000);
afterAll(async () => {
  await live.close();
  await small.close();
});

const open: AwsDouble[] = [];
afterEach(async () => {
  for (const aws of open.splice(0)) await aws.close();
});

/** An account on which nothing is. */
async function openAccount(): Promise<AwsDouble> {
  const domain = (origin: string) => origin.replace('http://', '');
  const aws = await openAws({
    outputs: {
      PictureBucketName: PICTURES,
      CardSiteBucketName: SITE,
      PictureDomain: domain(live.pictures),
      CardSiteDomain: domain(live.cardSite),
      CloudFrontDistribution: DISTRIBUTION,
    },
    stackMs: 200,
  });
  open.push(aws);
  return aws;
}

/** Deploys until it ends, or until it has made the change after which it and all its children are killed. */
async function deploy(aws: AwsDouble, edition: Edition, { killAfter, more = [] }: { killAfter?: RegExp; more?: string[] } = {}) {
  await small.empty();
  const from = aws.calls.length;
  const script = join(import.meta.dirname, 'deploy-small-project.ts');
  const child = spawn(process.execPath, [script, small.project, edition.packaged, '--stage', 'prod', ...more], {
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

/** Changes as `action resource`; the folder of osls' files is called after the time. */
function changesOf(calls: readonly AwsCall[]): readonly string[] {
  return calls
    .filter(({ action }) => CHANGES.test(action))
    .map(({ action, resource }) => `${action} ${resource.replace(/\/\d+-[^/]+Z\//, '/TIME/')}`);
}

/** What is missing of all that the live stack, its pages, their assets and the former edition need. */
async function brokenReferences(aws: AwsDouble): Promise<readonly string[]> {
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

const put = (bucket: string, key: string) => `s3:PutObject ${bucket}/${key}`;
const pagesOf = ({ designVersions }: Edition) =>
  Object.values(designVersions)
    .map((version) => put(SITE, `pages/${version}.html`))
    .sort();

describe('a deployment on an empty account', () => {
  test('makes the stack, whose buckets it needs, and then brings everything there, the page last', async () => {
    const aws = await openAccount();
    const { code, output, changes } = await deploy(aws, former);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    const osls = (name: string) => put(DEPLOYMENT_BUCKET, `serverless/edgecard/prod/TIME/${name}`);
    expect(changes[0]).toBe('cloudformation:CreateStack edgecard-prod');
    expect([...changes].slice(1, 4).sort()).toEqual(
      [osls('compiled-cloudformation-template.json'), osls('originResponse.zip'), osls('serverless-state.json')].sort(),
    );
    expect(changes[4]).toBe('cloudformation:UpdateStack edgecard-prod');
    expect([...changes].slice(5, 9).sort()).toEqual(
      [...former.assets.map((key) => put(SITE, key)), put(PICTURES, former.pack), put(PICTURES, 'robots.txt')].sort(),
    );
    const pages = pagesOf(former);
    expect([...changes].slice(9, 9 + pages.length).sort()).toEqual(pages);
    expect(changes.slice(9 + pages.length)).toEqual([
      put(SITE, RECORD_KEY),
      put(SITE, 'index.html'),
      `cloudfront:CreateInvalidation ${DISTRIBUTION}`,
      put(SITE, RECORD_KEY),
    ]);
    expect(output).toContain('Deployed.');
  }, 60_000);

  test.each([/CreateStack/, /originResponse\.zip/, /UpdateStack/, /assets\//, /index\.html/])(
    'that was killed after %s is finished by running it again',
    async (killAfter) => {
      const aws = await openAccount();
      expect(await deploy(aws, former, { killAfter })).toMatchObject({ signal: 'SIGKILL' });
      expect(await deploy(aws, former)).toMatchObject({ code: 0, output: expect.stringContaining('Deployed.') });
      expect(await brokenReferences(aws)).toEqual([]);
    },
    60_000,
  );
});

describe('a deployment of a new edition', () => {
  test('brings what nothing refers to yet, then the stack, then the page, and empties the cache of one design', async () => {
    const aws = await openAccount();
    await deploy(aws, former);
    const { code, output, changes } = await deploy(aws, next);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    // The second asset and robots.txt are the same, so they are not sent again.
    expect([...changes].slice(0, 2).sort()).toEqual([put(PICTURES, next.pack), put(SITE, next.assets[0] ?? '')].sort());
    // They name the new asset, so they come after it, all of them: each draws any card.
    const pages = pagesOf(next);
    expect([...changes].slice(2, 2 + pages.length).sort()).toEqual(pages);
    expect(changes[2 + pages.length]).toBe(put(SITE, RECORD_KEY));
    expect(changes.slice(6 + pages.length)).toEqual([
      'cloudformation:UpdateStack edgecard-prod',
      put(SITE, 'index.html'),
      `cloudfront:CreateInvalidation ${DISTRIBUTION}`,
      put(SITE, RECORD_KEY),
    ]);
    expect([...aws.invalidations.values()].at(-1)?.paths).toEqual([`#score-${DESIGN_VERSIONS.score}`]);
    expect(output).toContain('To roll back');
  }, 60_000);

  test('that is run again changes nothing but the record', async () => {
    const aws = await openAccount();
    await deploy(aws, former);
    const { code, changes } = await deploy(aws, former);
    expect(code).toBe(0);
    expect(changes.filter((change) => !change.includes(DEPLOYMENT_BUCKET))).toEqual([
      put(SITE, RECORD_KEY), // it has begun
      put(SITE, RECORD_KEY), // it has ended
    ]);
  }, 60_000);

  const steps = [
    ['a pack', /PutObject \S+\/packs\//],
    ['an asset', /PutObject \S+\/assets\//],
    ['a page of a design', /PutObject \S+\/pages\//],
    ['the beginning was noted', /PutObject \S+\/deployment\.json/],
    ['the zip', /originResponse\.zip/],
    ['the update of the stack began', /UpdateStack/],
    ['the page without a version', /PutObject \S+\/index\.html/],
    ['the invalidation', /CreateInvalidation/],
  ] as const;
  test.each(steps)(
    'that was killed after %s leaves old cards alive, and is finished by running it again',
    async (_name, killAfter) => {
      const aws = await openAccount();
      await deploy(aws, former);
      const killed = await deploy(aws, next, { killAfter });
      expect(killed.signal).toBe('SIGKILL');
      expect(await brokenReferences(aws)).toEqual([]);
      const again = await deploy(aws, next);
      expect({ code: again.code, output: again.code === 0 ? '' : again.output }).toEqual({ code: 0, output: '' });
      expect(await brokenReferences(aws)).toEqual([]);
      expect(await aws.read(SITE, 'index.html')).toContain('index-next.js');
      expect(aws.stack.live()?.outputs[PACK_OUTPUT]).toBe(next.pack);
      const record = JSON.parse(await aws.read(SITE, RECORD_KEY));
      expect(record).toMatchObject({ live: { designVersions: next.designVersions }, begun: [] });
      // What costs money was done once: objects of the two buckets, and the invalidation. The record is written more often.
      const costly = [...killed.changes, ...again.changes].filter(
        (change) => /(picture|cardsite)bucket/.test(change) && !change.endsWith(RECORD_KEY),
      );
      expect(new Set(costly).size).toBe(costly.length);
      expect([...aws.invalidations.values()].slice(1).map(({ paths }) => paths)).toEqual([[`#score-${DESIGN_VERSIONS.score}`]]);
    },
    90_000,
  );

  test('after one that was given up empties the cache of the designs of both', async () => {
    const aws = await openAccount();
    await deploy(aws, former);
    await deploy(aws, next, { killAfter: /PutObject \S+\/index\.html/ });
    const { code } = await deploy(aws, former);
    expect(code).toBe(0);
    expect([...aws.invalidations.values()].at(-1)?.paths).toEqual([`#score-${NEW_SCORE}`]);
  }, 60_000);
});

describe('the role of infra/deploy-role.json', () => {
  /**
   * Not to be seen here: S3 asks for the keys itself, osls deletes from the sixth deployment on, and the zip of this small project
   * travels in one part.
   */
  const unseen = ['kms:Decrypt', 'kms:GenerateDataKey', 's3:AbortMultipartUpload', 's3:DeleteObject'];

  test('allows what a deployment calls, and no more', async () => {
    const aws = await openAccount();
    const { calls: first } = await deploy(aws, former);
    const { calls: second } = await deploy(aws, next);
    const statements = statementsOf('DeployCalls');
    const used = new Set<string>();
    const refused = [...first, ...second].filter(({ action, resource }) => {
      const covering = statements.filter((statement) => covers(statement, action, arnOf(action, resource)));
      for (const { Sid } of covering) used.add(`${Sid} ${action}`);
      return covering.length === 0;
    });
    expect(refused).toEqual([]);
    const granted = statements.flatMap(({ Sid, Action }) => Action.map((action) => `${Sid} ${action}`));
    expect(granted.filter((one) => !used.has(one) && !unseen.includes(one.split(' ')[1] ?? ''))).toEqual([]);
  }, 60_000);
});

/** As IAM would write the resource of a call. */
function arnOf(action: string, resource: string): string {
  const account = `us-east-1:${ACCOUNT}`;
  if (resource.startsWith('arn:')) return resource;
  if (action.startsWith('s3:')) return `arn:aws:s3:::${resource}`;
  if (action.startsWith('cloudfront:')) return `arn:aws:cloudfront::${ACCOUNT}:distribution/${resource}`;
  if (action.startsWith('lambda:')) return `arn:aws:lambda:${account}:function:${resource}`;
  return `arn:aws:cloudformation:${account}:stack/${resource}/1`;
}

describe('a dry run', () => {
  test('changes nothing and tells what would happen', async () => {
    const aws = await openAccount();
    await deploy(aws, former);
    const { code, output, changes } = await deploy(aws, next, { more: ['--dry-run'] });
    expect([code, changes]).toEqual([0, []]);
    expect(output).toContain(next.pack);
    expect(output).toContain(`#score-${DESIGN_VERSIONS.score}`);
  }, 60_000);

  test('on an empty account says that the buckets come first', async () => {
    const aws = await openAccount();
    const { code, output, changes } = await deploy(aws, former, { more: ['--dry-run'] });
    expect([code, changes]).toEqual([0, []]);
    expect(output).toContain('whose buckets are not there yet');
  }, 60_000);
});

describe('a deployment that cannot go on', () => {
  test('says what a person has to do about a stack that is stuck', async () => {
    const aws = await openAccount();
    await deploy(aws, former);
    aws.stack.setStatus('UPDATE_ROLLBACK_FAILED');
    const { code, output, changes } = await deploy(aws, next);
    expect([code, changes]).toEqual([1, []]);
    expect(output).toContain('continue-update-rollback');
  }, 60_000);
});
