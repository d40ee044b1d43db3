// Results of functions, as they are and with one thing changed, before the rules of CloudFront.
import type { CloudFrontHeaders } from 'aws-lambda';
import { originRequestOf } from '../../../local/cloudfront/events.ts';
import type { ResultKind } from '../../../local/cloudfront/header-rules.ts';
import { refusalOf } from '../../../local/cloudfront/rules.ts';

export const request = originRequestOf(
  { method: 'GET', path: '/default.jpg', clientIp: '203.0.113.9', forwardedFor: undefined },
  {
    endpoint: 'http://127.0.0.1:1',
    bucket: 'cards',
    region: 'us-east-1',
    accessKeyId: 'a',
    secretAccessKey: 'b',
    customHeaders: { 'x-card-bucket': 'cards' },
  },
  '"revalidated"',
);
/** What S3 sends with an error. */
export const originHeaders: CloudFrontHeaders = {
  'content-type': [{ key: 'Content-Type', value: 'application/xml' }],
  'transfer-encoding': [{ key: 'Transfer-Encoding', value: 'chunked' }],
  via: [{ key: 'Via', value: '1.1 somewhere' }],
};

const given = (kind: ResultKind): CloudFrontHeaders =>
  ({ request: request.headers, response: originHeaders, 'generated response': {} })[kind];
const good = (kind: ResultKind): Record<string, unknown> =>
  kind === 'request' ? { ...request } : { status: '200', statusDescription: 'OK', headers: { ...given(kind) } };
export const judge = (kind: ResultKind, changes: Record<string, unknown>, method = request.method) =>
  refusalOf({ kind, request: { ...request, method }, given: given(kind), result: { ...good(kind), ...changes } });
export const withHeaders = (kind: ResultKind, headers: Record<string, unknown>) =>
  judge(kind, { headers: { ...given(kind), ...headers } });
export const without = (kind: ResultKind, name: string) => {
  const { [name]: _, ...rest } = given(kind);
  return judge(kind, { headers: rest });
};
export const KINDS: ResultKind[] = ['request', 'generated response', 'response'];
export const ANSWERS: ResultKind[] = ['generated response', 'response'];
