import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { expectedTags } from './example-cards.ts';
import { installConsumer } from './install-consumer.ts';

test('pages that Astro builds have the tags in their heads', async () => {
  await using consumer = await installConsumer('astro');
  await consumer.node('node_modules/astro/bin/astro.mjs', 'build');
  for (const [index, tags] of (await expectedTags()).entries()) {
    const [head] = (await readFile(join(consumer.folder, `dist/${index}/index.html`), 'utf8')).split('</head>');
    expect(head).toContain(tags);
  }
});
