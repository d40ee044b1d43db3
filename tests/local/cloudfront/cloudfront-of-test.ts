// A CloudFront for each test of a file, and what its answers say.
import { afterEach, beforeEach } from '@jest/globals';
import { type LocalCloudFront, type LocalCloudFrontOptions, openCloudFront, responseOf } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';

/** The one of the test that runs. */
export let cf: LocalCloudFront;

export function openCloudFrontForEachTest(): void {
  beforeEach(async () => {
    cf = await openCloudFront();
  });
  afterEach(() => cf.close());
}

/** Another one in its place, with other options. */
export async function reopenCloudFront(options: LocalCloudFrontOptions): Promise<void> {
  await cf.close();
  cf = await openCloudFront(options);
}

export const textOf = ({ body }: RawAnswer) => body.toString();
export const cacheOf = ({ headers }: RawAnswer) => headers['x-cache'];
/** An origin-response that makes a text of whatever S3 said. */
export const answering =
  (text: string, cacheControl = 'max-age=60') =>
  async (event: Parameters<typeof responseOf>[0]): Promise<unknown> => {
    const response = responseOf(event);
    const headers = { ...response.headers, 'cache-control': [{ key: 'Cache-Control', value: cacheControl }] };
    return { ...response, status: '200', headers, body: Buffer.from(text).toString('base64'), bodyEncoding: 'base64' };
  };
