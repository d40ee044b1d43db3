import { expect, test } from '@jest/globals';
import { expectedTags, withPlainSpaces } from './example-cards.ts';
import { installConsumer } from './install-consumer.ts';

test('a bundle for Cloudflare Workers writes the tags in workerd, without anything of Node', async () => {
  await using consumer = await installConsumer('worker');
  // For a browser esbuild refuses every module of Node.
  const platform = ['--bundle', '--format=esm', '--platform=browser', '--conditions=workerd,worker,browser'];
  await consumer.run('node_modules/.bin/esbuild', 'worker.ts', ...platform, '--outfile=bundle.js');
  const tags = JSON.parse(await consumer.node('run.js'));
  expect(withPlainSpaces(tags)).toEqual(withPlainSpaces(await expectedTags()));
});
