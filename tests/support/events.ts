// Whole CloudFront events, as Lambda@Edge receives them; a test says only what matters to it.
import type { CloudFrontHeaders, CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import type { Card } from '../../card-schema/catalogue.ts';
import type { DesignVersions } from '../../card-schema/design-version.ts';
import { PAYLOAD_HEADER } from '../../edge/adapters/aws/cloudfront.ts';
import { keyWithPayload } from '../../edge/core/card-key.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';

export const CONFIG_HEADERS = {
  'x-card-stage': 'prod',
  'x-card-bucket': 'pictures',
  'x-card-bucket-region': 'us-east-1',
  'x-card-site': 'https://cards.example.com',
  'x-card-signing-keys': DEVELOPMENT_KEYS.signing,
  'x-card-page-keys': DEVELOPMENT_KEYS.page,
  'x-card-development-keys': 'allowed',
} as const;

export interface EventOptions {
  readonly method?: 'GET' | 'HEAD';
  readonly config?: Readonly<Record<string, string>>;
  readonly status?: string;
  /** Of the origin's answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the request, besides those that CloudFront sets. */
  readonly requestHeaders?: Readonly<Record<string, string>>;
}

const config = (eventType: 'origin-request' | 'origin-response') => ({
  distributionDomainName: 'd111111abcdef8.cloudfront.net',
  distributionId: 'EDFDVBD6EXAMPLE',
  eventType,
  requestId: '4TyzHTaYWb1GX1qTfsHhEqV6HUDd_BzoBZnwfnvQc_1oF26ClkoUSEQ==',
});

const toHeaders = (values: Readonly<Record<string, string>>): CloudFrontHeaders =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]));

function request(
  uri: string,
  { method = 'GET', config: custom = CONFIG_HEADERS, requestHeaders = {} }: EventOptions,
): CloudFrontRequest {
  const domainName = 'pictures.s3.us-east-1.amazonaws.com';
  return {
    clientIp: '203.0.113.178',
    method,
    uri,
    querystring: '',
    headers: toHeaders({
      Host: domainName,
      'User-Agent': 'Amazon CloudFront',
      Via: '2.0 example.cloudfront.net (CloudFront)',
      ...requestHeaders,
    }),
    origin: {
      s3: { authMethod: 'none' as const, customHeaders: toHeaders(custom), domainName, path: '' },
    },
  };
}

export function originRequestEvent(uri: string, options: EventOptions = {}): CloudFrontRequestEvent {
  return { Records: [{ cf: { config: config('origin-request'), request: request(uri, options) } }] };
}

/** By default S3 answers 404, as it does for a missing key when the asker may list the bucket. */
export function originResponseEvent(uri: string, options: EventOptions = {}): CloudFrontResponseEvent {
  const { status = '404', headers = { 'Content-Type': 'application/xml', 'Transfer-Encoding': 'chunked', Server: 'AmazonS3' } } =
    options;
  const response = { status, statusDescription: '', headers: toHeaders(headers) };
  return { Records: [{ cf: { config: config('origin-response'), request: request(uri, options), response } }] };
}

/** Of a card, as origin-request sends it on: where the key holds only the hash of its payload, that comes in a header. */
export function cardResponseEvent(
  card: Card,
  designVersions: DesignVersions,
  options: EventOptions = {},
): CloudFrontResponseEvent {
  const { key, payload } = keyWithPayload(card, designVersions);
  const requestHeaders = payload === undefined ? {} : { [PAYLOAD_HEADER]: payload };
  return originResponseEvent(`/${key}`, { ...options, requestHeaders });
}
