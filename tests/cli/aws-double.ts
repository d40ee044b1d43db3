// Speaks the wire protocols of the AWS services that the commands call, for the SDK to be pointed at with AWS_ENDPOINT_URL:
// S3 with versions (REST, XML), CloudFront (REST, XML), CloudFormation (query, XML) and Secrets Manager (JSON).
// Shapes: the services' API references. Pages are short, so that every caller has to turn them.
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../../local/http/listen.ts';

export interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  readonly deleteMarker?: boolean;
}

export interface AwsDoubleOptions {
  readonly bucket: string;
  /** Keys with their sizes; the bucket keeps versions. */
  readonly objects?: Readonly<Record<string, number>>;
  /** Keys that are refused to be deleted. */
  readonly refused?: readonly string[];
  /** From the so many-th call on, deleting is refused altogether. */
  readonly refuseDeletesFrom?: number;
  /** The header from which CloudFront takes cache tags. */
  readonly tagHeader?: string;
  readonly stackStatus?: string;
  readonly secretAgeDays?: number;
  readonly publicBucket?: boolean;
}

export interface AwsDouble {
  readonly env: Readonly<Record<string, string>>;
  /** Of CloudFront, in order. */
  readonly invalidated: readonly string[][];
  /** The service and the call of each request, in order. */
  readonly calls: readonly string[];
  /** What the bucket holds, delete markers included. */
  readonly versions: () => readonly Version[];
  close(): Promise<void>;
}

const PAGE = 2;
export const DISTRIBUTION = 'E2EXAMPLE';

type Answer = { readonly status?: number; readonly xml?: string; readonly json?: unknown };

export async function startAwsDouble(options: AwsDoubleOptions): Promise<AwsDouble> {
  const calls: string[] = [];
  const invalidated: string[][] = [];
  let serial = 0;
  let deletes = 0;
  let versions: Version[] = Object.entries(options.objects ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, bytes]) => ({ key, bytes, versionId: `v${++serial}` }));
  /** The last one of a key is its current one. */
  const current = () =>
    [...new Map(versions.map((version) => [version.key, version])).values()].filter((one) => !one.deleteMarker);

  function s3(method: string, query: URLSearchParams, body: string): Answer {
    if (query.has('publicAccessBlock'))
      return called('s3 GetPublicAccessBlock', { xml: publicAccessBlock(options.publicBucket !== true) });
    if (query.has('policyStatus')) {
      return called('s3 GetBucketPolicyStatus', {
        xml: `<PolicyStatus><IsPublic>${options.publicBucket === true}</IsPublic></PolicyStatus>`,
      });
    }
    if (query.has('versions')) return called('s3 ListObjectVersions', { xml: versionList(query) });
    if (query.has('delete')) return called('s3 DeleteObjects', remove(body));
    if (query.get('list-type') === '2') return called('s3 ListObjectsV2', { xml: objectList(query) });
    return called(`s3 ${method}`, { status: 404, xml: '' });
  }

  function called(name: string, answer: Answer): Answer {
    calls.push(name);
    return answer;
  }

  function remove(body: string): Answer {
    deletes += 1;
    if (deletes >= (options.refuseDeletesFrom ?? Number.POSITIVE_INFINITY)) {
      return { status: 403, xml: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>' };
    }
    const errors: string[] = [];
    for (const [, object = ''] of body.matchAll(/<Object>(.*?)<\/Object>/gs)) {
      const key = textIn(object, 'Key');
      const versionId = textIn(object, 'VersionId');
      if (options.refused?.includes(key))
        errors.push(`<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`);
      else if (versionId) versions = versions.filter((one) => one.versionId !== versionId);
      else versions.push({ key, bytes: 0, versionId: `v${++serial}`, deleteMarker: true });
    }
    return { xml: `<DeleteResult>${errors.join('')}</DeleteResult>` };
  }

  function objectList(query: URLSearchParams): string {
    const [prefix, after] = [query.get('prefix') ?? '', query.get('continuation-token') ?? ''];
    const found = current().filter(({ key }) => key.startsWith(prefix));
    const rows = query.has('delimiter')
      ? foldersOf(found).map((place) => ({ place, xml: `<CommonPrefixes><Prefix>${place}</Prefix></CommonPrefixes>` }))
      : found.map(({ key, bytes }) => ({ place: key, xml: `<Contents><Key>${key}</Key><Size>${bytes}</Size></Contents>` }));
    const rest = rows.filter(({ place }) => place > after);
    const page = rest.slice(0, PAGE);
    const more = rest.length > PAGE;
    const next = more ? `<NextContinuationToken>${page.at(-1)?.place}</NextContinuationToken>` : '';
    return `<ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${page.map(({ xml }) => xml).join('')}</ListBucketResult>`;
  }

  function versionList(query: URLSearchParams): string {
    const found = versions.filter(({ key }) => key.startsWith(query.get('prefix') ?? ''));
    const rows = query.has('delimiter')
      ? foldersOf(found).map((place) => ({ place, id: '', xml: `<CommonPrefixes><Prefix>${place}</Prefix></CommonPrefixes>` }))
      : found.sort(byKey).map(({ key, versionId, bytes, deleteMarker }) => {
          const about = `<Key>${key}</Key><VersionId>${versionId}</VersionId>`;
          const xml = deleteMarker ? `<DeleteMarker>${about}</DeleteMarker>` : `<Version>${about}<Size>${bytes}</Size></Version>`;
          return { place: key, id: versionId, xml };
        });
    const [key, id] = [query.get('key-marker') ?? '', query.get('version-id-marker') ?? ''];
    const rest = rows.filter(
      (row) => row.place > key || (row.place === key && id !== '' && Number(row.id.slice(1)) > Number(id.slice(1))),
    );
    const page = rest.slice(0, PAGE);
    const [last, more] = [page.at(-1), rest.length > PAGE];
    const next = more
      ? `<NextKeyMarker>${last?.place}</NextKeyMarker><NextVersionIdMarker>${last?.id}</NextVersionIdMarker>`
      : '';
    return `<ListVersionsResult><IsTruncated>${more}</IsTruncated>${next}${page.map(({ xml }) => xml).join('')}</ListVersionsResult>`;
  }

  function cloudFront(method: string, path: string, body: string): Answer {
    if (method === 'POST' && path.endsWith(`/distribution/${DISTRIBUTION}/invalidation`)) {
      invalidated.push([...body.matchAll(/<Path>([^<]*)<\/Path>/g)].map(([, item = '']) => item));
      return called('cloudfront CreateInvalidation', {
        status: 201,
        xml: '<Invalidation><Id>I1</Id><Status>InProgress</Status></Invalidation>',
      });
    }
    if (path.endsWith(`/distribution/${DISTRIBUTION}/config`)) {
      const tags = options.tagHeader ? `<CacheTagConfig><HeaderName>${options.tagHeader}</HeaderName></CacheTagConfig>` : '';
      return called('cloudfront GetDistributionConfig', {
        xml: `<DistributionConfig><Enabled>true</Enabled>${tags}</DistributionConfig>`,
      });
    }
    return called('cloudfront ?', {
      status: 404,
      xml: '<ErrorResponse><Error><Type>Sender</Type><Code>NoSuchDistribution</Code><Message>The specified distribution does not exist.</Message></Error></ErrorResponse>',
    });
  }

  function cloudFormation(form: URLSearchParams): Answer {
    const action = form.get('Action') ?? '';
    const result = (inner: string) => ({
      xml: `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`,
    });
    const members = (rows: readonly (readonly string[])[], names: readonly string[]) =>
      rows.map((row) => `<member>${row.map((text, at) => `<${names[at]}>${text}</${names[at]}>`).join('')}</member>`).join('');
    if (form.get('StackName') !== 'edgecard-test') {
      const error = '<Error><Code>ValidationError</Code><Message>Stack with id nope does not exist</Message></Error>';
      return called(`cloudformation ${action}`, { status: 400, xml: `<ErrorResponse>${error}</ErrorResponse>` });
    }
    if (action === 'DescribeStacks') {
      const outputs = members(
        [
          ['PictureDomain', 'dexample.cloudfront.net'],
          ['CardSiteDomain', 'dsite.cloudfront.net'],
        ],
        ['OutputKey', 'OutputValue'],
      );
      const status = options.stackStatus ?? 'UPDATE_COMPLETE';
      const stack = `<member><StackName>edgecard-test</StackName><StackStatus>${status}</StackStatus><Outputs>${outputs}</Outputs></member>`;
      return called('cloudformation DescribeStacks', result(`<Stacks>${stack}</Stacks>`));
    }
    const rows = [
      ['PictureBucket', options.bucket, 'AWS::S3::Bucket'],
      ['CloudFrontDistribution', DISTRIBUTION, 'AWS::CloudFront::Distribution'],
      ['SigningKeys', 'arn:aws:secretsmanager:us-east-1:1:secret:signing', 'AWS::SecretsManager::Secret'],
    ];
    const from = Number(form.get('NextToken') ?? 0);
    const next = rows.length > from + PAGE ? `<NextToken>${from + PAGE}</NextToken>` : '';
    const page = members(rows.slice(from, from + PAGE), ['LogicalResourceId', 'PhysicalResourceId', 'ResourceType']);
    return called('cloudformation ListStackResources', result(`${next}<StackResourceSummaries>${page}</StackResourceSummaries>`));
  }

  function secretsManager(target: string): Answer {
    const changed = Date.now() / 1000 - (options.secretAgeDays ?? 10) * 86_400;
    return called(target, {
      json: { ARN: 'arn', Name: 'edgecard/test/signing-keys', CreatedDate: changed, LastChangedDate: changed },
    });
  }

  function answerTo({ method = '', url = '/', headers }: IncomingMessage, body: string): Answer {
    const { pathname, searchParams } = new URL(url, 'http://aws');
    const target = headers['x-amz-target'];
    if (typeof target === 'string') return secretsManager(target);
    if (pathname.startsWith('/2020-05-31/')) return cloudFront(method, pathname, body);
    if (body.includes('Action=')) return cloudFormation(new URLSearchParams(body));
    return s3(method, searchParams, body);
  }

  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const { status = 200, xml, json } = answerTo(request, Buffer.concat(parts).toString('utf8'));
    response.writeHead(status, { 'content-type': json === undefined ? 'application/xml' : 'application/x-amz-json-1.1' });
    response.end(json === undefined ? xml : JSON.stringify(json));
  });
  const { origin, close } = await listen(server, 0);
  const env = { AWS_ENDPOINT_URL: origin, AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'an example of a secret' };
  return { env, invalidated, calls, versions: () => versions, close };
}

function foldersOf(found: readonly Version[]): readonly string[] {
  return [...new Set(found.flatMap(({ key }) => /^[^/]+\//.exec(key)?.[0] ?? []))].sort();
}

function byKey(a: Version, b: Version): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : Number(a.versionId.slice(1)) - Number(b.versionId.slice(1));
}

function textIn(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}

function publicAccessBlock(all: boolean): string {
  const blocks = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
  return `<PublicAccessBlockConfiguration>${blocks.map((name) => `<${name}>${all}</${name}>`).join('')}</PublicAccessBlockConfiguration>`;
}
