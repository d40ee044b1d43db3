import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { type LocalCloudFront, openCloudFront, requestOf, responseOf } from '../../support/local-cloudfront.ts';

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openCloudFront();
});
afterEach(() => cf.close());
const moveClock = (seconds: number) => {
  cf.state.now += seconds * 1000;
};

describe('A function that fails', () => {
  test('and drops the headers that S3 sent makes a 502, because transfer-encoding is lost', async () => {
    cf.state.originResponse = async () => ({ status: '200', headers: { 'content-type': [{ value: 'image/jpeg' }] }, body: 'x' });
    expect((await cf.ask('/card.jpg')).status).toBe(502);
    expect(cf.logged[0]?.[1]).toMatchObject({ reason: 'read-only header: transfer-encoding' });
  });

  test.each(['originRequest', 'originResponse'] as const)(
    'and takes a read-only header away in place, in %s, makes a 502',
    async (trigger) => {
      cf.state[trigger] = async (event: CloudFrontRequestEvent | CloudFrontResponseEvent) => {
        const given = trigger === 'originRequest' ? requestOf(event) : responseOf(event as CloudFrontResponseEvent);
        delete given.headers[trigger === 'originRequest' ? 'via' : 'transfer-encoding'];
        return given;
      };
      expect((await cf.ask('/card.jpg')).status).toBe(502);
    },
  );

  test('and answers with more than a megabyte makes a 502', async () => {
    cf.state.originResponse = async (event) => ({
      ...responseOf(event),
      status: '200',
      body: 'A'.repeat(1_048_576),
      bodyEncoding: 'base64',
    });
    expect((await cf.ask('/card.jpg')).status).toBe(502);
    expect(cf.logged[0]?.[1]).toMatchObject({ reason: expect.stringMatching(/^size: /) });
  });

  test('and takes too long makes a 503 in time, whatever it does later', async () => {
    await cf.close();
    cf = await openCloudFront({ functionTimeoutMs: 50 });
    cf.state.originRequest = () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 100));
    const started = Date.now();
    expect((await cf.ask('/x')).status).toBe(503);
    expect(Date.now() - started).toBeLessThan(1000);
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(cf.logged).toEqual([['function_failed', expect.objectContaining({ kind: 'LambdaLimitExceeded' })]]);
  });

  test('has its error cached for ten seconds and no longer', async () => {
    cf.state.originRequest = async () => Promise.reject(new Error('boom'));
    await cf.ask('/x');
    moveClock(9);
    await cf.ask('/x');
    expect(cf.events.requests).toHaveLength(1);
    moveClock(2);
    await cf.ask('/x');
    expect(cf.events.requests).toHaveLength(2);
  });
});
