import { describe, expect, test } from '@jest/globals';
import { MAX_RESPONSE_BYTES, RULES } from '../../../local/cloudfront/rules.ts';
import { ANSWERS, judge, KINDS, originHeaders, request, withHeaders, without } from './judged-results.ts';

/** Rule → results that break this rule and no other. */
const BREACHES: Record<string, [string, () => string | undefined][]> = {
  status: ANSWERS.flatMap((kind) =>
    [200, '199', '600', '', '2xx', ' 200', '0200', null, ['200']].map((status): [string, () => string | undefined] => [
      `${kind} with status ${JSON.stringify(status)}`,
      () => judge(kind, { status }),
    ]),
  ),
  'status description': ANSWERS.map((kind) => [kind, () => judge(kind, { statusDescription: 1 })]),
  'header shape': KINDS.flatMap((kind): [string, () => string | undefined][] => [
    [`${kind}: headers in an array`, () => judge(kind, { headers: [] })],
    [`${kind}: headers null`, () => judge(kind, { headers: null })],
    [`${kind}: a plain string`, () => withHeaders(kind, { 'x-a': 'b' })],
    [`${kind}: no array`, () => withHeaders(kind, { 'x-a': { value: 'b' } })],
    [`${kind}: an empty array`, () => withHeaders(kind, { 'x-a': [] })],
    [`${kind}: strings in the array`, () => withHeaders(kind, { 'x-a': ['b'] })],
    [`${kind}: no value`, () => withHeaders(kind, { 'x-a': [{ key: 'x-a' }] })],
    [`${kind}: a number`, () => withHeaders(kind, { 'x-a': [{ value: 1 }] })],
    [`${kind}: another key`, () => withHeaders(kind, { 'x-a': [{ key: 'x-b', value: 'b' }] })],
    [`${kind}: a key that is not a string`, () => withHeaders(kind, { 'x-a': [{ key: 1, value: 'b' }] })],
    [`${kind}: a name in upper case`, () => withHeaders(kind, { 'X-A': [{ value: 'b' }] })],
    [`${kind}: a name with a space`, () => withHeaders(kind, { 'x a': [{ value: 'b' }] })],
    [`${kind}: an empty name`, () => withHeaders(kind, { '': [{ value: 'b' }] })],
    [`${kind}: a line break`, () => withHeaders(kind, { 'x-a': [{ value: 'b\r\nset-cookie: c' }] })],
    [`${kind}: a control character`, () => withHeaders(kind, { 'x-a': [{ value: 'b\u0000' }] })],
    [`${kind}: a character beyond Latin-1`, () => withHeaders(kind, { 'x-a': [{ value: '漢' }] })],
    [`${kind}: the second value wrong`, () => withHeaders(kind, { 'x-a': [{ value: 'b' }, { value: 2 }] })],
  ]),
  'disallowed header': KINDS.flatMap((kind) =>
    [
      ...['connection', 'expect', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'trailer'],
      ...['upgrade', 'x-accel-buffering', 'x-accel-charset', 'x-accel-limit-rate', 'x-accel-redirect', 'x-amz-cf-id'],
      ...['x-amz-cf-anything', 'x-amzn-auth', 'x-amzn-cf-billing', 'x-amzn-cf-id', 'x-amzn-cf-xff', 'x-amzn-errortype'],
      ...[
        'x-amzn-fle-profile',
        'x-amzn-header-count',
        'x-amzn-header-order',
        'x-amzn-lambda-integration-tag',
        'x-amzn-requestid',
      ],
      ...['x-cache', 'x-edge-anything', 'x-forwarded-proto', 'x-real-ip', 'cloudfront-viewer-cert-pem', 'client-cert'],
      'client-cert-chain',
    ].map((name): [string, () => string | undefined] => [
      `${kind}: ${name}`,
      () => withHeaders(kind, { [name]: [{ value: 'x' }] }),
    ]),
  ),
  'read-only header': [
    ...['accept-encoding', 'cdn-loop', 'content-length', 'if-modified-since', 'if-none-match', 'if-range'].map(
      (name): [string, () => string | undefined] => [
        `request: set ${name}`,
        () => withHeaders('request', { [name]: [{ value: 'x' }] }),
      ],
    ),
    ...['if-unmodified-since', 'transfer-encoding', 'via'].map((name): [string, () => string | undefined] => [
      `request: set ${name}`,
      () => withHeaders('request', { [name]: [{ value: 'x' }] }),
    ]),
    ['request: via deleted', () => without('request', 'via')],
    ['request: the condition of a revalidation deleted', () => without('request', 'if-none-match')],
    ['response: the headers replaced', () => judge('response', { headers: { 'content-type': [{ value: 'image/jpeg' }] } })],
    ['response: no headers at all', () => judge('response', { headers: undefined })],
    ['response: transfer-encoding deleted', () => without('response', 'transfer-encoding')],
    ['response: transfer-encoding changed', () => withHeaders('response', { 'transfer-encoding': [{ value: 'identity' }] })],
    ['response: via deleted', () => without('response', 'via')],
    ['response: via added to', () => withHeaders('response', { via: [...(originHeaders['via'] ?? []), { value: '2' }] })],
    ...['content-length', 'transfer-encoding', 'via'].map((name): [string, () => string | undefined] => [
      `generated response: ${name} added`,
      () => withHeaders('generated response', { [name]: [{ value: '1' }] }),
    ]),
  ],
  'body is a string': ANSWERS.flatMap((kind) =>
    [1, null, {}, { type: 'Buffer', data: [1] }, ['a']].map((body): [string, () => string | undefined] => [
      `${kind}: ${JSON.stringify(body)}`,
      () => judge(kind, { body }),
    ]),
  ),
  'body encoding': ANSWERS.flatMap((kind) =>
    [
      { body: 'x', bodyEncoding: 'binary' },
      { body: 'x', bodyEncoding: 1 },
      { body: 'not base64', bodyEncoding: 'base64' },
      { body: 'YQ', bodyEncoding: 'base64' },
      { body: 'YQ==\n', bodyEncoding: 'base64' },
      { body: '_-8=', bodyEncoding: 'base64' },
    ].map((changes): [string, () => string | undefined] => [`${kind}: ${JSON.stringify(changes)}`, () => judge(kind, changes)]),
  ),
  size: [
    ['a text', () => judge('response', { body: 'x'.repeat(MAX_RESPONSE_BYTES) })],
    ['a text in characters of three bytes', () => judge('response', { body: '漢'.repeat(MAX_RESPONSE_BYTES / 3) })],
    ['base64 whose bytes would fit', () => judge('response', { body: 'A'.repeat(MAX_RESPONSE_BYTES), bodyEncoding: 'base64' })],
    ['headers', () => withHeaders('generated response', { 'x-a': [{ value: 'x'.repeat(MAX_RESPONSE_BYTES) }] })],
    [
      'headers and body together',
      () => judge('generated response', { body: 'x'.repeat(MAX_RESPONSE_BYTES - 5), headers: { 'x-a': [{ value: 'b' }] } }),
    ],
  ],
  'no body on 204 and 304': ANSWERS.flatMap((kind) =>
    ['204', '304'].map((status): [string, () => string | undefined] => [
      `${kind} ${status}`,
      () => judge(kind, { status, body: 'x' }),
    ]),
  ),
  'no body on HEAD': ANSWERS.flatMap((kind): [string, () => string | undefined][] => [
    [`${kind} as text`, () => judge(kind, { body: 'x' }, 'HEAD')],
    [`${kind} in base64`, () => judge(kind, { body: 'AP8=', bodyEncoding: 'base64' }, 'HEAD')],
  ]),
  uri: [
    ...['', 'x', 'https://elsewhere.test/', null, 1, undefined].map((uri): [string, () => string | undefined] => [
      `${JSON.stringify(uri)}`,
      () => judge('request', { uri }),
    ]),
    ['8,192 characters', () => judge('request', { uri: `/${'x'.repeat(8191)}` })],
    ['8,192 characters with the query', () => judge('request', { uri: `/${'x'.repeat(8180)}`, querystring: 'y'.repeat(10) })],
    ['a query that is not a string', () => judge('request', { querystring: {} })],
  ],
  'read-only field': [
    ['method', () => judge('request', { method: 'HEAD' })],
    ['method deleted', () => judge('request', { method: undefined })],
    ['clientIp', () => judge('request', { clientIp: '192.0.2.1' })],
  ],
  origin: [
    ['deleted', () => judge('request', { origin: undefined })],
    [
      'another bucket',
      () => judge('request', { origin: { s3: { ...request.origin?.s3, domainName: 'other.s3.amazonaws.com' } } }),
    ],
    ['another kind', () => judge('request', { origin: { custom: {} } })],
  ],
  'custom header twice': [['x-card-bucket', () => withHeaders('request', { 'x-card-bucket': [{ value: 'theirs' }] })]],
};

describe('CloudFront refuses a result', () => {
  test('by rules that each have breaches here', () => {
    expect(Object.keys(BREACHES)).toEqual(RULES.map(({ name }) => name));
    for (const { says } of RULES) expect(says.length).toBeGreaterThan(20);
  });

  describe.each(Object.entries(BREACHES))('by the rule of %s', (rule, breaches) => {
    test.each(breaches)('%s', (_, refusal) => {
      expect(refusal()).toMatch(new RegExp(`^${rule}: .`));
    });
  });
});
