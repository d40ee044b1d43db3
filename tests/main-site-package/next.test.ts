import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@jest/globals';
import ogs from 'open-graph-scraper';
import { projectPath } from '../../project-path.ts';
import { expectedTags } from './example-cards.ts';
import { type Consumer, consumerEnvironment, installConsumer } from './install-consumer.ts';

const NEXT = 'node_modules/next/dist/bin/next';
const example = projectPath('examples/next/card-metadata.ts');

test('the edge runtime of Next.js serves pages with their cards, by the example of this repository', async () => {
  await using consumer = await installConsumer('next');
  await copyFile(example, join(consumer.folder, 'card-metadata.ts'));
  await consumer.node(NEXT, 'build'); // checks the types as well
  await using site = await startNext(consumer);
  const expected = await expectedTags();
  expect(await (await fetch(`${site.origin}/tags`)).json()).toEqual(expected);
  for (const [index, tags] of expected.entries()) {
    const response = await fetch(`${site.origin}/${index}`);
    expect(response.status).toBe(200);
    expect(await pictureIn(await response.text())).toEqual(await pictureIn(`<head>${tags}</head>`));
  }
});

/** What a crawler finds of the picture. */
async function pictureIn(html: string) {
  const { result } = await ogs({ html });
  return { image: result.ogImage, twitter: result.twitterImage, kind: result.twitterCard };
}

async function startNext({ folder }: Consumer): Promise<AsyncDisposable & { readonly origin: string }> {
  const child = spawn(process.execPath, [NEXT, 'start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: folder,
    env: consumerEnvironment(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    return { origin: await originPrinted(child), [Symbol.asyncDispose]: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function originPrinted(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> })) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (origin) return origin;
  }
  throw new Error('next start has ended without an address.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
