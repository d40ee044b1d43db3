// @examples article quote score
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { imageUrlsOf } from '../../card-schema/card-images.ts';
import { formatCardPath, signCardPath } from '../../card-schema/card-path.ts';
import { createCard, templateNamed } from '../../card-schema/catalogue.ts';
import { EXAMPLES } from '../../card-schema/examples.ts';
import { isSigned } from '../../card-schema/template.ts';
import { DEVELOPMENT_KEYS } from '../../edge/core/config.ts';
import { LOCAL_BUCKET, LOCAL_CREDENTIALS } from '../../local/stack/config.ts';
import { decode, shareOfDifferentPixels } from '../support/pictures.ts';
import { ask, inProject, packKey, requests, root, running, sharePackagedFunctions, start, store } from './packaged-functions.ts';

sharePackagedFunctions();

describe('the packaged functions, in a root with nothing but Node and the C library', () => {
  test('have no library of a browser near them', async () => {
    const libraries = (await readdir(root.folder, { recursive: true })).filter((path) => /\.so/.test(path));
    expect(libraries.filter((path) => /nss|nspr|expat|font/.test(path))).toEqual([]);
    expect(libraries.length).toBeLessThan(12);
  });

  test('draw a card cold, store it, and draw the next one warm', async () => {
    const lambda = await start('origin-response');
    const cold = await ask('/12-34-10.jpg', lambda);
    expect([cold.result.status, cold.header('x-card-status'), cold.header('content-type')]).toEqual([
      '200',
      'drawn',
      'image/jpeg',
    ]);
    const stored = await store.client.send(new GetObjectCommand({ Bucket: LOCAL_BUCKET, Key: cold.key }));
    expect(Buffer.from((await stored.Body?.transformToByteArray()) ?? []).equals(cold.jpeg)).toBe(true);
    const golden = await decode(await readFile(inProject('tests/golden/score-classic.jpg')));
    expect(shareOfDifferentPixels(await decode(cold.jpeg), golden)).toBeLessThanOrEqual(0.001);

    requests.length = 0;
    const path = await signCardPath(
      createCard('article', { title: 'Small teams, large ships', author: 'Ada Okafor' }),
      DEVELOPMENT_KEYS.signing,
    );
    const warm = await ask(path, lambda);
    expect(warm.header('x-card-status')).toBe('drawn');
    const plain = await decode(await readFile(inProject('tests/golden/article-plain.jpg')));
    expect(shareOfDifferentPixels(await decode(warm.jpeg), plain)).toBeLessThanOrEqual(0.001);
    expect(requests).toEqual([expect.objectContaining({ method: 'PUT', status: 200 })]);
    console.log(`cold: ${cold.header('server-timing')}\nwarm: ${warm.header('server-timing')}`);
  });

  test('find the unpacked browser again after a crash of the function, and unpack again after a crash half-way', async () => {
    const first = await start('origin-response');
    await ask('/1-1-1.jpg', first);
    await first.kill();
    requests.length = 0;
    const second = await start('origin-response');
    expect((await ask('/2-2-2.jpg', second)).header('x-card-status')).toBe('drawn');
    expect(requests.filter(({ key }) => key === packKey)).toEqual([]);
    await second.kill();

    await emptyFolder(join(root.folder, 'tmp'));
    const third = await start('origin-response');
    const cut = ask('/3-3-3.jpg', third).catch((error: Error) => error);
    await waitForPartial(join(root.folder, 'tmp'));
    await third.kill();
    expect(await cut).toBeInstanceOf(Error);
    const fourth = await start('origin-response');
    expect((await ask('/4-4-4.jpg', fourth)).header('x-card-status')).toBe('drawn');
    expect((await readdir(join(root.folder, 'tmp'))).filter((name) => name.includes('partial'))).toEqual([]);
  });

  test('draw every example that shows no image without fetching any of the browser: what would complete it is not even there', async () => {
    await store.client.send(new DeleteObjectCommand({ Bucket: LOCAL_BUCKET, Key: packKey }));
    requests.length = 0;
    const lambda = await start('origin-response');
    for (const { template, card } of EXAMPLES.filter(({ card }) => imageUrlsOf(card).length === 0)) {
      const path = isSigned(templateNamed(template))
        ? await signCardPath(card, DEVELOPMENT_KEYS.signing)
        : formatCardPath({ card });
      expect([path, (await ask(path, lambda)).header('x-card-status')]).toEqual([
        path,
        template === 'default' ? 'default' : 'drawn',
      ]);
    }
    expect(requests.filter(({ key }) => key === packKey)).toEqual([]);
    expect(lambda.log.join('\n')).not.toContain('pack_miss');
  });

  test('print no secret, token or signature', async () => {
    const lambda = await start('origin-response');
    const path = await signCardPath(createCard('quote', { words: 'W', speaker: 'S' }), DEVELOPMENT_KEYS.signing);
    await ask(path, lambda);
    const printed = running.flatMap(({ log }) => log).join('\n');
    expect(printed).toContain('"outcome":"card_drawn"');
    const signature = path.split('.').at(-2) ?? '';
    for (const secret of [
      signature,
      'token=',
      ...Object.values(DEVELOPMENT_KEYS),
      LOCAL_CREDENTIALS.secretAccessKey,
      'a-session-token',
    ]) {
      expect(printed).not.toContain(secret);
    }
  });
});

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

async function waitForPartial(folder: string): Promise<void> {
  for (let tries = 0; tries < 5000; tries++) {
    const names = await readdir(folder).catch(() => []);
    if (names.some((name) => name.includes('partial'))) return;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error('Nothing was unpacked.');
}
