// The events that origin-request and origin-response are given.
// Sources, in Amazon's CloudFront guide: "Lambda@Edge event structure", "Request and response behavior for Amazon S3 origins".
import { randomBytes } from 'node:crypto';
import type {
  CloudFrontEvent,
  CloudFrontHeaders,
  CloudFrontRequest,
  CloudFrontRequestEvent,
  CloudFrontResponse,
  CloudFrontResponseEvent,
} from 'aws-lambda';

export const DISTRIBUTION_DOMAIN = 'dlocaledgecard.cloudfront.net';
const DISTRIBUTION_ID = 'ELOCALEDGECARD';

export interface S3Origin {
  /** Where the bucket really is, such as `http://127.0.0.1:9000`; events name Amazon's address. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** OriginReadTimeout: how long CloudFront waits for an answer; 30 s by default. */
  readonly readTimeoutMs?: number | undefined;
}

export interface ViewerRequest {
  readonly method: 'GET' | 'HEAD';
  /** As it came: not decoded, not normalised, without its query. */
  readonly path: string;
  readonly clientIp: string;
  readonly forwardedFor: string | undefined;
}

export function newRequestId(): string {
  return `${randomBytes(40).toString('base64url')}==`;
}

export function header(key: string, value: string): CloudFrontHeaders {
  return { [key.toLowerCase()]: [{ key, value }] };
}

/** The request as it stands before origin-request: the viewer's own headers are gone, because our policy forwards none. */
export function originRequestOf(
  viewer: ViewerRequest,
  origin: S3Origin,
  etagToRevalidate: string | undefined,
): CloudFrontRequest {
  const { bucket, region, customHeaders } = origin;
  const domainName = `${bucket}.s3.${region}.amazonaws.com`;
  const custom = Object.entries(customHeaders).map(([name, value]) => header(name.toLowerCase(), value));
  return {
    clientIp: viewer.clientIp,
    method: viewer.method,
    uri: viewer.path,
    querystring: '',
    headers: {
      ...header('Host', domainName),
      ...header('User-Agent', 'Amazon CloudFront'),
      ...header('Via', `1.1 ${DISTRIBUTION_DOMAIN} (CloudFront)`),
      ...header('X-Forwarded-For', [viewer.forwardedFor, viewer.clientIp].filter(Boolean).join(', ')),
      ...(etagToRevalidate === undefined ? {} : header('If-None-Match', etagToRevalidate)),
    },
    // With origin access control there is no `region`, and authMethod is `none`. @types/aws-lambda demands the former and
    // does not know readTimeout.
    origin: {
      s3: { authMethod: 'none', customHeaders: Object.assign({}, ...custom), domainName, path: '', readTimeout: 30 },
    } as unknown as NonNullable<CloudFrontRequest['origin']>,
  };
}

export function originRequestEvent(request: CloudFrontRequest, requestId: string): CloudFrontRequestEvent {
  return { Records: [{ cf: { config: configOf('origin-request', requestId), request } }] };
}

/** The body is not in it: CloudFront shows it to no function. */
export function originResponseEvent(
  request: CloudFrontRequest,
  response: CloudFrontResponse,
  requestId: string,
): CloudFrontResponseEvent {
  return { Records: [{ cf: { config: configOf('origin-response', requestId), request, response } }] };
}

function configOf<T extends CloudFrontEvent['config']['eventType']>(eventType: T, requestId: string) {
  return { distributionDomainName: DISTRIBUTION_DOMAIN, distributionId: DISTRIBUTION_ID, eventType, requestId };
}
