import { describe, expect, test } from '@jest/globals';
import { requestOf, responseOf } from '../../support/local-cloudfront.ts';
import { cacheOf, cf, openCloudFrontForEachTest, reopenCloudFront, textOf } from './cloudfront-of-test.ts';

openCloudFrontForEachTest();

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

  test.each(['/', '/?list-type=2', '/?prefix=article/'])('gets the root object for %s, never the bucket’s list', async (path) => {
    await reopenCloudFront({ rootObject: 'default.jpg' });
    await cf.put('default.jpg', 'a picture', { CacheControl: 'max-age=60' });
    expect(textOf(await cf.ask(path))).toBe('a picture');
    expect(cf.asked()).toEqual(['GET default.jpg 200']);
  });

  test('would have S3 asked for the bucket itself without a root object and a function in front', async () => {
    await cf.ask('/?list-type=2');
    expect(cf.asked()).toEqual([expect.stringMatching(/^GET {2}\d+$/)]);
  });

  test('may name the host in front of the path, as proxies do', async () => {
    await cf.ask('http://social.example.test/default.jpg?x');
    expect(cf.events.requests.map((event) => requestOf(event).uri)).toEqual(['/default.jpg']);
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

  test('is logged as unreachable when it cannot be reached, and origin-response is not asked', async () => {
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

describe('An answer that origin-request makes', () => {
  test('is sent and cached, and neither S3 nor origin-response is asked', async () => {
    cf.state.originRequest = async () => ({ status: '302', headers: { location: [{ value: '/elsewhere' }] }, body: 'moved' });
    const answer = await cf.ask('/x');
    expect([answer.status, answer.headers.location, textOf(answer)]).toEqual([302, '/elsewhere', 'moved']);
    expect(cacheOf(await cf.ask('/x'))).toBe('Hit from cloudfront');
    expect([cf.asked(), cf.events.requests.length, cf.events.responses.length]).toEqual([[], 1, 0]);
  });
});

test('The emulator listens on this machine only', () => {
  expect(cf.url).toBe(`http://127.0.0.1:${cf.port}`);
});

test('The emulator logs what was served for every request, and shows no signature', async () => {
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
