// Secrets Manager, and a stack of a packaged template as far as its keys go: what CloudFormation makes of the distribution, the guard and
// the prerender worker, and CloudFront, which answers with what is deployed of the first two.
import { isDeepStrictEqual } from 'node:util';
import { at, isObject, type Json, listOf, type StackTemplate, textOf } from '../../../cli/doctor/checks/stack-template.ts';
import { startAwsServer } from './aws-server.ts';
import { distribution, liveFunction } from './cloudfront.ts';
import { createSecrets, type Secrets } from './secrets-manager.ts';
import type { XmlElements } from './xml.ts';

const KEY_HOLDERS = ['CardSiteGuard', 'CloudFrontDistribution', 'PrerenderWorkerLambdaFunction'] as const;
export type KeyHolder = (typeof KEY_HOLDERS)[number];

export const DEPLOYED_GUARD = 'edgecard-test-card-site-guard';
export const DEPLOYED_DISTRIBUTION = 'E1';

type Texts = Readonly<Record<string, string>>;

/** What is deployed; references to other resources stand in it as `${…}`. */
export interface DeployedHolders {
  readonly headers: Texts;
  readonly guardCode: string;
  readonly workerEnvironment: Texts;
}

export async function openRotatedStack() {
  const secrets = createSecrets();
  const stack = createHolders(secrets);
  const state = { status: 'Deployed' };
  const { endpoint, close } = await startAwsServer({
    json: secrets.operations,
    rest: [
      distribution(DEPLOYED_DISTRIBUTION, () => ({ status: state.status, config: configWith(stack.live().headers) })),
      liveFunction(DEPLOYED_GUARD, () => stack.live().guardCode),
    ],
  });
  return { endpoint, secrets, state, update: stack.update, live: stack.live, close, [Symbol.asyncDispose]: close };
}

export type RotatedStack = Awaited<ReturnType<typeof openRotatedStack>>;

/** A resource whose text is what it was is left alone: what it refers to is not read again. */
function createHolders(secrets: Secrets) {
  const texts = new Map<KeyHolder, Json>();
  const made = new Map<KeyHolder, Json>();
  return {
    /** Of a template whose conditions are decided; by default all of its holders. */
    update({ Resources }: StackTemplate, holders: readonly KeyHolder[] = KEY_HOLDERS): void {
      for (const holder of holders) {
        const text = Resources[holder]?.Properties;
        if (text === undefined) throw new Error(`The template has no ${holder}.`);
        if (isDeepStrictEqual(text, texts.get(holder))) continue;
        texts.set(holder, text);
        made.set(holder, withSecrets(text, secrets));
      }
    },
    live(): DeployedHolders {
      const origin = at(made.get('CloudFrontDistribution'), 'DistributionConfig', 'Origins', 0);
      const headers = listOf(at(origin, 'OriginCustomHeaders'));
      const environment = at(made.get('PrerenderWorkerLambdaFunction'), 'Environment', 'Variables');
      return {
        headers: Object.fromEntries(headers.map((one) => [textOf(at(one, 'HeaderName')), textOf(at(one, 'HeaderValue'))])),
        guardCode: textOf(at(made.get('CardSiteGuard'), 'FunctionCode')),
        workerEnvironment: Object.fromEntries(
          Object.entries(isObject(environment) ? environment : {}).map(([name, value]) => [name, textOf(value)]),
        ),
      };
    },
  };
}

/** As CloudFormation resolves them: {{resolve:secretsmanager:NAME:SecretString:::VERSION}}, of which the version may be missing. */
function withSecrets(text: Json, secrets: Secrets): Json {
  const resolved = JSON.stringify(text).replace(
    /\{\{resolve:secretsmanager:([\w/-]+):SecretString(?:::)?:?([\w-]*)\}\}/g,
    (reference, name: string, version: string) => {
      const value = secrets.value(name, version || 'AWSCURRENT');
      if (value === undefined) throw new Error(`Nothing to resolve ${reference} to.`);
      return value;
    },
  );
  return JSON.parse(resolved) as Json;
}

function configWith(headers: DeployedHolders['headers']): XmlElements {
  const OriginCustomHeader = Object.entries(headers).map(([HeaderName, value]) => ({ HeaderName, HeaderValue: value }));
  const CustomHeaders = { Quantity: OriginCustomHeader.length, Items: { OriginCustomHeader } };
  const Origin = { Id: 's3', DomainName: 'pictures.s3.us-east-1.amazonaws.com', CustomHeaders };
  return { CallerReference: '1', Origins: { Quantity: 1, Items: { Origin } }, Comment: '', Enabled: true };
}
