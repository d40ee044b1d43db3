import { describe, expect, test } from '@jest/globals';
import type { ResultKind } from '../../../local/cloudfront/header-rules.ts';
import { MAX_RESPONSE_BYTES } from '../../../local/cloudfront/rules.ts';
import { fc } from '../../support/fast-check.ts';
import { ANSWERS, judge, KINDS, request, withHeaders, without } from './judged-results.ts';

describe('CloudFront takes', () => {
  test.each(KINDS)('an unchanged %s', (kind) => {
    expect(judge(kind, {})).toBeUndefined();
  });

  test.each<[string, ResultKind, Record<string, unknown>]>([
    ['another uri', 'request', { uri: '/0123456789ab/any/12-34-10.jpg' }],
    ['a uri of 8,191 characters', 'request', { uri: `/${'x'.repeat(8190)}` }],
    [
      'an origin with its members in another order',
      'request',
      { origin: { s3: Object.fromEntries(Object.entries(request.origin?.s3 ?? {}).reverse()) } },
    ],
    ['the status 599', 'response', { status: '599' }],
    ['a status alone', 'generated response', { status: '200', headers: undefined, statusDescription: undefined }],
    ['an empty body on 204', 'response', { status: '204', body: '' }],
    ['a body as text', 'response', { body: 'héllo' }],
    ['a body as base64', 'response', { body: 'AP8=', bodyEncoding: 'base64' }],
    ['an encoding without a body', 'response', { bodyEncoding: 'base64' }],
    [
      'headers and body of exactly 1 MB',
      'generated response',
      { headers: { 'x-a': [{ value: 'b' }] }, body: 'x'.repeat(MAX_RESPONSE_BYTES - 8) },
    ],
  ])('%s', (_, kind, changes) => {
    expect(judge(kind, changes)).toBeUndefined();
  });

  test.each(ANSWERS)('a %s to HEAD without a body, or with an empty one', (kind) => {
    expect([judge(kind, {}, 'HEAD'), judge(kind, { body: '' }, 'HEAD')]).toEqual([undefined, undefined]);
  });

  test('headers of its own that a function adds, changes and deletes', () => {
    const added = { 'x-card-status': [{ key: 'X-Card-Status', value: 'hit' }], etag: [{ value: '"é"' }] };
    expect(withHeaders('response', added)).toBeUndefined();
    expect(without('response', 'content-type')).toBeUndefined();
    expect(withHeaders('request', { 'x-own': [{ value: 'a' }, { value: 'b' }] })).toBeUndefined();
    // Not read-only here: CloudFront computes the length again.
    expect(withHeaders('response', { 'content-length': [{ value: '5' }] })).toBeUndefined();
  });

  test('any bytes in base64, and judges any text without failing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (bytes, text) => {
        expect(judge('response', { body: Buffer.from(bytes).toString('base64'), bodyEncoding: 'base64' })).toBeUndefined();
        judge('response', { body: text, bodyEncoding: 'base64' });
      }),
    );
  });

  test('anything that JSON can say as a result, with or without a refusal but never with a failure', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('status', 'headers', 'body', 'uri', 'origin'), fc.jsonValue()), (changes) => {
        for (const kind of KINDS) judge(kind, changes);
      }),
      { numRuns: 300 },
    );
  });
});
