import type { CloudFrontRequestEvent, CloudFrontRequestResult } from 'aws-lambda';
import { openCardPath } from '../card-schema/card-path.ts';
import { type Card, DEFAULT_CARD } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { normalPath } from '../card-schema/normal-path.ts';
import { customHeadersOf, setPayload } from './adapters/aws/cloudfront.ts';
import { STORED_OBJECTS } from './core/answers.ts';
import { keyWithPayload } from './core/card-key.ts';
import { type ConfigHeaders, createConfigParser } from './core/config.ts';
import type { Log } from './core/ports.ts';
import { keyFields, type RequestLine, reasonFields } from './core/request-line.ts';

export interface OriginRequestParts {
  readonly designVersions: DesignVersions;
  readonly log: Log;
}

/** Sends every request on to S3: for a card to its own key, for anything else to the default card's. */
export function createOriginRequest({ designVersions, log }: OriginRequestParts) {
  const parseConfig = createConfigParser();
  let cold = true;

  async function cardOf(path: string, headers: ConfigHeaders): Promise<Card | { readonly refusal: unknown }> {
    try {
      return await openCardPath(path, parseConfig(headers).signingKeys);
    } catch (refusal) {
      return { refusal };
    }
  }

  return async function originRequest(event: CloudFrontRequestEvent): Promise<CloudFrontRequestResult> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { config, request } = event.Records[0]!.cf;
    // No more than is at hand anyway: this function runs for every request that CloudFront's cache cannot answer. No metrics.
    const line = { function: 'origin-request', requestId: config.requestId, method: request.method, cold } as const;
    cold = false;
    const tell = (rest: Omit<RequestLine, keyof typeof line>) => log('request', { ...line, ...rest } satisfies RequestLine);

    setPayload(request, undefined);
    // picture-paths.js has done so already. Where it has not run, equal addresses are one card as well.
    const path = normalPath(request.uri);
    if (STORED_OBJECTS.has(path)) {
      request.uri = path;
      tell({ outcome: 'stored_object' });
      return request;
    }
    const found = await cardOf(path, customHeadersOf(request));
    // A viewer always gets a picture, never a 404.
    const { key, payload } = keyWithPayload('refusal' in found ? DEFAULT_CARD : found, designVersions);
    request.uri = `/${key}`;
    setPayload(request, payload);
    // The path of a card that is refused may hold a signature, so only its length is logged.
    if ('refusal' in found) tell({ outcome: 'default_card', pathLength: path.length, ...reasonFields(found.refusal) });
    else tell({ outcome: 'card', ...keyFields(key) });
    return request;
  };
}
