// The edge function of the single-page app, called with whole events and judged by CloudFront's rules.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { CloudFrontRequest, CloudFrontRequestEvent, CloudFrontResultResponse } from 'aws-lambda';
import { createOriginRequest, type Parts } from '../../examples/spa-cloudfront/create-origin-request.ts';
import { refusalOf } from '../../local/cloudfront/rules.ts';
import { projectPath } from '../../project-path.ts';
import { originRequestEvent } from '../support/events.ts';
import { KEY, PICTURES } from './crawled.ts';

export const SPA = projectPath('examples/spa-cloudfront');
export const INDEX = readFileSync(join(SPA, 'site/index.html'), 'utf8');

export const CONFIG = {
  'x-site-bucket': 'app-site',
  'x-site-region': 'us-east-1',
  'x-site-origin': 'https://app.com',
  'x-picture-origin': PICTURES,
  'x-card-signing-keys': KEY,
};

export interface Asked {
  readonly uri?: string;
  readonly method?: 'GET' | 'HEAD';
  readonly config?: Readonly<Record<string, string>>;
  readonly parts?: Partial<Parts>;
}

/** A page that the function made, or the request that it sent on to S3. */
export type Answered = { readonly body: string; readonly page: CloudFrontResultResponse } | { readonly sent: CloudFrontRequest };

export async function askEdge(querystring: string, { uri = '/', parts = {}, ...options }: Asked = {}): Promise<Answered> {
  const originRequest = createOriginRequest({ readPage: async () => INDEX, log: () => {}, ...parts });
  const event = withQuery(originRequestEvent(uri, { config: CONFIG, ...options }), querystring);
  const request = structuredClone(requestOf(event));
  const result = JSON.parse(JSON.stringify(await originRequest(event)));
  const kind = 'status' in result ? 'generated response' : 'request';
  expect(refusalOf({ kind, result, request, given: kind === 'request' ? request.headers : {} })).toBeUndefined();
  return kind === 'request' ? { sent: result } : { body: result.body, page: result };
}

export function withQuery(event: CloudFrontRequestEvent, querystring: string): CloudFrontRequestEvent {
  const copy = structuredClone(event);
  requestOf(copy).querystring = querystring;
  return copy;
}

function requestOf(event: CloudFrontRequestEvent): CloudFrontRequest {
  const record = event.Records[0];
  if (!record) throw new Error('The event has no record.');
  return record.cf.request;
}
