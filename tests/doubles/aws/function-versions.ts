// Published versions of functions, as a stack makes them: Lambda publishes none that is what the last one is, by code and configuration
// (API_PublishVersion.html), and what a failed update has published stays where CloudFront has copies of it.
import { awsError } from './aws-error.ts';
import { replicated } from './lambda.ts';
import type { RestOperation } from './rest-protocol.ts';
import type { XmlElements } from './xml.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function';
const MAX_PAGE = 2;

interface Published {
  readonly number: number;
  /** Code and configuration. */
  readonly of: string;
}

interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

export function createFunctionVersions() {
  const published = new Map<string, Published[]>();
  /** ARNs of the stack's versions by logical id. */
  let ofStack = new Map<string, string>();
  const state = { failNext: false, replicas: false };
  const numbers = (name: string) => (published.get(name) ?? []).map(({ number }) => number);

  function publish(name: string, of: string): string | undefined {
    const all = published.get(name) ?? [];
    const last = all.at(-1);
    // "A version for this Lambda function exists ( 7 ). Modify the function to create a new version."
    if (last?.of === of) return undefined;
    const number = (last?.number ?? 0) + 1;
    published.set(name, [...all, { number, of }]);
    return `${ARN}:${name}:${number}`;
  }

  return {
    state,
    numbers,
    publish,
    /** The version that the stack has of a function. */
    live: (name: string) => [...ofStack.values()].find((arn) => arn.startsWith(`${ARN}:${name}:`)),
    /** False where the update fails: what it has published stays. */
    update(template: string): boolean {
      const { Resources = {} } = JSON.parse(template) as { Resources?: Record<string, TemplateResource> };
      const next = new Map<string, string>();
      for (const [id, { Type, Properties = {} }] of Object.entries(Resources)) {
        if (Type !== 'AWS::Lambda::Version') continue;
        const { Ref = '' } = Properties['FunctionName'] as { Ref?: string };
        const { Code: _, ...settings } = Resources[Ref]?.Properties ?? {};
        const of = JSON.stringify([Properties['CodeSha256'], settings]);
        const arn = ofStack.get(id) ?? publish(String(settings['FunctionName']), of);
        if (arn === undefined) return false;
        next.set(id, arn);
      }
      if (state.failNext) {
        state.failNext = false;
        return false;
      }
      ofStack = next;
      return true;
    },
    /** Of ListStackResources, one on each page. */
    summaries(token = '0'): XmlElements {
      const all = [...ofStack].map(([LogicalResourceId, PhysicalResourceId]) => ({
        LogicalResourceId,
        PhysicalResourceId,
        ResourceType: 'AWS::Lambda::Version',
        ResourceStatus: 'CREATE_COMPLETE',
        LastUpdatedTimestamp: '2026-11-21T10:00:00Z',
      }));
      const next = Number(token) + 1;
      const member = all.slice(Number(token), next);
      return { StackResourceSummaries: { member }, ...(next < all.length ? { NextToken: String(next) } : {}) };
    },
    operations: operationsOn(published, state),
  };
}

export type FunctionVersions = ReturnType<typeof createFunctionVersions>;

function operationsOn(published: Map<string, Published[]>, state: { readonly replicas: boolean }): readonly RestOperation[] {
  return [
    {
      name: 'lambda ListVersionsByFunction',
      method: 'GET',
      path: /\/functions\/(?<name>[^/?]+)\/versions\/?$/,
      answer({ path: { name = '' }, query }) {
        const all = ['$LATEST', ...(published.get(name) ?? []).map(({ number }) => String(number))];
        const from = Number(query.get('Marker') ?? 0);
        const Versions = all.slice(from, from + MAX_PAGE).map((Version) => ({ FunctionName: name, Version }));
        return { json: { Versions, ...(from + MAX_PAGE < all.length ? { NextMarker: String(from + MAX_PAGE) } : {}) } };
      },
    },
    {
      name: 'lambda DeleteFunction',
      method: 'DELETE',
      path: /\/functions\/(?<name>[^/?]+)\/?$/,
      query: 'Qualifier',
      answer({ path: { name = '' }, query }) {
        const version = Number(query.get('Qualifier'));
        const all = published.get(name) ?? [];
        if (!all.some(({ number }) => number === version)) throw awsError('ResourceNotFoundException', 'Function not found', 404);
        if (state.replicas) throw replicated(`${ARN}:${name}:${version}`);
        published.set(
          name,
          all.filter(({ number }) => number !== version),
        );
        return { status: 204 };
      },
    },
  ];
}
