import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { BUCKET, type LocalCloudFront, openCloudFront, requestOf, responseOf } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openCloudFront();
});
afterEach(() => cf.close());

const textOf = ({ body }: RawAnswer) => body.toString();

describe('The events', () => {
  const header = (key: string, value: unknown) => ({ [key.toLowerCase()]: [{ key, value }] });
  const s3 = {
    authMethod: 'none',
    customHeaders: { ...header('x-card-bucket', BUCKET), ...header('x-card-budget-ms', '8000') },
    domainName: `${BUCKET}.s3.us-east-1.amazonaws.com`,
    path: '',
    readTimeout: 30,
  };
  const config = {
    distributionDomainName: expect.stringMatching(/^\w+\.cloudfront\.net$/),
    distributionId: expect.any(String),
    requestId: expect.any(String),
  };
  const request = {
    clientIp: '127.0.0.1',
    method: 'GET',
    uri: '/missing.jpg',
    querystring: '',
    headers: {
      ...header('Host', s3.domainName),
      ...header('User-Agent', 'Amazon CloudFront'),
      ...header('Via', expect.stringContaining('(CloudFront)')),
      ...header('X-Forwarded-For', '127.0.0.1'),
    },
    origin: { s3 },
  };

  test('have the documented shape, without a Region, and show nothing that the viewer sent', async () => {
    const headers = {
      'user-agent': 'Crawler',
      accept: 'image/*',
      cookie: 'a=b',
      referer: 'http://x',
      'x-card-bucket': 'theirs',
      authorization: 'x',
    };
    await cf.ask('/missing.jpg?a=b', { headers });
    expect(cf.events.requests).toEqual([{ Records: [{ cf: { config: { ...config, eventType: 'origin-request' }, request } }] }]);
    const [event] = cf.events.responses;
    expect(event?.Records[0]?.cf).toMatchObject({ config: { ...config, eventType: 'origin-response' }, request });
    expect(event && responseOf(event)).toMatchObject({ status: '404', statusDescription: 'Not Found' });
    expect(event && Object.keys(responseOf(event)).sort()).toEqual(['headers', 'status', 'statusDescription']);
    expect(cf.events.requests[0]?.Records[0]?.cf.config.requestId).toBe(event?.Records[0]?.cf.config.requestId);
  });

  test('show that S3 sent its error in chunks', async () => {
    await cf.ask('/missing.jpg');
    const [event] = cf.events.responses;
    expect(event && responseOf(event).headers).toMatchObject({
      'transfer-encoding': [{ value: 'chunked' }],
      server: [{ value: 'AmazonS3' }],
    });
    await cf.ask('/another.jpg', { method: 'HEAD' });
    expect(cf.events.responses[1] && responseOf(cf.events.responses[1]).headers).not.toHaveProperty('transfer-encoding');
  });

  test('name every address that a viewer came through', async () => {
    await cf.ask('/x', { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect(cf.events.requests.map((event) => requestOf(event).headers['x-forwarded-for'])).toEqual([
      [{ key: 'X-Forwarded-For', value: '203.0.113.9, 127.0.0.1' }],
    ]);
  });

  test('have the path that origin-request put there when origin-response sees them', async () => {
    await cf.put('key/of/card.jpg', 'picture');
    cf.state.originRequest = async (event) => ({ ...requestOf(event), uri: '/key/of/card.jpg' });
    expect(textOf(await cf.ask('/default.jpg'))).toBe('picture');
    expect(cf.events.responses.map((event) => requestOf(event).uri)).toEqual(['/key/of/card.jpg']);
  });

  test('are a copy for each function, as JSON makes them', async () => {
    cf.state.originRequest = async (event) => {
      Object.assign(requestOf(event), { added: { at: new Date(0), gone: undefined } });
      return requestOf(event);
    };
    cf.state.originResponse = async (event) => {
      (requestOf(event) as { uri: string }).uri = '/changed';
      return responseOf(event);
    };
    await cf.ask('/missing.jpg');
    expect(cf.events.responses.map((event) => requestOf(event))).toEqual([
      { ...request, added: { at: '1970-01-01T00:00:00.000Z' } },
    ]);
  });
});
