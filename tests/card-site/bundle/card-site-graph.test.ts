import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cardSiteGraph } from '../../../card-site/bundle/card-site-graph.ts';

test('esbuild’s process being killed is one sentence', async () => {
  const before = new Set(children());
  const graph = cardSiteGraph();
  const started = children().filter((child) => !before.has(child));
  expect(started).toHaveLength(1);
  for (const child of started) process.kill(child, 'SIGKILL');
  await expect(graph).rejects.toMatchObject({
    code: 'build_failed',
    message: expect.stringMatching(/^esbuild's process has ended, as when memory runs out \(\d+ MB/),
  });
});

/** The processes that this one has started. */
function children(): readonly number[] {
  const text = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
