// @examples article score
import { afterEach, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { build, folder, json, keys, OLD, OLDER, sharePurgeFolder } from '../../cli/purge-folder.ts';
import { runCommand } from '../../cli/run-command.ts';
import {
  type DeployedAccount,
  type DeployedAccountOptions,
  DISTRIBUTION,
  openDeployedAccount,
} from '../../doubles/aws/deployed-account.ts';

sharePurgeFolder();

describe('on AWS', () => {
  let aws: DeployedAccount;
  afterEach(() => aws.close());
  async function open(options: Partial<DeployedAccountOptions> = {}): Promise<void> {
    const objects = Object.fromEntries([...keys(), 'packs/0123', 'robots.txt'].map((key) => [key, 4]));
    aws = await openDeployedAccount({ bucket: 'pictures', objects, ...options });
  }
  const cards = (...args: readonly string[]) => runCommand(folder.path, args, aws.env);
  /** Keys without their markers. */
  const alive = () => {
    const last = new Map(aws.versions().map((version) => [version.key, version]));
    return [...last.values()].flatMap(({ key, deleteMarker }) => (deleteMarker ? [] : [key])).sort();
  };

  test('versions turns the pages of a bucket', async () => {
    await open();
    const { held } = json(await cards('versions', '--bucket', 'pictures', '--json'));
    expect(held).toHaveLength(TEMPLATE_NAMES.length + 3); // and three old versions
    expect(held[0]).toEqual({ template: 'score', designVersion: build.score, pictures: 2, bytes: 8, old: false });
  });

  test('a picture gets a delete marker, its versions stay, and CloudFront forgets its addresses after S3 did', async () => {
    await open();
    const { code, out } = await cards('purge', '/1-2-3.jpg', '--bucket', 'pictures', '--distribution', DISTRIBUTION, '--yes');
    expect([code, out]).toEqual([0, expect.stringContaining('(invalidation I1')]);
    expect(alive()).toEqual([...keys().filter((key) => !key.endsWith('1-2-3.jpg')), 'packs/0123', 'robots.txt'].sort());
    expect(aws.versions().filter(({ deleteMarker }) => deleteMarker)).toHaveLength(3);
    expect(aws.versions().filter(({ key, deleteMarker }) => key.endsWith('1-2-3.jpg') && !deleteMarker)).toHaveLength(3);
    const versioned = [build.score, OLD, OLDER].flatMap((version) => [`/~${version}/1-2-3.jpg`, `/%7E${version}/1-2-3.jpg`]);
    expect(aws.invalidated).toEqual([['/1-2-3.jpg', ...versioned]]);
    expect(aws.calls.at(-1)).toBe('cloudfront CreateInvalidation');
  });

  test('with --versions nothing of it is left, markers included, and other pictures are', async () => {
    await open();
    await cards('purge', '/1-2-3.jpg', '--bucket', 'pictures', '--yes');
    const before = aws.versions().filter(({ key }) => !key.endsWith('1-2-3.jpg'));
    const outcome = await cards('purge', '/1-2-3.jpg', '--bucket', 'pictures', '--versions', '--yes', '--json');
    expect(json(outcome)).toMatchObject({ deleted: 6, failed: [] });
    expect(aws.versions().filter(({ key }) => !key.endsWith('1-2-3.jpg'))).toEqual(before);
    expect(aws.versions().filter(({ key }) => key.endsWith('1-2-3.jpg'))).toEqual([]);
  });

  test('an open card is forgotten with any signature', async () => {
    await open();
    const article = ['article', '--title', 'T', '--author', 'A'];
    const { invalidation, deleted } = json(
      await cards('purge', ...article, '--bucket', 'pictures', '--distribution', DISTRIBUTION, '--yes', '--json'),
    );
    const path = '/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiLCIiLCIiXQ.*';
    expect(invalidation).toEqual([path, `/~${build.article}${path}`, `/%7E${build.article}${path}`]);
    expect(deleted).toBe(1);
  });

  test('a template is forgotten by its tag where the distribution has tags, else by paths', async () => {
    await open({ tagHeader: 'cache-tag' });
    const purge = ['purge', 'article', '--stack', 'edgecard-test', '--yes', '--json'];
    expect(json(await cards(...purge))).toMatchObject({ deleted: 1, distribution: DISTRIBUTION, invalidation: ['#article'] });
    await cards('purge', '--old', '--stack', 'edgecard-test', '--yes');
    expect(aws.invalidated).toEqual([['#article'], [`#retired-${OLD}`, `#score-${OLD}`, `#score-${OLDER}`]]);
    await aws.close();
    await open();
    expect(json(await cards(...purge)).invalidation).toEqual([
      '/article/*',
      `/~${build.article}/article/*`,
      `/%7E${build.article}/article/*`,
    ]);
  });

  test('a template at the root has no paths of its own, so all are forgotten; S3 still has the others', async () => {
    await open();
    await cards('purge', 'score', '--stack', 'edgecard-test', '--yes');
    expect(aws.invalidated).toEqual([['/*']]);
    expect(alive()).toEqual([...keys().filter((key) => !key.includes('/score/')), 'packs/0123', 'robots.txt'].sort());
  });

  test('a dry run deletes and invalidates nothing, and says what it would', async () => {
    await open();
    const { out } = await cards('purge', 'article', '--stack', 'edgecard-test');
    expect(out).toContain(`From CloudFront ${DISTRIBUTION}: /article/* `);
    expect(aws.calls.filter((call) => /Delete|Invalidation/.test(call))).toEqual([]);
  });

  test('pictures that S3 refuses one by one are listed, the others go, and the exit code is 1', async () => {
    const refused = `${OLD}/score/1-2-3.jpg`;
    await open({ refused: [refused] });
    const { code, out } = await cards('purge', 'score', '--stack', 'edgecard-test', '--yes');
    expect([code, out]).toEqual([1, expect.stringContaining(`- ${refused}: AccessDenied: Access Denied`)]);
    expect(out).toContain('Deleted from pictures: 3 of 4 pictures.');
    expect(alive().filter((key) => key.includes('/score/'))).toEqual([refused]);
    expect(aws.invalidated).toHaveLength(1);
  });

  test('when S3 refuses half-way, CloudFront forgets what is gone, and the rest is reported', async () => {
    await open({ refuseDeletesFrom: 2 });
    const { code, out } = await cards('purge', 'score', '--stack', 'edgecard-test', '--yes');
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('Stopped half-way, run the same again. S3, deleting in pictures: AccessDenied'),
    ]);
    expect(aws.invalidated).toHaveLength(1);
  });

  test('a distribution that is not there stops it before anything is deleted', async () => {
    await open();
    const { code, err } = await cards('purge', 'score', '--bucket', 'pictures', '--distribution', 'ENOPE', '--yes');
    expect([code, err]).toEqual([1, 'CloudFront, ENOPE: NoSuchDistribution: The specified distribution does not exist.\n']);
    expect(alive()).toHaveLength(8);
  });
});
