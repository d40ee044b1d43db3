import type { CloudFrontRequestEvent, CloudFrontRequestResult } from 'aws-lambda';
import { verifyCardPath } from '../card-schema/card-path.ts';
import { DEFAULT_CARD } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { normalPath } from '../card-schema/normal-path.ts';
import { customHeadersOf, setPayload } from './adapters/aws/cloudfront.ts';
import { STATIC_OBJECTS } from './core/answers.ts';
import { readKey } from './core/asked-key.ts';
import { keyWithPayload } from './core/card-key.ts';
import { createConfigParser, settingOf } from './core/config.ts';
import { errorFields } from './core/error-fields.ts';
import type { Log } from './core/ports.ts';
import { keyFields, type RequestLine } from './core/request-line.ts';

export interface OriginRequestParts {
  readonly designVersions: DesignVersions;
  readonly log: Log;
}

/** Sends every request on to S3: for a card to its own key, for anything else to the default card's. */
export function createOriginRequest({ designVersions, log }: OriginRequestParts) {
  const parseConfig = createConfigParser();
  let cold = true;

  return async function originRequest(event: CloudFrontRequestEvent): Promise<CloudFrontRequestResult> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { config, request } = event.Records[0]!.cf;
    // Short and without metrics: this function runs for every request that CloudFront's cache cannot answer.
    const headers = customHeadersOf(request);
    const stage = settingOf('stage', headers);
    const line = { stage, function: 'origin-request', requestId: config.requestId, method: request.method, cold } as const;
    cold = false;
    const logRequest = (rest: Omit<RequestLine, keyof typeof line>) => log('request', { ...line, ...rest } satisfies RequestLine);

    setPayload(request, undefined);
    // picture-paths.js has done so already. Where it has not run, equal addresses are one card as well.
    const path = normalPath(request.uri);
    if (STATIC_OBJECTS.has(path)) {
      request.uri = path;
      logRequest({ outcome: 'static_object' });
      return request;
    }
    try {
      const card = await verifyCardPath(path, parseConfig(headers).signingKeys);
      const sentOn = keyWithPayload(card, designVersions);
      request.uri = `/${sentOn.key}`;
      setPayload(request, sentOn.payload);
      logRequest({ outcome: 'card', ...keyFields(readKey(sentOn.key), designVersions) });
    } catch (error) {
      // A viewer always gets a picture, never a 404.
      request.uri = `/${keyWithPayload(DEFAULT_CARD, designVersions).key}`;
      const { code, reason } = errorFields(error);
      // The path of a card that is refused may hold a signature, so only its length is logged.
      logRequest({ outcome: 'default_card', pathLength: path.length, code, reason });
    }
    return request;
  };
}
