// Lambda@Edge, origin-request: answers `/?social=…` with the app's index.html and the tags of that card.
import type { CloudFrontHeaders, CloudFrontRequestEvent, CloudFrontRequestResult } from 'aws-lambda';
import { pageWithCard, sharedCard } from './page-with-card.ts';

export interface Parts {
  /** Reads index.html from the app's bucket. */
  readonly readPage: (bucket: string, region: string) => Promise<string>;
  readonly log: (line: string) => void;
}

/** CloudFront answers 502 for more than 1,048,576 bytes with headers. */
const MAX_PAGE_BYTES = 1_000_000;

export function createOriginRequest({ readPage, log }: Parts) {
  return async (event: CloudFrontRequestEvent): Promise<CloudFrontRequestResult> => {
    const request = event.Records[0]?.cf.request;
    if (!request) throw new Error('The event has no record.');
    const { method, querystring } = request;
    if (request.uri === '/') request.uri = '/index.html';
    // S3 obeys some queries, such as response-content-type, and the answer would be cached for everyone.
    request.querystring = '';
    if (request.uri !== '/index.html' || method !== 'GET') return request;
    try {
      const config = configOf(request.origin?.s3?.customHeaders ?? {});
      const card = await sharedCard(querystring, config.signingKeys);
      if (!card) return request;
      const body = await pageWithCard(await readPage(config.bucket, config.region), card, config);
      const bytes = Buffer.byteLength(body);
      if (bytes > MAX_PAGE_BYTES) throw new Error(`The page has ${bytes} bytes, more than ${MAX_PAGE_BYTES}.`);
      const headers = {
        'content-type': [{ value: 'text/html; charset=utf-8' }],
        // Short, because the page names the app's assets and the next deploy has others.
        'cache-control': [{ value: 'public, max-age=60' }],
      };
      return { status: '200', statusDescription: 'OK', headers, body };
    } catch (error) {
      // The app works without the card, so viewers get it as S3 has it.
      log(JSON.stringify({ event: 'card_left_out', reason: String(error) }));
      return request;
    }
  };
}

/** Lambda@Edge has no environment variables: the origin's custom headers carry the configuration. */
function configOf(headers: CloudFrontHeaders) {
  const given = (name: string) => headers[name]?.[0]?.value ?? '';
  const required = (name: string) => given(name) || raise(`The origin custom header ${name} is missing.`);
  return {
    bucket: required('x-site-bucket'),
    region: required('x-site-region'),
    siteOrigin: required('x-site-origin'),
    pictureOrigin: required('x-picture-origin'),
    signingKeys: given('x-card-signing-keys').split(',').filter(Boolean),
  };
}

function raise(message: string): never {
  throw new Error(message);
}
