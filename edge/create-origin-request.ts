import type { CloudFrontRequestEvent, CloudFrontRequestResult } from 'aws-lambda';
import { formatCardKey } from '../card-schema/card-key.ts';
import { openCardPath } from '../card-schema/card-path.ts';
import { type Card, DEFAULT_CARD } from '../card-schema/catalogue.ts';
import type { DesignVersions } from '../card-schema/design-version.ts';
import { customHeadersOf } from './adapters/cloudfront.ts';
import { STORED_OBJECTS } from './core/answers.ts';
import { type ConfigHeaders, createConfigParser } from './core/config.ts';
import { describeError } from './core/describe-error.ts';
import type { Log } from './core/ports.ts';

export interface OriginRequestParts {
  readonly designVersions: DesignVersions;
  readonly log: Log;
}

/** Sends every request on to S3: for a card to its own key, for anything else to the default card's. */
export function createOriginRequest({ designVersions, log }: OriginRequestParts) {
  const parseConfig = createConfigParser();

  async function cardOf(path: string, headers: ConfigHeaders): Promise<Card> {
    try {
      return await openCardPath(path, parseConfig(headers).signingKeys);
    } catch (error) {
      // A viewer always gets a picture, never a 404. The path may hold a signature, so only its length is logged.
      log('default_card', { pathLength: path.length, ...describeError(error) });
      return DEFAULT_CARD;
    }
  }

  return async function originRequest(event: CloudFrontRequestEvent): Promise<CloudFrontRequestResult> {
    // biome-ignore lint/style/noNonNullAssertion: Lambda@Edge always sends exactly one record
    const { request } = event.Records[0]!.cf;
    if (STORED_OBJECTS.has(request.uri)) return request;
    const card = await cardOf(request.uri, customHeadersOf(request));
    request.uri = `/${formatCardKey(card, designVersions)}`;
    return request;
  };
}
