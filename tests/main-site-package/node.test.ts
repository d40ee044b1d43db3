import { expect, test } from '@jest/globals';
import { expectedTags } from './example-cards.ts';
import { installConsumer } from './install-consumer.ts';

test('ES modules in Node 20 and in the pinned Node get the tags that this project writes', async () => {
  await using consumer = await installConsumer('node');
  const expected = await expectedTags();
  const node20 = `node_modules/node-linux-${process.arch}/bin/node`;
  expect(await consumer.run(node20, '--version')).toMatch(/^v20\./);
  expect(JSON.parse(await consumer.run(node20, 'tags.js'))).toEqual(expected);
  expect(JSON.parse(await consumer.node('tags.js'))).toEqual(expected);
});

test('CommonJS gets them by import()', async () => {
  await using consumer = await installConsumer('commonjs');
  expect(JSON.parse(await consumer.node('tags.js'))).toEqual(await expectedTags());
});
