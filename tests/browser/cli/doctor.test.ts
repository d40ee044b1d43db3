// `cards doctor` against the local stack: nothing wrong as it is, and the right complaint for each fault that is planted before it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { type Diagnosis, diagnose } from '../../../cli/doctor/diagnose.ts';
import type { Patient } from '../../../cli/doctor/patient.ts';
import { DEVELOPMENT_KEYS } from '../../../edge/core/config.ts';
import { LOCAL_BUCKET } from '../../../local/stack/config.ts';
import { readDesignVersions } from '../../../local/stack/sandbox.ts';
import { type Stack, startStack } from '../../../local/stack/stack.ts';
import { localClient } from '../../../local/stack/store.ts';
import { projectPath } from '../../../project-path.ts';
import { type Outcome, runCards } from '../../cli/run-cards.ts';
import { type DeployedAccount, type DeployedAccountOptions, openDeployedAccount } from '../../doubles/aws/deployed-account.ts';
import { spoilt } from '../../infra/good-template.ts';
import { recordingLog } from '../../support/log.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';
import { type Answered, type FaultyProxy, type Plant, startFaultyProxy } from './faulty-proxy.ts';

const read = (path: string) => readFile(projectPath(path));

let data: TemporaryFolder;
let stack: Stack;
let healthy: Patient;
beforeAll(async () => {
  data = await temporaryFolder('doctor');
  stack = await startStack({ port: 0, data: data.path, build: false, log: recordingLog().log });
  healthy = {
    pictures: stack.cdn,
    cardSite: stack.cardSite,
    isLocal: true,
    bucketAddresses: [`${stack.s3}/${LOCAL_BUCKET}`],
    bucket: { client: localClient(stack.s3), name: LOCAL_BUCKET },
    signingKey: DEVELOPMENT_KEYS.signing,
    pageKey: DEVELOPMENT_KEYS.page,
    build: await readDesignVersions(),
    packaged: join(data.path, 'nothing-packaged'),
    maxSecretAgeDays: 365,
  };
});
afterAll(async () => {
  healthy.bucket?.client.destroy();
  await stack.close();
  await data.remove();
});

const proxies: FaultyProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});
async function standBefore(target: string, plant: Plant, tls?: TlsOptions): Promise<string> {
  const proxy = await startFaultyProxy(target, plant, tls);
  proxies.push(proxy);
  return proxy.origin;
}

const findings = ({ out }: Outcome) => (JSON.parse(out) as { findings: readonly Diagnosis[] }).findings;
const faultsIn = (found: readonly Diagnosis[]) => found.filter(({ state }) => state === 'fault');
const withHeaders = (answered: Answered, headers: Answered['headers']): Answered => ({
  ...answered,
  headers: { ...answered.headers, ...headers },
});

const isCard = (path: string) => /\d+-\d+-\d+\.jpg$/.test(path);
const isSigned = (path: string) => path.includes('/article/');
const isNoCard = (path: string) => path.includes('no-such-card');
const isPage = (path: string) => !path.startsWith('/assets/');

test('a healthy stack has no fault, and everything that can be checked here is', async () => {
  const found = await diagnose(healthy);
  expect(faultsIn(found)).toEqual([]);
  expect(found.filter(({ state }) => state === 'ok').map(({ check }) => check)).toEqual([
    'card',
    'default card',
    'signatures',
    'clock',
    'design versions',
    'guard',
    'site versions',
    'public access',
  ]);
});

type Part = 'pictures' | 'cardSite' | 's3';
interface Planted {
  readonly part: Part;
  readonly plant: Plant;
  /** The checks that complain, and no others. */
  readonly complains: readonly string[];
  readonly complaint: RegExp;
}

const spoilCard = (spoil: (answered: Answered) => Answered): Pick<Planted, 'part' | 'plant'> => ({
  part: 'pictures',
  plant: (answered, { path }) => (isCard(path) ? spoil(answered) : answered),
});

const FAULTS: Readonly<Record<string, () => Promise<Planted>>> = {
  'a card of the wrong content type': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'content-type': 'application/octet-stream' })),
    complains: ['card'],
    complaint: /content-type is application\/octet-stream, not image\/jpeg/,
  }),
  'the fallback picture': async () => {
    const body = await read('edge/fallback.jpg');
    const headers = { 'x-card-status': 'fallback', 'cache-control': 'public, max-age=30' };
    return {
      ...spoilCard((answered) => ({ ...withHeaders(answered, headers), body })),
      complains: ['card'],
      complaint: /viewers get the fallback picture/,
    };
  },
  'a fallback picture that is cached as a card': async () => {
    const body = await read('edge/fallback.jpg');
    return {
      ...spoilCard((answered) => ({ ...answered, body })),
      complains: ['card', 'card'],
      complaint: /the fallback picture is kept like a card: cache-control is public, max-age=31536000/,
    };
  },
  'a picture of the wrong size': async () => {
    const body = await sharp({ create: { width: 1000, height: 500, channels: 3, background: 'teal' } })
      .jpeg()
      .toBuffer();
    return {
      ...spoilCard((answered) => ({ ...answered, body })),
      complains: ['card'],
      complaint: /the picture is 1000 × 500, not 1200 × 630/,
    };
  },
  'a picture that is none': async () => ({
    ...spoilCard((answered) => ({ ...answered, body: Buffer.from('<html>Sign in to the hotel’s WiFi</html>') })),
    complains: ['card'],
    complaint: /what comes is no picture/,
  }),
  'a card that is an error': async () => ({
    ...spoilCard((answered) => ({ ...answered, status: 503 })),
    complains: ['card'],
    complaint: /a card is answered with 503/,
  }),
  'a card that S3 did not take': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'cache-control': 'public, max-age=60' })),
    complains: ['card'],
    complaint: /drawn, but not stored/,
  }),
  'a card that caches forget': async () => ({
    ...spoilCard((answered) => withHeaders(answered, { 'cache-control': 'no-cache' })),
    complains: ['card'],
    complaint: /cache-control of a card is no-cache, not public, max-age=31536000/,
  }),
  'a card that lacks an image': async () => ({
    ...spoilCard((answered) =>
      withHeaders(answered, {
        'x-card-status': 'incomplete',
        'cache-control': 'public, max-age=300',
        'x-card-warning': 'no image: images.app.com answered 404',
      }),
    ),
    complains: ['card'],
    complaint: /the card is incomplete: no image: images\.app\.com answered 404/,
  }),
  'an answer that no function has seen': async () => ({
    ...spoilCard(({ headers: { 'x-card-status': _, ...headers }, ...answered }) => ({ ...answered, headers })),
    complains: ['card'],
    complaint: /x-card-status is missing/,
  }),
  'a 404 for what is no card': async () => ({
    part: 'pictures',
    plant: (answered, { path }) => (isNoCard(path) ? { ...answered, status: 404 } : answered),
    complains: ['default card'],
    complaint: /an address that is no card is answered with 404/,
  }),
  'a default card that is kept for a year': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isNoCard(path) ? withHeaders(answered, { 'cache-control': 'public, max-age=31536000' }) : answered,
    complains: ['default card'],
    complaint: /is kept as public, max-age=31536000, not public, max-age=300/,
  }),
  'a forged signature that is taken': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isSigned(path) ? withHeaders(answered, { 'x-card-status': 'hit', 'cache-control': 'public, max-age=31536000' }) : answered,
    complains: ['signatures'],
    complaint: /a card with a forged signature shows a card \(x-card-status: hit\)/,
  }),
  'a right signature that is refused': async () => ({
    part: 'pictures',
    plant: (answered, { path }) =>
      isSigned(path) ? withHeaders(answered, { 'x-card-status': 'default', 'cache-control': 'public, max-age=300' }) : answered,
    complains: ['signatures'],
    complaint: /a card signed with your key shows the default card/,
  }),
  'a clock that is five minutes off': async () => ({
    part: 'pictures',
    plant: (answered) => withHeaders(answered, { date: new Date(Date.now() + 300_000).toUTCString() }),
    complains: ['clock'],
    complaint: /this machine's clock is (299|300|301) s behind that of 127\.0\.0\.1/,
  }),
  'a guard that is open': async () => {
    const body = await read('dist/card-site/index.html');
    return {
      part: 'cardSite',
      plant: (answered, { path }) =>
        isPage(path) ? { ...withHeaders(answered, { 'content-type': 'text/html' }), status: 200, body } : answered,
      complains: ['guard', 'guard', 'guard'],
      complaint: /a card page opens without a token/,
    };
  },
  'a guard that does not look at the time': async () => ({
    part: 'cardSite',
    plant: (answered, { path }) =>
      Number(/token=(\d+)/.exec(path)?.[1] ?? Number.POSITIVE_INFINITY) < Date.now() / 1000
        ? { ...answered, status: 200 }
        : answered,
    complains: ['guard'],
    complaint: /a card page opens with an expired token/,
  }),
  'a guard that has another key than the functions': async () => ({
    part: 'cardSite',
    plant: (answered, { path }) => (isPage(path) ? { ...answered, status: 403, body: Buffer.alloc(0) } : answered),
    complains: ['guard', ...Array(5).fill('site versions')],
    complaint: /a card page with its token is answered with 403/,
  }),
  'a bucket that is open to the public': async () => ({
    part: 's3',
    plant: (answered, { signed }) => (signed ? answered : { ...answered, status: 200 }),
    complains: ['public access', 'public access'],
    complaint: /strangers can read http:\/\/127\.0\.0\.1:\d+\/edgecard-pictures/,
  }),
};

test.each(Object.keys(FAULTS))('%s is told, and nothing else is', async (name) => {
  const planted = await FAULTS[name]?.();
  if (!planted) throw new Error('there is no such fault');
  const { part, plant, complains, complaint } = planted;
  const origin = await standBefore({ pictures: stack.cdn, cardSite: stack.cardSite, s3: stack.s3 }[part], plant);
  const ill: Patient = {
    ...healthy,
    ...(part === 's3' ? { bucketAddresses: [`${origin}/${LOCAL_BUCKET}`] } : { [part]: origin }),
  };
  const faults = faultsIn(await diagnose(ill));
  expect(faults.map(({ check }) => check)).toEqual(complains);
  expect(faults.map(({ found }) => found).join('\n')).toMatch(complaint);
  for (const { advice } of faults) expect(advice).toMatch(/\w/);
});

test('design versions of another build are told, of the functions and of the card site', async () => {
  const build = { ...healthy.build, score: '0123456789ab' };
  const faults = faultsIn(await diagnose({ ...healthy, build }));
  expect(faults.map(({ check, found }) => `${check}: ${found}`)).toEqual([
    `design versions: the functions draw score ${healthy.build.score}; this build has 0123456789ab`,
    'site versions: the card site does not draw score 0123456789ab, the design version of this build',
  ]);
});

test('silence is told once', async () => {
  const closed = await startFaultyProxy(stack.cdn, (answered) => answered);
  await closed.close();
  const found = await diagnose({ ...healthy, pictures: closed.origin });
  expect(faultsIn(found)).toMatchObject([{ check: 'address', found: `nothing answers at ${closed.origin} (ECONNREFUSED)` }]);
  expect(found.filter(({ state }) => state === 'ok')).toEqual([]);
});

const doctor = (args: readonly string[], env?: Readonly<Record<string, string>>) => runCards(data.path, ['doctor', ...args], env);

describe('the command', () => {
  const parts = () => ['--card-site', stack.cardSite, '--s3', stack.s3];

  test('ends with 0 when all is well, and says so', async () => {
    const { code, out } = await doctor([stack.cdn, ...parts()]);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n\n {2}–/);
    expect(out).toMatch(/\n {2}ok {5}card {13}image\/jpeg, 1200 × 630, [\d,]+ bytes, (drawn|hit)\n/);
    expect(out).toMatch(/, 0 faults\.\n$/);
    expect(code).toBe(0);
  });

  test('takes the address of a card, as it was shared', async () => {
    const { code, out } = await doctor([`${stack.cdn.replace('http', 'HTTP')}/12-34-10.jpg?fbclid=x#top`, ...parts()]);
    expect([code, out]).toEqual([0, expect.stringContaining(`${stack.cdn}\n`)]);
  });

  test('ends with 1 when something is wrong, and says what to do', async () => {
    const origin = await standBefore(stack.cdn, (answered, { path }) =>
      isNoCard(path) ? { ...answered, status: 404 } : answered,
    );
    const { code, out } = await doctor([origin, ...parts()]);
    expect([code, out]).toEqual([1, expect.stringMatching(/FAULT {2}default card .* 404\n +→ Look at custom error pages/)]);
    const { out: json } = await doctor([origin, ...parts(), '--json']);
    expect(JSON.parse(json)).toMatchObject({ ok: false, faults: 1, pictures: origin });
    expect(`${out}${json}`).not.toContain(DEVELOPMENT_KEYS.signing);
    expect(`${out}${json}`).not.toContain(DEVELOPMENT_KEYS.page);
  });
});

describe('over https', () => {
  const tlsFile = (name: string) => projectPath('tests/support/tls', name);
  const trusted = (certificate: string) => ({ NODE_EXTRA_CA_CERTS: tlsFile(certificate) });
  const serverOptions = async (certificate: string): Promise<TlsOptions> => ({
    key: await readFile(tlsFile('localhost-key.pem')),
    cert: await readFile(tlsFile(certificate)),
  });

  test('name and certificate are looked at, and public development keys are a fault', async () => {
    const certificate = 'localhost-cert.pem';
    const origin = await standBefore(stack.cdn, (answered) => answered, await serverOptions(certificate));
    const told = await doctor([origin, '--card-site', stack.cardSite, '--json'], trusted(certificate));
    const found = findings(told);
    expect(found.slice(0, 3)).toMatchObject([
      { check: 'dns', state: 'ok', found: expect.stringMatching(/^localhost has \d addresses/) },
      { check: 'tls', state: 'ok', found: expect.stringMatching(/^TLSv1\.3, certificate for \d{5} days$/) },
      { check: 'card', state: 'ok' },
    ]);
    expect(faultsIn(found).map((one) => one.found)).toEqual([
      'a card signed with the public development key shows a card (x-card-status: drawn)',
      'a card page opens with a token of the public development key',
    ]);
    expect(told.code).toBe(1);
  });

  test('a certificate that has ended is told, and nothing is believed of what answers', async () => {
    const certificate = 'localhost-ended-cert.pem';
    const origin = await standBefore(stack.cdn, (answered) => answered, await serverOptions(certificate));
    const found = findings(await doctor([origin, '--json'], trusted(certificate)));
    expect(faultsIn(found)).toMatchObject([
      { check: 'address', found: `nothing answers at ${origin} (CERT_HAS_EXPIRED)` },
      { check: 'tls', found: 'no trusted connection to localhost: CERT_HAS_EXPIRED' },
    ]);
  });

  test('a server that takes TLS 1.1 is told', async () => {
    const certificate = 'localhost-cert.pem';
    const old = { ...(await serverOptions(certificate)), minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const origin = await standBefore(stack.cdn, (answered) => answered, old);
    const tls = findings(await doctor([origin, '--json'], trusted(certificate))).filter(({ check }) => check === 'tls');
    expect(tls).toMatchObject([{ state: 'fault', found: 'it takes TLS 1.1' }]);
  });

  test('a name that nobody has is told', async () => {
    const found = findings(await doctor(['https://cards.invalid', '--json']));
    expect(faultsIn(found)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'dns', found: expect.stringMatching(/^cards\.invalid has no address/) }),
      ]),
    );
  });
});

describe('inside a deployed stack', () => {
  let aws: DeployedAccount | undefined;
  afterEach(() => aws?.close());

  async function inside(options: Partial<DeployedAccountOptions>, ...args: readonly string[]): Promise<readonly Diagnosis[]> {
    aws = await openDeployedAccount({ bucket: 'pictures', ...options });
    const told = await doctor([stack.cdn, '--card-site', stack.cardSite, '--stack', 'edgecard-test', '--json', ...args], aws.env);
    return findings(told).filter(({ check }) => ['stack', 'secrets', 'bucket policies'].includes(check));
  }

  test('status, policies and the age of secrets are read, and no secret’s value is', async () => {
    expect(await inside({})).toMatchObject([
      { check: 'bucket policies', state: 'ok' },
      { check: 'stack', state: 'ok', found: 'edgecard-test is UPDATE_COMPLETE' },
      { check: 'secrets', state: 'ok', found: 'SigningKeys is 10 days old' },
    ]);
    expect(aws?.calls.filter((call) => call.startsWith('secretsmanager'))).toEqual(['secretsmanager.DescribeSecret']);
  });

  test('a failed deployment, a bucket that was opened and old keys are told', async () => {
    const found = await inside({ stackStatus: 'UPDATE_ROLLBACK_COMPLETE', publicBucket: true, secretAgeDays: 400 });
    expect(faultsIn(found).map((one) => one.found)).toEqual([
      'pictures does not block public access',
      'the policy of pictures is public',
      'edgecard-test is UPDATE_ROLLBACK_COMPLETE',
      'SigningKeys is 400 days old, more than 365',
    ]);
  });

  test('how old a key may be is an option', async () => {
    expect(faultsIn(await inside({}, '--max-secret-age', '5'))).toMatchObject([{ check: 'secrets' }]);
  });

  test('a stack that is not there is told in a sentence', async () => {
    aws = await openDeployedAccount({ bucket: 'pictures' });
    const { code, err } = await doctor(['--stack', 'nope'], aws.env);
    expect([code, err]).toEqual([1, 'CloudFormation, nope: ValidationError: Stack with id nope does not exist.\n']);
  });
});

describe('what was packaged', () => {
  test('is not checked without a package', async () => {
    const found = (await diagnose(healthy)).filter(({ check }) => check === 'template' || check === 'zips');
    expect(found.map(({ state }) => state)).toEqual(['not checked', 'not checked']);
  });

  test('is checked: a template with an open bucket and zips with strays are told', async () => {
    const packaged = await temporaryFolder('packaged');
    try {
      const spoiltTemplate = spoilt(
        ['Resources', 'Pictures', 'Properties', 'PublicAccessBlockConfiguration', 'BlockPublicPolicy'],
        false,
      );
      await writeFile(join(packaged.path, 'cloudformation-template-update-stack.json'), JSON.stringify(spoiltTemplate));
      await writeFile(
        join(packaged.path, 'serverless-state.json'),
        JSON.stringify({ service: { provider: { region: 'us-east-1' } } }),
      );
      const faults = faultsIn(await diagnose({ ...healthy, packaged: packaged.path }));
      expect(faults.map(({ check }) => check)).toEqual(expect.arrayContaining(['template']));
      expect(faults.map((one) => one.found)).toContain('Pictures: BlockPublicPolicy must be true.');
    } finally {
      await packaged.remove();
    }
  });
});
