import { beforeEach, describe, expect, test } from '@jest/globals';
import { requestOf } from '../../support/local-cloudfront.ts';
import { answering, cacheOf, cf, openCloudFrontForEachTest, reopenCloudFront, textOf } from './cloudfront-of-test.ts';

openCloudFrontForEachTest();

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
    await reopenCloudFront({ collapse: false });
    expect(await askAtOnce('max-age=60')).toEqual(Array(5).fill('drawn Miss from cloudfront'));
    expect(cf.events.responses).toHaveLength(5);
  });
});
