// @examples article score
// `cards versions` and `cards purge`, on the local stack's store and on buckets that keep versions.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { TEMPLATE_NAMES } from '../../../card-schema/catalogue.ts';
import { LOCAL_BUCKET } from '../../../local/stack/config.ts';
import { openLocalStore, storeObjects } from '../../../local/stack/store.ts';
import { build, folder, json, keys, OLD, OLDER, sharePurgeFolder } from '../../cli/purge-folder.ts';
import { runCommand } from '../../cli/run-command.ts';
import { openRealStore, realS3 } from '../../support/real-s3.ts';

sharePurgeFolder();

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
  const others = ['fallback.jpg', 'favicon.ico', 'packs/0123', 'robots.txt'];

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

  test('purge only shows what would go, unless --yes is given', async () => {
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

  test('purge of everything old leaves this build’s pictures, and what is not a picture', async () => {
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

  test('an invalid card deletes nothing', async () => {
    const { code, err } = await cards('purge', '/../etc/passwd', '--yes');
    expect([code, err]).toEqual([2, '"/../etc/passwd": The path is not that of a card.\n']);
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
