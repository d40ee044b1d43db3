// What `cards doctor` says about the photo site of a stack: nothing wrong as infra/ makes it, and the right complaint about each change.
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { photoSite, photoSizes } from '../../cli/doctor/photo-site.ts';
import type { DoctorSubject, Finding } from '../../cli/doctor/subject.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { viewerRequestEvent } from '../../local/cloudfront/viewer-request-event.ts';
import { type Listening, listen } from '../../local/http/listen.ts';
import { loadPhotoSiteGuard } from '../../local/photos/site-guard.ts';
import { startAwsServer } from '../doubles/aws/aws-server.ts';
import { distributionConfig } from '../doubles/aws/cloudfront.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';

const OWN_KEY = '5f'.repeat(32);
const DISTRIBUTION = 'E2PHOTOS';
const FUNCTION = 'edgecard-test-photoVariant';
const GUARD = 'arn:aws:cloudfront::111122223333:function/edgecard-test-photo-site-guard';
const ACCESS = { photos: 'EPHOTOSACCESS', sizes: 'ESIZESACCESS' } as const;

interface Options {
  readonly keys?: readonly string[];
  /** What the bucket and the function say to a good address. */
  readonly behind?: number;
  readonly guard?: string;
  readonly enabled?: boolean;
  readonly access?: Readonly<Record<string, string>>;
  readonly authType?: string;
  /** What the function says to a call without a signature. */
  readonly stranger?: number;
  readonly bucket?: string;
  readonly reserved?: number;
  readonly state?: string;
}

const VARIABLES = {
  AWS_ENDPOINT_URL: '',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'an example of a secret',
};
const before = Object.keys(VARIABLES).map((name) => [name, process.env[name]] as const);
afterEach(() => {
  for (const [name, value] of before) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

let options: Options = {};
let site: Listening;
let lambda: Listening;
beforeAll(async () => {
  // CloudFront: the guard, and what is behind it.
  site = await listen(
    createServer((request, response) => {
      const answer = loadPhotoSiteGuard(options.keys ?? [OWN_KEY])(viewerRequestEvent(request));
      response.writeHead('statusCode' in answer ? answer.statusCode : (options.behind ?? 404)).end();
    }),
    0,
  );
  lambda = await listen(
    createServer((_, response) => response.writeHead(options.stranger ?? 403).end()),
    0,
  );
});
afterAll(async () => {
  await site.close();
  await lambda.close();
});

const answerOf = (name: string, path: RegExp, json: () => Readonly<Record<string, unknown>>) => ({
  name: `lambda ${name}`,
  method: 'GET',
  path,
  answer: () => ({ json: json() }),
});

function openAws() {
  const { guard = GUARD, enabled = true, access = ACCESS, authType = 'AWS_IAM', bucket = 'photos', reserved = 10 } = options;
  const origin = (Id: 'photos' | 'sizes') => ({ Id, OriginAccessControlId: access[Id] ?? '' });
  const FunctionAssociations = {
    Quantity: 1,
    Items: { FunctionAssociation: [{ EventType: 'viewer-request', FunctionARN: guard }] },
  };
  return startAwsServer({
    rest: [
      distributionConfig(DISTRIBUTION, () => ({
        Enabled: enabled,
        Origins: { Quantity: 2, Items: { Origin: [origin('photos'), origin('sizes')] } },
        DefaultCacheBehavior: { TargetOriginId: 'photos-or-sizes', FunctionAssociations },
      })),
      answerOf('GetFunctionUrlConfig', new RegExp(`/functions/${FUNCTION}/url$`), () => ({
        FunctionUrl: `${lambda.origin}/`,
        AuthType: authType,
      })),
      answerOf('GetFunctionConfiguration', new RegExp(`/functions/${FUNCTION}/configuration$`), () => ({
        State: options.state ?? 'Active',
        Environment: { Variables: { PHOTO_BUCKET: bucket } },
      })),
      answerOf('GetFunctionConcurrency', new RegExp(`/functions/${FUNCTION}/concurrency$`), () => ({
        ReservedConcurrentExecutions: reserved,
      })),
    ],
  });
}

const HERE: DoctorSubject = {
  ...{ pictures: 'http://127.0.0.1', isLocal: false, bucketAddresses: [], build: DESIGN_VERSIONS },
  ...{ packaged: '/nowhere', maxSecretAgeDays: 365 },
};

async function look(changed: Options = {}, signingKey: string | undefined = OWN_KEY): Promise<readonly Finding[]> {
  options = changed;
  const aws = await openAws();
  Object.assign(process.env, VARIABLES, { AWS_ENDPOINT_URL: aws.endpoint });
  const deployment = {
    ...{ stack: 'edgecard-test', region: 'us-east-1', status: 'UPDATE_COMPLETE', bucket: 'pictures', distributionId: 'E1' },
    ...{ pictures: '', cardSite: '', photoSite: site.origin, secrets: {}, buckets: [] },
    outputs: { PhotoBucket: 'photos', PhotoSiteDistribution: DISTRIBUTION },
    physicalIds: {
      ...{ PhotoSiteGuard: GUARD, PhotoVariantLambdaFunction: FUNCTION },
      ...{ PhotoSiteAccess: ACCESS.photos, PhotoVariantAccess: ACCESS.sizes },
    },
  };
  const subject = { ...HERE, deployment, ...(signingKey === '' ? {} : { signingKey }) };
  try {
    return [...(await photoSite(subject)), ...(await photoSizes(subject))];
  } finally {
    await aws.close();
  }
}

test('a photo site as infra/ makes it has no fault, with the signing key and without', async () => {
  const inside = { state: 'ok', found: 'only the distribution reads the bucket and asks the function for sizes' };
  expect(await look()).toEqual([
    { state: 'ok', found: 'forged addresses get 403, and a signed one passes guard, bucket and function' },
    inside,
  ]);
  expect(await look({}, '')).toEqual([{ state: 'ok', found: expect.stringContaining('EDGECARD_SIGNING_KEY') }, inside]);
});

test.each<[string, Options, readonly RegExp[]]>([
  [
    'the public development key',
    { keys: [OWN_KEY, DEVELOPMENT_KEYS.signing] },
    [/^an address signed with the public development key is answered with 404, not 403$/],
  ],
  ['another key', { keys: ['ab'.repeat(32)] }, [/^a signed address of no photo is answered with 403, not 404$/]],
  ['a function that fails', { behind: 503 }, [/^a signed address of no photo is answered with 503, not 404$/]],
  ['another guard', { guard: `${GUARD}-old` }, [/does not ask the guard first$/]],
  ['a distribution that is off', { enabled: false }, [/is disabled$/]],
  ['a bucket that is asked without a signature', { access: { sizes: ACCESS.sizes } }, [/does not sign what it asks of photos$/]],
  ['a function that is asked so', { access: { ...ACCESS, sizes: '' } }, [/does not sign what it asks of sizes$/]],
  ['a function that is open', { authType: 'NONE', stranger: 404 }, [/answers a call without a signature with 404, not 403$/]],
  ['another bucket', { bucket: 'other' }, [/^the function that makes sizes reads other$/]],
  ['a function that is held', { reserved: 0 }, [/^no size is made: the function’s reserved concurrency is 0$/]],
  ['a function that failed', { state: 'Failed' }, [/^the function that makes sizes cannot be started$/]],
])('%s is reported, with what to do', async (_what, changed, expected) => {
  const faults = (await look(changed)).filter(({ state }) => state === 'fault');
  expect(faults.map(({ found }) => found)).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
  for (const { advice } of faults) expect(advice).toMatch(/\.$/);
});

test('a stack without a photo site has no line about it', async () => {
  expect([...(await photoSite(HERE)), ...(await photoSizes(HERE))]).toEqual([]);
});
