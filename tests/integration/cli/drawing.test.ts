import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DRAWING_STATE_KEY } from '../../../edge/core/drawing-state.ts';
import { MAX_DRAWING_STATE_AGE_MS } from '../../../edge/core/time-limits.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS } from '../../../local/stack/config.ts';
import { type LocalStore, openLocalStore } from '../../../local/stack/store.ts';
import { runCommand } from '../../cli/run-command.ts';
import { openDeployedAccount } from '../../doubles/aws/deployed-account.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
let store: LocalStore;
beforeEach(async () => {
  folder = await temporaryFolder('drawing');
  store = await openLocalStore(`${folder.path}/.edgecard`, 0);
});
afterEach(async () => {
  await store.close();
  await folder.remove();
});
const drawing = (...args: readonly string[]) => runCommand(folder.path, ['drawing', ...args]);
const json = ({ out }: { readonly out: string }) => JSON.parse(out) as Readonly<Record<string, unknown>>;

describe('Drawing, in the local store,', () => {
  test('is on where nobody has switched it', async () => {
    const { code, out } = await drawing('status');
    expect([code, out]).toEqual([0, 'Drawing is on for cards without a signature in .edgecard.\n']);
    expect(json(await drawing('status', '--json'))).toEqual({ store: '.edgecard', unsigned: 'on' });
  });

  test('is switched off and on again, and says who did it, when and why', async () => {
    const off = await drawing('off', '--why', 'an attack on score');
    expect(off.code).toBe(0);
    expect(off.out).toMatch(
      /^Drawing is off for cards without a signature in \.edgecard since \d{4}-.+Z, by .+: an attack on score\n/,
    );
    expect(json(await drawing('status', '--json'))).toEqual({
      store: '.edgecard',
      unsigned: 'off',
      since: expect.stringMatching(/Z$/),
      by: expect.stringMatching(/./),
      why: 'an attack on score',
    });
    const on = await drawing('on');
    expect(on.out).toContain('Sandboxes of the edge look every 15 s.');
    expect(on.out).toContain('CloudFront keeps the pictures that stood in for 5 minutes at most.');
    expect(json(await drawing('status', '--json'))).toMatchObject({ unsigned: 'on' });
  });

  test.each([[[]], [['maybe']], [['on', 'off']]])('refuses %j, and says what there is', async (words) => {
    const { code, err } = await drawing(...words);
    expect(code).toBe(2);
    expect(err).toContain('Say on, off or status.');
    expect(json(await drawing('status', '--json'))).toEqual({ store: '.edgecard', unsigned: 'on' });
  });

  test('that somebody has spoilt says so, and is mended by switching it', async () => {
    const { PutObjectCommand } = await import('@aws-sdk/client-s3');
    await store.client.send(new PutObjectCommand({ Bucket: store.bucket, Key: DRAWING_STATE_KEY, Body: 'off' }));
    const spoilt = await drawing('status');
    expect(spoilt.code).toBe(1);
    expect(spoilt.err).toContain(`${DRAWING_STATE_KEY} must be an object with "unsigned": "on" or "off".`);
    expect((await drawing('on')).code).toBe(0);
  });
});

test('of a deployed stack CloudFront forgets the pictures that stood in, by their tag', async () => {
  const aws = await openDeployedAccount({ bucket: LOCAL_BUCKET });
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  const env = {
    ...aws.env,
    AWS_ENDPOINT_URL_S3: store.endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const run = (...args: readonly string[]) =>
    runCommand(folder.path, ['drawing', ...args, '--stack', 'edgecard-test', '--json'], env);
  try {
    expect(json(await run('off'))).toMatchObject({ store: LOCAL_BUCKET, unsigned: 'off' });
    expect(aws.invalidated).toEqual([]);
    const switchedMs = performance.now();
    expect(json(await run('on', '--why', 'it is over'))).toMatchObject({ unsigned: 'on', why: 'it is over', invalidated: 'I1' });
    expect(aws.invalidated).toEqual([['#drawing-off']]);
    // Sandboxes that have not looked yet would give CloudFront new ones.
    expect(performance.now() - switchedMs).toBeGreaterThanOrEqual(MAX_DRAWING_STATE_AGE_MS);
  } finally {
    await aws.close();
  }
}, 60_000);
