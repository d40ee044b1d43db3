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
  const viewer = { method: 'GET', path: '/default.jpg', clientIp: '127.0.0.1', forwardedFor: undefined } as const;
  const served = await Promise.all([edge.serve(viewer), edge.serve(viewer), edge.serve(viewer)]);
  expect(asks).toBe(1);
  expect(served.map(({ result }) => result)).toEqual(['Miss', 'Hit', 'Hit']);
});

test('an answer that was asked for before the cache was emptied is not kept, and nobody later waits for it', async () => {
  const answers: ((body: string) => void)[] = [];
  const edge = createEdge({
    ask: () =>
      new Promise((resolve) => {
        const headers = { 'cache-control': [{ key: 'Cache-Control', value: 'max-age=60' }] };
        answers.push((body) => resolve({ answer: { status: 200, headers, body: Buffer.from(body) }, originFailed: false }));
      }),
    now: () => 0,
    collapse: true,
    errorMinSeconds: 10,
  });
  const viewer = { method: 'GET', path: '/default.jpg', clientIp: '127.0.0.1', forwardedFor: undefined } as const;
  const before = edge.serve(viewer);
  edge.clear();
  const after = edge.serve(viewer);
  const merged = edge.serve(viewer);
  expect(answers).toHaveLength(2);
  answers[1]?.('new design');
  answers[0]?.('former design');
  const served = await Promise.all([before, after, merged, edge.serve(viewer)]);
  expect(served.map(({ answer, result }) => `${result}: ${answer.body}`)).toEqual([
    'Miss: former design',
    'Miss: new design',
    'Hit: new design',
    'Hit: new design',
  ]);
  expect((await edge.serve(viewer)).answer.body).toEqual(Buffer.from('new design'));
});
