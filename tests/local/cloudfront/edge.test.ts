import { expect, test } from '@jest/globals';
import { createEdge } from '../../../local/cloudfront/edge.ts';

test('requests of the very same moment are merged as well', async () => {
  let asks = 0;
  const edge = createEdge({
    ask: async () => {
      asks++;
      const headers = { 'cache-control': [{ key: 'Cache-Control', value: 'max-age=60' }] };
      return { answer: { status: 200, headers, body: Buffer.from('x') }, originFailed: false };
    },
    now: () => 0,
    collapse: true,
    errorMinSeconds: 10,
  });
  const viewer = { method: 'GET', path: '/1-2-3.jpg', clientIp: '127.0.0.1', forwardedFor: undefined } as const;
  const served = await Promise.all([edge.serve(viewer), edge.serve(viewer), edge.serve(viewer)]);
  expect(asks).toBe(1);
  expect(served.map(({ result }) => result)).toEqual(['Miss', 'Hit', 'Hit']);
});
