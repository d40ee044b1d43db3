// Which HTTP API the commands of photos ask: that of the local stack, or of a deployed one.
import { S3Client } from '@aws-sdk/client-s3';
import { AwsV4Signer } from 'aws4fetch';
import { DEFAULT_PORT, PORTS_AFTER } from '../../local/stack/ports.ts';
import { asked } from '../aws/aws.ts';
import { DEFAULT_REGION, readDeployment } from '../aws/deployment.ts';
import { clientSettings } from '../aws/settings.ts';
import { ExpectedError, UsageError } from '../terminal/errors.ts';
import type { Options } from '../terminal/option.ts';
import { PORT } from '../terminal/options.ts';
import { type ApiRequest, createPhotoApi, type PhotoApi } from './api.ts';

export const PLACE_OPTIONS = {
  port: PORT,
  stack: { type: 'string', value: 'NAME', description: 'a deployed stack instead, such as edgecard-prod; needs credentials' },
  region: { type: 'string', value: 'REGION', description: `of the stack; ${DEFAULT_REGION} if left out` },
} as const satisfies Options;

export interface PlaceOptions {
  readonly port?: number | undefined;
  readonly stack?: string | undefined;
  readonly region?: string | undefined;
}

/** The options as they were given, for a command that is to ask the same place: ` --stack edgecard-prod`. */
export function givenPlace({ port, stack, region }: PlaceOptions): string {
  const given = Object.entries({ port, stack, region });
  return given.flatMap(([name, value]) => (value === undefined ? [] : [` --${name} ${value}`])).join('');
}

/** Throws UsageError, AwsError, and ExpectedError `no_photos`. */
export async function openPhotoApi({ port, stack, region = DEFAULT_REGION }: PlaceOptions): Promise<PhotoApi> {
  if (port !== undefined && stack !== undefined) throw new UsageError('Give one of --port and --stack.');
  return stack === undefined ? localApi(port ?? DEFAULT_PORT) : deployedApi(stack, region);
}

function localApi(port: number): PhotoApi {
  const origin = `http://127.0.0.1:${port + PORTS_AFTER.photoApi}`;
  const remedy = 'Start the local stack with `npm start` (its port is --port here), or name a deployment with --stack.';
  return createPhotoApi({ name: `the local stack’s photos at ${origin}`, origin, remedy });
}

async function deployedApi(stack: string, region: string): Promise<PhotoApi> {
  const { outputs } = await readDeployment(stack, region);
  const origin = outputs['PhotoApiUrl']?.replace(/\/$/, '');
  if (!origin)
    throw new ExpectedError(
      'no_photos',
      `The stack ${stack} has no photos: deploy it with photos switched on (docs/12-photos.md).`,
    );
  const name = `the photo API of ${stack}`;
  return createPhotoApi({ name, origin, sign: signer(region), remedy: 'Look at the network, and at --stack.' });
}

/** Signature Version 4, as a function URL with AWS_IAM wants it. */
function signer(region: string): (request: ApiRequest) => Promise<Readonly<Record<string, string>>> {
  // The SDK's way to credentials: profiles, roles, single sign-on. A client has it, and no call is made with this one.
  const client = new S3Client(clientSettings(region));
  return async ({ method, url, headers, body }) => {
    const credentials = await asked('Credentials of AWS', client.config.credentials());
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    const signed = await new AwsV4Signer({
      ...{ method, url, headers, accessKeyId, secretAccessKey, region },
      service: 'lambda',
      ...(sessionToken === undefined ? {} : { sessionToken }),
      ...(body === undefined ? {} : { body }),
    }).sign();
    return Object.fromEntries(signed.headers);
  };
}
