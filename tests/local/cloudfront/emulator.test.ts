import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda';
import { BUCKET, type LocalCloudFront, openCloudFront, requestOf, responseOf } from '../../support/local-cloudfront.ts';
import type { RawAnswer } from '../../support/raw-request.ts';

let cf: LocalCloudFront;
beforeEach(async () => {
  cf = await openCloudFront();
});
afterEach(() => cf.close());

const textOf = ({ body }: RawAnswer) => body.toString();
const cacheOf = ({ headers }: RawAnswer) => headers['x-cache'];
const moveClock = (seconds: number) => {
  cf.state.now += seconds * 1000;
};
/** An origin-response that makes a text of whatever S3 said. */
const answering =
  (text: string, cacheControl = 'max-age=60') =>
  async (event: Parameters<typeof responseOf>[0]): Promise<unknown> => {
    const response = responseOf(event);
    const headers = { ...response.headers, 'cache-control': [{ key: 'Cache-Control', value: cacheControl }] };
    return { ...response, status: '200', headers, body: Buffer.from(text).toString('base64'), bodyEncoding: 'base64' };
  };

describe('A viewer', () => {
  test('gets what is in the bucket, with CloudFront’s headers', async () => {
    await cf.put('robots.txt', 'User-agent: *', { ContentType: 'text/plain', CacheControl: 'max-age=60' });
    const answer = await cf.ask('/robots.txt');
    expect(textOf(answer)).toBe('User-agent: *');
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/plain',
        'content-length': '13',
        'cache-control': 'max-age=60',
        'x-cache': 'Miss from cloudfront',
        via: expect.stringMatching(/^1\.1 \w+\.cloudfront\.net \(CloudFront\)$/),
        'x-amz-cf-id': expect.stringMatching(/^[\w-]{50,}==$/),
        'x-amz-cf-pop': expect.any(String),
      },
    });
    expect(answer.headers).not.toHaveProperty('age');
    expect(answer.headers).not.toHaveProperty('x-amz-request-id');
    expect(answer.headers).not.toHaveProperty('x-amz-id-2');
  });

  test('has a path that reaches the function as it was sent, for anything but its query', async () => {
    const paths = [
      '/../../etc/passwd',
      '/%00.jpg',
      '//x',
      '/a/./b',
      '/%2e%2e/x',
      '/a%20b',
      '/%zz',
      '/%ff',
      '/',
      '/a\\b',
      '/*',
      '/;a=b',
    ];
    for (const path of paths) await cf.ask(`${path}?social=1&token=secret`);
    expect(cf.events.requests.map((event) => requestOf(event).uri)).toEqual(paths);
    expect(cf.events.requests.map((event) => requestOf(event).querystring)).toEqual(paths.map(() => ''));
  });

  test('may name the host in front of the path, as proxies do', async () => {
    await cf.ask('http://social.example.test/12-34-10.jpg?x');
    expect(cf.events.requests.map((event) => requestOf(event).uri)).toEqual(['/12-34-10.jpg']);
  });
});

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
    expect(textOf(await cf.ask('/12-34-10.jpg'))).toBe('picture');
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

describe('S3', () => {
  test('is asked with a signature, and for the path that the function said', async () => {
    await cf.put('a b/ü.jpg', 'found');
    for (const uri of ['/a%20b/%C3%BC.jpg', '/a b/ü.jpg']) {
      cf.state.originRequest = async (event) => ({ ...requestOf(event), uri });
      cf.clearCache();
      expect(textOf(await cf.ask('/x'))).toBe('found');
    }
    expect(cf.asked()).toEqual(['GET a b/ü.jpg 200', 'GET a b/ü.jpg 200']);
  });

  test.each(['/%zz', '/%ff'])('refuses the path %s, which cannot be signed', async (path) => {
    await cf.ask(path);
    expect(cf.events.responses.map((event) => responseOf(event).status)).toEqual(['400']);
  });

  test('is told to the log when it cannot be reached, and origin-response is not asked', async () => {
    await cf.stopS3();
    expect(await cf.ask('/x')).toMatchObject({ status: 502, headers: { 'x-cache': 'Error from cloudfront' } });
    expect(cf.events.responses).toEqual([]);
    expect(cf.logged).toEqual([['origin_unreachable', { uri: '/x', reason: expect.stringContaining('ECONNREFUSED') }]]);
  });

  test('has its body passed on unless the function gives another, or an empty one', async () => {
    await cf.put('x', 'from S3');
    const given = { none: undefined, another: 'from the function', empty: '' };
    for (const [path, body] of Object.entries(given)) {
      cf.state.originRequest = async (event) => ({ ...requestOf(event), uri: '/x' });
      cf.state.originResponse = async (event) => ({ ...responseOf(event), body });
      expect(textOf(await cf.ask(`/${path}`))).toBe(body ?? 'from S3');
    }
  });
});

describe('The cache', () => {
  test('answers again from what it has, by the path alone, and tells its age', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a?x=1');
    await cf.put('a', 'second');
    moveClock(42);
    const again = await cf.ask('/a?x=2', { headers: { accept: 'image/webp', cookie: 'x' } });
    expect([textOf(again), cacheOf(again), again.headers.age]).toEqual(['first', 'Hit from cloudfront', '42']);
    expect(cf.asked()).toEqual(['GET a 200']);
    expect(cacheOf(await cf.ask('/a/'))).toBe('Error from cloudfront');
  });

  test('can be emptied', async () => {
    await cf.put('a', 'first');
    await cf.ask('/a');
    cf.clearCache();
    expect(cacheOf(await cf.ask('/a'))).toBe('Miss from cloudfront');
  });

  test('asks S3 whether an expired answer still holds', async () => {
    await cf.put('a', 'kept', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    moveClock(61);
    const refreshed = await cf.ask('/a');
    expect([refreshed.status, textOf(refreshed), cacheOf(refreshed)]).toEqual([200, 'kept', 'RefreshHit from cloudfront']);
    expect(cf.asked()).toEqual(['GET a 200', 'GET a 304']);
    expect(cf.events.requests.map((event) => 'if-none-match' in requestOf(event).headers)).toEqual([false, true]);
    moveClock(59);
    expect(cacheOf(await cf.ask('/a'))).toBe('Hit from cloudfront');
  });

  test('takes over the headers that came with that word', async () => {
    await cf.put('a', 'kept', { CacheControl: 'max-age=60', ContentType: 'image/jpeg' });
    await cf.ask('/a');
    moveClock(61);
    cf.state.originResponse = async (event) => ({
      ...responseOf(event),
      headers: { ...responseOf(event).headers, 'x-card-status': [{ value: 'hit' }], 'cache-control': [{ value: 'max-age=5' }] },
    });
    expect((await cf.ask('/a')).headers).toMatchObject({
      'x-card-status': 'hit',
      'content-type': 'image/jpeg',
      'content-length': '4',
    });
    moveClock(6);
    expect(cacheOf(await cf.ask('/a'))).toBe('RefreshHit from cloudfront');
  });

  test('takes the new object when the old one does not hold any more', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    await cf.put('a', 'second');
    moveClock(61);
    const answer = await cf.ask('/a');
    expect([textOf(answer), cacheOf(answer)]).toEqual(['second', 'Miss from cloudfront']);
  });

  test('keeps a function’s answer for as long as the function says', async () => {
    cf.state.originResponse = answering('drawn', 'max-age=30');
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Hit from cloudfront');
    moveClock(31);
    expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
    expect(cf.events.responses).toHaveLength(2);
  });

  test('keeps nothing that must not be stored', async () => {
    cf.state.originResponse = answering('drawn', 'no-store');
    for (const _ of [1, 2]) expect(cacheOf(await cf.ask('/card.jpg'))).toBe('Miss from cloudfront');
  });

  test('forgets an expired answer when the next one must not be stored', async () => {
    await cf.put('a', 'first', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    moveClock(61);
    cf.state.originResponse = answering('private', 'no-store');
    for (const _ of [1, 2]) await cf.ask('/a');
    expect(cf.events.requests.map((event) => 'if-none-match' in requestOf(event).headers)).toEqual([false, true, false]);
  });

  test('keeps an error for ten seconds', async () => {
    const first = await cf.ask('/missing');
    expect([first.status, cacheOf(first)]).toEqual([404, 'Error from cloudfront']);
    moveClock(9);
    expect(cacheOf(await cf.ask('/missing'))).toBe('Error from cloudfront');
    expect(cf.asked()).toHaveLength(1);
    moveClock(2);
    await cf.ask('/missing');
    expect(cf.asked()).toHaveLength(2);
  });

  test('serves an expired answer while S3 fails, and asks again ten seconds later', async () => {
    await cf.put('a', 'stale', { CacheControl: 'max-age=60' });
    await cf.ask('/a');
    await cf.stopS3();
    moveClock(61);
    for (const _ of [1, 2]) {
      const answer = await cf.ask('/a');
      expect([answer.status, textOf(answer)]).toEqual([200, 'stale']);
    }
    expect(cf.events.requests).toHaveLength(2);
    moveClock(11);
    await cf.ask('/a');
    expect(cf.events.requests).toHaveLength(3);
  });

  test('makes room when it is full', async () => {
    await cf.close();
    cf = await openCloudFront({ cacheBytes: 20_000 });
    for (const key of ['a', 'b', 'c']) await cf.put(key, 'x'.repeat(6000));
    for (const path of ['/a', '/b', '/c']) await cf.ask(path);
    expect(cacheOf(await cf.ask('/c'))).toBe('Hit from cloudfront');
    expect(cacheOf(await cf.ask('/a'))).toBe('Miss from cloudfront');
  });
});

describe('A request for a part, or under a condition', () => {
  beforeEach(async () => {
    await cf.put('a', '0123456789', { ContentType: 'text/plain' });
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=-1', 206, '9', 'bytes 9-9/10'],
    ['bytes=10-', 416, undefined, 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789', undefined],
  ])('for %s is answered %i from the whole object, cached or not', async (range, status, text, contentRange) => {
    for (const cache of ['Miss', 'Hit']) {
      const answer = await cf.ask('/a', { headers: { range } });
      expect([answer.status, answer.headers['content-range']]).toEqual([status, contentRange]);
      if (text !== undefined) expect(textOf(answer)).toBe(text);
      expect(cacheOf(answer)).toBe(`${cache} from cloudfront`);
    }
    expect(textOf(await cf.ask('/a'))).toBe('0123456789');
  });

  test('gets the whole object when the part is of another version', async () => {
    const { headers } = await cf.ask('/a');
    const range = 'bytes=0-1';
    expect((await cf.ask('/a', { headers: { range, 'if-range': String(headers.etag) } })).status).toBe(206);
    expect((await cf.ask('/a', { headers: { range, 'if-range': '"other"' } })).status).toBe(200);
  });

  test('is answered 304 without a body when the viewer has the object', async () => {
    const { headers } = await cf.ask('/a');
    const answer = await cf.ask('/a', { headers: { 'if-none-match': String(headers.etag) } });
    expect([answer.status, textOf(answer), answer.headers.etag]).toEqual([304, '', headers.etag]);
    expect((await cf.ask('/a', { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    const since = String(headers['last-modified']);
    expect((await cf.ask('/a', { headers: { 'if-modified-since': since } })).status).toBe(304);
  });
});

describe('HEAD', () => {
  const head = (path: string) => cf.ask(path, { method: 'HEAD' });

  test('is answered from a cached GET, with its length', async () => {
    await cf.put('a', '0123456789');
    await cf.ask('/a');
    const answer = await head('/a');
    expect([answer.status, answer.headers['content-length'], textOf(answer), cacheOf(answer)]).toEqual([
      200,
      '10',
      '',
      'Hit from cloudfront',
    ]);
  });

  test('goes to S3 as HEAD when nothing is cached, and leaves GET its body', async () => {
    await cf.put('a', '0123456789');
    const answer = await head('/a');
    expect([answer.status, answer.headers['content-length'], cacheOf(answer)]).toEqual([200, '10', 'Miss from cloudfront']);
    expect(cf.events.requests.map((event) => requestOf(event).method)).toEqual(['HEAD']);
    expect(cacheOf(await head('/a'))).toBe('Hit from cloudfront');
    expect(textOf(await cf.ask('/a'))).toBe('0123456789');
    expect(cf.asked()).toEqual(['HEAD a 200', 'GET a 200']);
  });

  test('must get no body from a function: the log names the rule', async () => {
    cf.state.originResponse = answering('drawn');
    const answer = await head('/card.jpg');
    expect([answer.status, textOf(answer)]).toEqual([502, '']);
    expect(cf.logged[0]?.[1]).toMatchObject({ method: 'HEAD', reason: 'no body on HEAD: HEAD with a body' });
    expect(textOf(await cf.ask('/card.jpg'))).toBe('drawn');
  });
});

describe('Simultaneous misses', () => {
  /** An origin-response that waits until `count` viewers ask, or until it is let go. */
  const gate = () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    return { open, opened };
  };
  const askAtOnce = async (cacheControl: string) => {
    const { open, opened } = gate();
    cf.state.originResponse = async (event) => {
      await opened;
      return answering('drawn', cacheControl)(event);
    };
    const answers = Promise.all(Array.from({ length: 5 }, () => cf.ask('/card.jpg')));
    setTimeout(open, 100);
    return (await answers).map((answer) => `${textOf(answer)} ${cacheOf(answer)}`).sort();
  };

  test('of one address wait for one answer', async () => {
    expect(await askAtOnce('max-age=60')).toEqual([...Array(4).fill('drawn Hit from cloudfront'), 'drawn Miss from cloudfront']);
    expect(cf.events.responses).toHaveLength(1);
  });

  test('each ask for themselves when the answer must not be kept', async () => {
    expect(await askAtOnce('no-store')).toEqual(Array(5).fill('drawn Miss from cloudfront'));
    expect(cf.events.responses).toHaveLength(5);
  });

  test('of different addresses do not wait for each other', async () => {
    const { open, opened } = gate();
    cf.state.originResponse = async (event) => {
      if (requestOf(event).uri === '/slow') await opened;
      return answering('drawn')(event);
    };
    const slow = cf.ask('/slow');
    expect(textOf(await cf.ask('/quick'))).toBe('drawn');
    open();
    expect(textOf(await slow)).toBe('drawn');
  });

  test('each go to the origin when that is switched off, as different edge locations would', async () => {
    await cf.close();
    cf = await openCloudFront({ collapse: false });
    expect(await askAtOnce('max-age=60')).toEqual(Array(5).fill('drawn Miss from cloudfront'));
    expect(cf.events.responses).toHaveLength(5);
  });
});

describe('An answer that origin-request makes', () => {
  test('is sent and cached, and neither S3 nor origin-response is asked', async () => {
    cf.state.originRequest = async () => ({ status: '302', headers: { location: [{ value: '/elsewhere' }] }, body: 'moved' });
    const answer = await cf.ask('/x');
    expect([answer.status, answer.headers.location, textOf(answer)]).toEqual([302, '/elsewhere', 'moved']);
    expect(cacheOf(await cf.ask('/x'))).toBe('Hit from cloudfront');
    expect([cf.asked(), cf.events.requests.length, cf.events.responses.length]).toEqual([[], 1, 0]);
  });
});

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

test('The emulator listens on this machine only', () => {
  expect(cf.url).toBe(`http://127.0.0.1:${cf.port}`);
});

test('The emulator tells of every request what was served, and shows no signature', async () => {
  const signature = 'c1fGKlg3qUrK48Rjmba04g';
  await cf.put(`article/WyJU.${signature}.jpg`, 'x', { CacheControl: 'max-age=60' });
  await cf.ask(`/article/WyJU.${signature}.jpg`);
  await cf.ask(`/article/WyJU.${signature}.jpg`);
  expect(cf.served).toMatchObject([
    { method: 'GET', path: '/article/WyJU.….jpg', status: 200, cache: 'Miss', bytes: 1 },
    { cache: 'Hit' },
  ]);
  expect(JSON.stringify(cf.served)).not.toContain(signature);
});
