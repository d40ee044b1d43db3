// The whole deployment, step by step. tests/thorough/deploy kills it after each of them.
import { describe, expect, test } from '@jest/globals';
import { RECORD_KEY } from '../../../tools/deploy/record.ts';
import { DEPLOYMENT_BUCKET } from '../../doubles/aws/deployment-account.ts';
import { DISTRIBUTION, formerDesigns, NEW_DESIGN, PICTURES, SITE, sharedDeployments } from '../../infra/deploy/deployments.ts';
import type { Edition } from '../../infra/deploy/small-project.ts';
import { ACCOUNT, covers, statementsOf } from '../../infra/deploy-role.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';

const shared = sharedDeployments();
const { openAccount, deploy } = shared;

const put = (bucket: string, key: string) => `s3:PutObject ${bucket}/${key}`;
const pagesOf = ({ designVersions }: Edition) =>
  Object.values(designVersions)
    .map((version) => put(SITE, `pages/${version}.html`))
    .sort();

describe('a deployment on an empty account', () => {
  test('makes the stack, whose buckets it needs, and then brings everything there, the page last', async () => {
    const aws = await openAccount();
    const { code, output, changes } = await deploy(aws, shared.former);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    const osls = (name: string) => put(DEPLOYMENT_BUCKET, `serverless/edgecard/prod/TIME/${name}`);
    const [signing, page, ...afterKeys] = changes;
    expect([signing, page]).toEqual(['signing', 'page'].map((kind) => `secretsmanager:CreateSecret edgecard/prod/${kind}-keys`));
    expect(afterKeys[0]).toBe('cloudformation:CreateStack edgecard-prod');
    expect([...afterKeys].slice(1, 4).sort()).toEqual(
      [osls('compiled-cloudformation-template.json'), osls('originResponse.zip'), osls('serverless-state.json')].sort(),
    );
    expect(afterKeys[4]).toBe('cloudformation:UpdateStack edgecard-prod');
    expect([...afterKeys].slice(5, 9).sort()).toEqual(
      [
        ...shared.former.assets.map((key) => put(SITE, key)),
        put(PICTURES, shared.former.pack),
        put(PICTURES, 'robots.txt'),
      ].sort(),
    );
    const pages = pagesOf(shared.former);
    expect([...afterKeys].slice(9, 9 + pages.length).sort()).toEqual(pages);
    expect(afterKeys.slice(9 + pages.length)).toEqual([
      put(SITE, RECORD_KEY),
      put(SITE, 'index.html'),
      `cloudfront:CreateInvalidation ${DISTRIBUTION}`,
      put(SITE, RECORD_KEY),
    ]);
    expect(output).toContain('Deployed.');
  }, 60_000);
});

describe('a deployment of a new edition', () => {
  test('brings what nothing refers to yet, then the stack, then the page, and empties the cache of one design', async () => {
    const aws = await openAccount();
    await deploy(aws, shared.former);
    const { code, output, changes } = await deploy(aws, shared.next);
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
    // The second asset and robots.txt are the same, so they are not sent again.
    expect([...changes].slice(0, 2).sort()).toEqual(
      [put(PICTURES, shared.next.pack), put(SITE, shared.next.assets[0] ?? '')].sort(),
    );
    // They name the new asset, so they come after it, all of them: each draws any card.
    const pages = pagesOf(shared.next);
    expect([...changes].slice(2, 2 + pages.length).sort()).toEqual(pages);
    expect(changes[2 + pages.length]).toBe(put(SITE, RECORD_KEY));
    expect(changes.slice(6 + pages.length)).toEqual([
      'cloudformation:UpdateStack edgecard-prod',
      put(SITE, 'index.html'),
      `cloudfront:CreateInvalidation ${DISTRIBUTION}`,
      put(SITE, RECORD_KEY),
    ]);
    expect(formerDesigns(aws).at(-1)).toEqual([`#default-${DESIGN_VERSIONS.default}`]);
    expect(output).toContain('To roll back');
  }, 60_000);

  test('that is run again changes nothing but the record', async () => {
    const aws = await openAccount();
    await deploy(aws, shared.former);
    const { code, changes } = await deploy(aws, shared.former);
    expect(code).toBe(0);
    expect(changes.filter((change) => !change.includes(DEPLOYMENT_BUCKET))).toEqual([
      put(SITE, RECORD_KEY), // it has begun
      put(SITE, RECORD_KEY), // it has ended
    ]);
  }, 60_000);

  test('after one that was given up empties the cache of the designs of both', async () => {
    const aws = await openAccount();
    await deploy(aws, shared.former);
    await deploy(aws, shared.next, { killAfter: /PutObject \S+\/index\.html/ });
    const { code } = await deploy(aws, shared.former);
    expect(code).toBe(0);
    expect(formerDesigns(aws).at(-1)).toEqual([`#default-${NEW_DESIGN}`]);
  }, 60_000);
});

describe('the role of infra/deploy-role.json', () => {
  /**
   * Not to be seen here: S3 asks for the keys itself, osls deletes from the sixth deployment on, and the zip of this small project
   * travels in one part. No secret is to be deleted, and Secrets Manager asks for the right to tag. The small project wants neither
   * protection of the stack nor old versions deleted.
   */
  const unseen = [
    'kms:Decrypt',
    'kms:GenerateDataKey',
    's3:AbortMultipartUpload',
    's3:DeleteObject',
    'secretsmanager:RestoreSecret',
    'secretsmanager:TagResource',
    'cloudformation:UpdateTerminationProtection',
    'lambda:DeleteFunction',
    'lambda:ListAliases',
    'lambda:ListVersionsByFunction',
  ];

  test('allows what a deployment calls, and no more', async () => {
    const aws = await openAccount();
    const { calls: first } = await deploy(aws, shared.former);
    const { calls: second } = await deploy(aws, shared.next);
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
  if (action.startsWith('cloudfront:')) return `arn:aws:cloudfront::${ACCOUNT}:distribution/${resource.split(' ')[0]}`;
  if (action.startsWith('secretsmanager:')) return `arn:aws:secretsmanager:${account}:secret:${resource}-AbCdEf`;
  if (action.endsWith(':ListExports') || action.endsWith(':GetAccountSettings')) return '*';
  if (action.startsWith('logs:')) return `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:${resource}`;
  if (action.startsWith('lambda:')) return `arn:aws:lambda:${account}:function:${resource}`;
  return `arn:aws:cloudformation:${account}:stack/${resource}/1`;
}

describe('a dry run', () => {
  test('changes nothing and prints what would happen', async () => {
    const aws = await openAccount();
    await deploy(aws, shared.former);
    const { code, output, changes } = await deploy(aws, shared.next, { more: ['--dry-run'] });
    expect([code, changes]).toEqual([0, []]);
    expect(output).toContain(shared.next.pack);
    expect(output).toContain(`#default-${DESIGN_VERSIONS.default}`);
  }, 60_000);

  test('on an empty account says that the buckets come first', async () => {
    const aws = await openAccount();
    const { code, output, changes } = await deploy(aws, shared.former, { more: ['--dry-run'] });
    expect([code, changes]).toEqual([0, []]);
    expect(output).toContain('whose buckets are not there yet');
  }, 60_000);
});

describe('a deployment that cannot go on', () => {
  test('says what a person has to do about a stack that is stuck', async () => {
    const aws = await openAccount();
    await deploy(aws, shared.former);
    aws.stack.setStatus('UPDATE_ROLLBACK_FAILED');
    const { code, output, changes } = await deploy(aws, shared.next);
    expect([code, changes]).toEqual([1, []]);
    expect(output).toContain('continue-update-rollback');
  }, 60_000);
});
