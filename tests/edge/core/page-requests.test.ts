import { describe, expect, test } from '@jest/globals';
import { judgePageRequest } from '../../../edge/core/page-requests.ts';

describe('a page', () => {
  const image = { bytes: Uint8Array.of(1), type: 'image/png' };
  const images = new Map([
    ['https://images.example.com/a.png', image],
    ['photo:7h3k9m2p4q8r5t6v', image],
  ]);
  const judge = (url: string, method = 'GET') => judgePageRequest({ method, url }, 'https://cards.example.com', images);

  test('may ask the card site, and gets the images of its card from the function', () => {
    expect(judge('https://cards.example.com/assets/x.js')).toEqual({ allow: true });
    expect(judge('https://images.example.com/a.png')).toEqual({ image });
  });

  test('gets a photo of its card from the function at an address of the card site', () => {
    expect(judge('https://cards.example.com/photos/7h3k9m2p4q8r5t6v')).toEqual({ image });
  });

  test('may ask the card site for cards of a template called photos', () => {
    expect(judge('https://cards.example.com/photos/7h3k9m2p4q8r5t6v?token=1')).toEqual({ allow: true });
    expect(judge('https://cards.example.com/photos/12-34-10')).toEqual({ allow: true });
  });

  test.each([
    'https://cards.example.com/photos/0123456789abcdef',
    'https://elsewhere.example.com/photos/7h3k9m2p4q8r5t6v',
    'https://images.example.com/b.png',
    'https://images.example.com/a.png?x',
    'http://cards.example.com/',
    'https://cards.example.com:444/',
    'https://cards.example.com.evil.example/',
    'https://cards.example.com@evil.example/',
    'http://127.0.0.1:9001/2018-06-01/runtime/invocation/next',
    'http://169.254.169.254/latest/meta-data/',
    'file:///proc/self/environ',
    'data:text/html,x',
    'blob:https://cards.example.com/x',
    'not an address',
  ])('may not ask for %s', (url) => {
    expect(judge(url)).toEqual({ block: expect.stringMatching(/^GET /) });
  });

  test.each([
    ['http://127.0.0.1:9001/2018-06-01/x', 'GET http://127.0.0.1:9001'],
    ['file:///proc/self/environ', 'GET file:'],
    ['data:text/html,x', 'GET data:'],
    ['not an address', 'GET no address'],
  ])('that asks for %s is reported with the address that it wanted', (url, block) => {
    expect(judge(url)).toEqual({ block });
  });

  test('gets images for GET alone', () => {
    expect(judge('https://images.example.com/a.png', 'POST')).toEqual({ block: 'POST https://images.example.com' });
  });

  test('may not post, and the log does not repeat a path or a query', () => {
    expect(judge('https://cards.example.com/?token=secret', 'POST')).toEqual({ block: 'POST https://cards.example.com' });
  });
});
