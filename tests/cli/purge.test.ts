// `cards versions` and `cards purge`, on the local stack's store and on buckets that keep versions.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { designVersions } from '../../card-site/bundle/design-versions.ts';
import { LOCAL_BUCKET } from '../../local/stack/config.ts';
import { openLocalStore, storeObjects } from '../../local/stack/store.ts';
import {
  type DeployedAccount,
  type DeployedAccountOptions,
  DISTRIBUTION,
  openDeployedAccount,
} from '../doubles/aws/deployed-account.ts';
import { openRealStore, realS3 } from '../support/real-s3.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import type { Outcome } from './run-cards.ts';
import { runCommand } from './run-command.ts';

const OLD = 'aaaaaaaaaaaa';
const OLDER = 'bbbbbbbbbbbb';

let build: DesignVersions;
let folder: TemporaryFolder;
beforeAll(async () => {
  build = await designVersions();
});
beforeEach(async () => {
  folder = await temporaryFolder('purge');
});
afterEach(() => folder.remove());

const json = ({ out }: Outcome) => JSON.parse(out);

/** A store with pictures of this build and of two before it. */
const keys = () => [
  `${build.score}/score/1-2-3.jpg`,
  `${build.score}/score/4-5-6.jpg`,
  `${OLD}/score/1-2-3.jpg`,
  `${OLDER}/score/1-2-3.jpg`,
  `${build.article}/article/WyJUIiwiQSIsIiIsMCwibGlnaHQiLCIiLCIiLCIiLCIiXQ.jpg`,
  `${OLD}/retired/1.jpg`,
];

describe('on the local store', () => {
  async function withStore<T>(use: (store: Awaited<ReturnType<typeof openLocalStore>>) => Promise<T>): Promise<T> {
    const store = await openLocalStore(join(folder.path, 'store'), 0);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }
  const left = () =>
    withStore(async ({ client }) => {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: LOCAL_BUCKET }));
      return Contents.map(({ Key = '' }) => Key);
    });
  const cards = (...args: readonly string[]) => runCommand(folder.path, [...args, '--data', 'store']);
  const others = ['favicon.ico', 'packs/0123', 'robots.txt'];

  beforeEach(() =>
    withStore(async (store) => {
      await storeObjects(store);
      const { client } = store;
      const put = (Key: string) => client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key, Body: 'four' }));
      for (const key of [...keys(), 'packs/0123']) await put(key);
    }),
  );

  test('versions counts pictures and bytes by version and template, and marks the old ones', async () => {
    const { held } = json(await cards('versions', '--json'));
    expect(held).toEqual([
      { template: 'score', designVersion: build.score, pictures: 2, bytes: 8, old: false },
      { template: 'score', designVersion: OLD, pictures: 1, bytes: 4, old: true },
      { template: 'score', designVersion: OLDER, pictures: 1, bytes: 4, old: true },
      { template: 'article', designVersion: build.article, pictures: 1, bytes: 4, old: false },
      ...TEMPLATE_NAMES.filter((name) => name !== 'score' && name !== 'article').map((template) => {
        return { template, designVersion: build[template], pictures: 0, bytes: 0, old: false };
      }),
      { template: 'retired', designVersion: OLD, pictures: 1, bytes: 4, old: true },
    ]);
    const { out } = await cards('versions');
    expect(out).toMatch(new RegExp(`score +${OLD} +1 +4 +old\\n`));
    expect(out).toContain('3 pictures are old');
  });

  test('purge only tells what would go, unless it is told yes', async () => {
    const { code, out } = await cards('purge', '--old');
    expect([code, out]).toEqual([0, expect.stringContaining('Would go from store, which has not been touched:')]);
    expect(out).toContain('Run it again with --yes to do it.');
    expect(await left()).toEqual([...keys(), ...others].sort());
  });

  test('purge of one card takes it in every design version, and no other', async () => {
    const { code, out } = await cards('purge', '/1-2-3.jpg', '--yes');
    expect([code, out]).toEqual([0, expect.stringContaining('Deleted from store: 3 of 3 pictures.')]);
    expect(await left()).toEqual([...keys().filter((key) => !key.endsWith('/score/1-2-3.jpg')), ...others].sort());
  });

  test('purge of a template takes all its pictures; of its fields, that card', async () => {
    await cards('purge', 'score', '--home', '4', '--away', '5', '--round', '6', '--yes');
    expect(await left()).toEqual([...keys().filter((key) => !key.endsWith('4-5-6.jpg')), ...others].sort());
    await cards('purge', 'score', '--yes');
    expect(await left()).toEqual([...keys().filter((key) => !key.includes('/score/')), ...others].sort());
  });

  test('purge of everything old leaves this build’s pictures, and what is no picture', async () => {
    expect(json(await cards('purge', '--old', '--yes', '--json'))).toMatchObject({ deleted: 3, failed: [], invalidation: [] });
    expect(await left()).toEqual([...keys().filter((key) => !/^(aaaa|bbbb)/.test(key)), ...others].sort());
    expect((await cards('purge', '--old', '--yes')).out).toContain('No such picture in store.');
  });

  test('a template of which there is no picture of this build may be deployed as it was: it is left alone, unless forced', async () => {
    await withStore(({ client }) =>
      client.send(new PutObjectCommand({ Bucket: LOCAL_BUCKET, Key: `${OLD}/quote/W10.jpg`, Body: 'four' })),
    );
    const { out } = await cards('purge', '--old', '--yes');
    expect(out).toContain('quote: no picture of this build is there');
    expect(await left()).toContain(`${OLD}/quote/W10.jpg`);
    await cards('purge', '--old', '--force', '--yes');
    expect(await left()).not.toContain(`${OLD}/quote/W10.jpg`);
  });

  test('a card that is none deletes nothing', async () => {
    const { code, err } = await cards('purge', '/../etc/passwd', '--yes');
    expect([code, err]).toEqual([1, 'The path is not that of a card.\n']);
    expect((await cards('purge', 'score', '--versions', '--yes')).err).toContain('--versions is for a bucket on AWS');
    expect(await left()).toEqual([...keys(), ...others].sort());
  });
});

const real = realS3();
if (real) {
  describe('on a bucket of a real S3 server', () => {
    test('purge takes every version of a card, all that is old, and nothing else', async () => {
      const store = await openRealStore(`purge-${randomUUID()}`);
      if (!store) throw new Error('There is no real S3 server.');
      const { client, bucket: Bucket } = store;
      const env = {
        AWS_ENDPOINT_URL_S3: real.endpoint,
        AWS_ACCESS_KEY_ID: real.accessKeyId,
        AWS_SECRET_ACCESS_KEY: real.secretAccessKey,
      };
      const cards = async (...args: readonly string[]) =>
        json(await runCommand(folder.path, [...args, '--bucket', Bucket, '--json'], env));
      const versions = async () => {
        const { Versions = [], DeleteMarkers = [] } = await client.send(new ListObjectVersionsCommand({ Bucket }));
        return [...Versions, ...DeleteMarkers].map(({ Key = '' }) => Key).sort();
      };
      try {
        const VersioningConfiguration = { Status: 'Enabled' } as const;
        await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
        for (const Key of [...keys(), 'packs/0123']) await client.send(new PutObjectCommand({ Bucket, Key, Body: 'four' }));
        expect((await cards('versions')).held[0]).toEqual({
          template: 'score',
          designVersion: build.score,
          pictures: 2,
          bytes: 8,
          old: false,
        });
        expect(await cards('purge', '/1-2-3.jpg', '--yes')).toMatchObject({ deleted: 3, failed: [] });
        // Three pictures and their three delete markers.
        expect(await cards('purge', '/1-2-3.jpg', '--versions', '--yes')).toMatchObject({ deleted: 6, failed: [] });
        expect(await versions()).toEqual([...keys().filter((key) => !key.endsWith('1-2-3.jpg')), 'packs/0123'].sort());
        expect(await cards('purge', '--old', '--versions', '--yes')).toMatchObject({ deleted: 1, failed: [] });
        expect(await versions()).toEqual(
          [...keys().filter((key) => key.startsWith(build.score) || key.startsWith(build.article)), 'packs/0123']
            .filter((key) => !key.endsWith('1-2-3.jpg'))
            .sort(),
        );
      } finally {
        await store.close();
      }
    });
  });
}

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

  test('when S3 refuses half-way, CloudFront forgets what is gone, and the rest is told', async () => {
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
