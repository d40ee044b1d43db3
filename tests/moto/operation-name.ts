// What a request to AWS asks for, as IAM would name it: `sqs:SendMessageBatch`.

export interface AwsRequestLine {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Routes of REST, for services that have no header and no form that names the operation. */
const ROUTES: readonly (readonly [service: string, method: string, path: RegExp, operation: string])[] = [
  ['lambda', 'GET', /\/functions\/[^/]+$/, 'GetFunction'],
  ['lambda', 'DELETE', /\/functions\/[^/]+$/, 'DeleteFunction'],
  ['lambda', 'GET', /\/functions\/[^/]+\/versions$/, 'ListVersionsByFunction'],
  ['lambda', 'GET', /\/functions\/[^/]+\/aliases$/, 'ListAliases'],
  ['lambda', 'GET', /\/functions\/?$/, 'ListFunctions'],
  ['lambda', 'GET', /\/account-settings\/?$/, 'GetAccountSettings'],
  ['cloudfront', 'POST', /\/distribution\/[^/]+\/invalidation$/, 'CreateInvalidation'],
  ['cloudfront', 'GET', /\/distribution\/[^/]+\/invalidation\/[^/]+$/, 'GetInvalidation'],
  ['cloudfront', 'GET', /\/distribution\/[^/]+\/config$/, 'GetDistributionConfig'],
  ['cloudfront', 'GET', /\/distribution\/[^/]+$/, 'GetDistribution'],
  ['cloudfront', 'POST', /\/distribution$/, 'CreateDistribution'],
  ['cloudfront', 'PUT', /\/distribution\/[^/]+\/config$/, 'UpdateDistribution'],
  ['cloudfront', 'GET', /\/function\/[^/]+$/, 'GetFunction'],
];

/** Parts of a bucket or object that a request names in its query, in the words of the API. */
const S3_PARTS: Readonly<Record<string, string>> = {
  'list-type': 'ListObjectsV2',
  versions: 'ListObjectVersions',
  delete: 'DeleteObjects',
  uploads: 'CreateMultipartUpload',
  encryption: 'BucketEncryption',
  publicAccessBlock: 'PublicAccessBlock',
  policyStatus: 'BucketPolicyStatus',
  policy: 'BucketPolicy',
  versioning: 'BucketVersioning',
  notification: 'BucketNotificationConfiguration',
};
const S3_VERBS: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', HEAD: 'Head', DELETE: 'Delete' };

export function operationName(request: AwsRequestLine): string {
  const service = serviceOf(request);
  return `${service}:${operationOf(service, request)}`;
}

/** What the request is signed for: `Credential=KEY/DATE/REGION/SERVICE/aws4_request`. */
function serviceOf({ headers, url }: AwsRequestLine): string {
  const [, service] = /Credential=[^/]*\/\d+\/[^/]*\/([^/]+)\//.exec(String(headers['authorization'] ?? '')) ?? [];
  return service ?? (url.includes('X-Amz-Signature') ? 's3' : 'unknown');
}

function operationOf(service: string, { method, url, headers, body }: AwsRequestLine): string {
  const target = headers['x-amz-target'];
  if (target !== undefined) return String(target).split('.').at(-1) ?? '';
  const { pathname, searchParams } = new URL(url, 'http://aws');
  if (service === 's3') return s3Operation(method, pathname, searchParams);
  const action = new URLSearchParams(body).get('Action');
  if (action !== null) return action;
  const route = ROUTES.find(([of, verb, path]) => of === service && verb === method && path.test(pathname));
  return route?.[3] ?? `${method} ${pathname}`;
}

function s3Operation(method: string, path: string, query: URLSearchParams): string {
  const id = query.get('x-id');
  if (id !== null) return id;
  const isBucket = path.replace(/\/$/, '').lastIndexOf('/') === 0;
  const part = Object.keys(S3_PARTS).find((name) => query.has(name));
  const what = part === undefined ? undefined : S3_PARTS[part];
  if (what !== undefined) return /^[A-Z][a-z]+(Objects|Object|Multipart)/.test(what) ? what : `${S3_VERBS[method]}${what}`;
  if (query.has('uploadId')) return { POST: 'CompleteMultipartUpload', PUT: 'UploadPart' }[method] ?? 'AbortMultipartUpload';
  if (path === '/') return 'ListBuckets';
  if (isBucket && method === 'PUT') return 'CreateBucket';
  return `${S3_VERBS[method]}${isBucket ? 'Bucket' : 'Object'}`;
}
