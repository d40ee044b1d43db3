// @examples article
// Signing keys are changed while viewers go on asking: in the documented order (docs/3-addresses.md) no address that carries a valid
// signature is refused at any moment. A deployment reaches the two functions, and the sandboxes of each, one after the other.
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { signCardPath } from '../../../card-schema/card-path.ts';
import { createCard } from '../../../card-schema/catalogue.ts';
import { createS3Store } from '../../../edge/adapters/aws/s3-store.ts';
import { createOriginRequest } from '../../../edge/create-origin-request.ts';
import { createOriginResponse } from '../../../edge/create-origin-response.ts';
import { type CloudFront, startCloudFront } from '../../../local/cloudfront/emulator.ts';
import { type S3Server, startS3Server } from '../../../local/s3/server.ts';
import { DESIGN_VERSIONS } from '../../support/design-versions.ts';
import { CONFIG_HEADERS } from '../../support/events.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const OLD = 'the-old-signing-key-of-this-test';
const NEW = 'the-new-signing-key-of-this-test';
const BUCKET = 'pictures';
const credentials = { accessKeyId: 'ROTATION', secretAccessKey: 'rotation-secret' };
const BATCH = 25;

let folder: TemporaryFolder;
let s3: S3Server;
let client: S3Client;
let cloudfront: CloudFront;
/** What each sandbox has been deployed with: a deployment does not come to all of them at once. */
let deployed: readonly string[] = [OLD];
let soonDeployed: readonly string[] = [OLD];
/** Runs of origin-request, which alone looks at signatures: a run of the other function in between must not change whose turn it is. */
let turn = 0;
/** With which keys origin-request has run since they were last looked at. */
const met = new Set<string>();

beforeAll(async () => {
  folder = await temporaryFolder('rotation');
  s3 = await startS3Server({ directory: folder.path, port: 0, ...credentials });
  client = new S3Client({ region: 'us-east-1', endpoint: s3.endpoint, forcePathStyle: true, credentials });
  await client.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const parts = { designVersions: DESIGN_VERSIONS, log: () => {} };
  const originRequest = createOriginRequest(parts);
  const originResponse = createOriginResponse({
    readDrawingState: async () => undefined,
    ...parts,
    fallbackPicture: Uint8Array.of(0xff, 0xd8),
    draw: async () => ({ jpeg: Uint8Array.of(0xff, 0xd8, 0xff), quality: 85, missingGlyphs: [], missingImages: [] }),
    storeFor: () => createS3Store(client, BUCKET),
  });
  cloudfront = await startCloudFront({
    port: 0,
    handlers: {
      async originRequest(event) {
        // While a deployment is under way, one location still sends the headers of before, and the next one those of after.
        const keys = turn++ % 2 === 0 ? deployed : soonDeployed;
        met.add(keys.join());
        const { uri = '' } = (await originRequest(configured(structuredClone(event), keys))) as { uri?: string };
        const request = event.Records[0]?.cf.request;
        return request && Object.assign(request, { uri }); // CloudFront's own headers stay what they are
      },
      originResponse: (event) => originResponse(configured(event, deployed)),
    },
    origin: { endpoint: s3.endpoint, bucket: BUCKET, region: 'us-east-1', ...credentials, customHeaders: CONFIG_HEADERS },
  });
});
afterAll(async () => {
  await cloudfront.close();
  client.destroy();
  await s3.close();
  await folder.remove();
});

/** The event as it comes from a location that has these keys. */
function configured<E extends CloudFrontRequestEvent | CloudFrontResponseEvent>(event: E, keys: readonly string[]): E {
  const headers = event.Records[0]?.cf.request.origin?.s3?.customHeaders;
  if (headers) headers['x-card-signing-keys'] = [{ key: 'x-card-signing-keys', value: keys.join() }];
  return event;
}

let number = 0;
const newPath = (key: string) => signCardPath(createCard('article', { title: `Card ${number++}`, author: 'A' }), key);

/** Asks for new cards with signatures of these keys, all at once, and gives the results. */
async function asked(signers: readonly string[]): Promise<ReadonlySet<string | null>> {
  const paths = await Promise.all(signers.flatMap((key) => Array.from({ length: BATCH }, () => newPath(key))));
  const answers = await Promise.all(paths.map((path) => fetch(`${cloudfront.url}${path}`)));
  return new Set(answers.map((answer) => answer.headers.get('x-card-status')));
}

async function deploy(keys: readonly string[], meanwhile: readonly string[]): Promise<void> {
  soonDeployed = keys;
  met.clear();
  expect(await asked(meanwhile)).toEqual(new Set(['drawn'])); // half of the world has the new configuration
  expect(met).toEqual(new Set([deployed.join(), keys.join()]));
  deployed = keys;
  expect(await asked(meanwhile)).toEqual(new Set(['drawn']));
}

test('in the documented order no valid address is refused, before, while and after each step', async () => {
  const carried = await Promise.all(Array.from({ length: BATCH }, () => newPath(OLD)));
  expect(await asked([OLD])).toEqual(new Set(['drawn']));
  await deploy([OLD, NEW], [OLD]);
  await deploy([NEW, OLD], [OLD, NEW]); // main sites change over one by one
  expect(await asked([OLD, NEW])).toEqual(new Set(['drawn']));
  // Pages that were written before go on carrying the old signature.
  const kept = await Promise.all(carried.map((path) => fetch(`${cloudfront.url}${path}`)));
  expect(new Set(kept.map((answer) => answer.headers.get('x-card-status')))).toEqual(new Set(['drawn']));
  await deploy([NEW], [NEW]);
  expect(await asked([OLD])).toEqual(new Set(['default'])); // and the old key is worth nothing any more
}, 60_000);

test('in another order some are refused, so that the test above could fail', async () => {
  deployed = [OLD];
  soonDeployed = [NEW];
  met.clear();
  expect(await asked([NEW])).toEqual(new Set(['drawn', 'default']));
  expect(met).toEqual(new Set([OLD, NEW]));
});
