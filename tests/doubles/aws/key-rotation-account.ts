// Secrets Manager with the page keys, and CloudFront with the two that hold them: a distribution in a header, the guard in its code.
import { readFileSync } from 'node:fs';
import { projectPath } from '../../../project-path.ts';
import { startAwsServer } from './aws-server.ts';
import { distribution, liveFunction } from './cloudfront.ts';
import { createSecrets } from './secrets-manager.ts';
import type { XmlElements } from './xml.ts';

export const PAGE_KEYS = 'edgecard/test/page-keys';
export const GUARD = 'edgecard-test-card-site-guard';

/** What the template has of the two resources; the rest of a text stands for everything else that changes in a deployment. */
export interface ResourceTexts {
  readonly header: string;
  readonly guard: string;
}

export interface KeyRotationAccount extends AsyncDisposable {
  readonly endpoint: string;
  /** Every call, by its operation. */
  readonly calls: string[];
  /** What the stage of the secret holds, or the version. */
  value(stage: string): string | undefined;
  /** Puts a version of its own into the secret; gives its id. */
  put(value: string): string;
  /** The id of the version that is current. */
  current(): string;
  /**
   * Updates the stack as CloudFormation does: a reference is read again only in a resource whose text differs from the one before.
   * Without texts, both name the version that is current, as `npm run deploy` has it.
   */
  deploy(texts?: Partial<ResourceTexts>): void;
  /** What header and guard hold. */
  live(): { readonly header: string; readonly guard: string };
  /** The distribution is being brought to CloudFront's locations, or has been. */
  setStatus(status: 'InProgress' | 'Deployed'): void;
  close(): Promise<void>;
}

export async function openKeyRotationAccount(first: string): Promise<KeyRotationAccount> {
  const secrets = createSecrets();
  const value = (place?: string) => secrets.value(PAGE_KEYS, place);
  let current = secrets.put(PAGE_KEYS, first, 'first');
  const stack = createKeyHolders((version) => value(version || 'AWSCURRENT') ?? '');
  let status = 'Deployed';
  const calls: string[] = [];
  const { endpoint, close } = await startAwsServer({
    json: secrets.operations,
    rest: [
      distribution('E1', () => ({ status, config: configWith(stack.live().header) })),
      liveFunction(GUARD, () => guardCode(stack.live().guard)),
    ],
    before({ name, input }) {
      calls.push(name.replace(/^(secretsmanager\.|cloudfront )/, ''));
      const { MoveToVersionId } = input as { readonly MoveToVersionId?: string }; // of UpdateSecretVersionStage
      if (MoveToVersionId) current = MoveToVersionId;
    },
  });
  const account = {
    endpoint,
    calls,
    value,
    put(text: string) {
      current = secrets.put(PAGE_KEYS, text);
      return current;
    },
    current: () => current,
    deploy: ({ header = referenceTo(current), guard = referenceTo(current) }: Partial<ResourceTexts> = {}) =>
      stack.update({ header, guard }),
    live: stack.live,
    setStatus(next: string) {
      status = next;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  account.deploy();
  return account;
}

/** As infra/ names a version of the secret; empty is the one that is current. */
export function referenceTo(version: string): string {
  return `{{resolve:secretsmanager:${PAGE_KEYS}:SecretString:::${version}}}`;
}

function createKeyHolders(read: (version: string) => string) {
  const texts: Record<keyof ResourceTexts, string> = { header: '', guard: '' };
  const values: Record<keyof ResourceTexts, string> = { header: '', guard: '' };
  return {
    update(next: ResourceTexts): void {
      for (const holder of ['header', 'guard'] as const) {
        if (next[holder] === texts[holder]) continue;
        texts[holder] = next[holder];
        const [, version = ''] = /:SecretString:::([\w-]*)\}\}/.exec(next[holder]) ?? [];
        values[holder] = read(version);
      }
    },
    live: () => ({ ...values }),
  };
}

function guardCode(keys: string): string {
  return readFileSync(projectPath('edge/card-site-guard.js'), 'utf8').replace('{{page-keys}}', keys);
}

function configWith(keys: string): XmlElements {
  const OriginCustomHeader = [
    { HeaderName: 'x-card-bucket', HeaderValue: 'pictures' },
    { HeaderName: 'x-card-page-keys', HeaderValue: keys },
  ];
  const CustomHeaders = { Quantity: 2, Items: { OriginCustomHeader } };
  const Origin = { Id: 's3', DomainName: 'pictures.s3.us-east-1.amazonaws.com', CustomHeaders };
  return { CallerReference: '1', Origins: { Quantity: 1, Items: { Origin } }, Comment: '', Enabled: true };
}
