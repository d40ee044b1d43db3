import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import ogs from 'open-graph-scraper';
import { unfurl } from 'unfurl.js';
import { TEMPLATE_NAMES, templateNamed } from '../../../../card-schema/catalogue.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { startCardSite } from '../../../../local/card-site/server.ts';
import { CARD_SITE_FOLDER } from '../../../support/card-browser.ts';
import { decode } from '../../../support/pictures.ts';
import { ask } from '../../../support/raw-request.ts';
import { SAMPLE_ANSWER, SAMPLE_PATH, withManyPaths } from '../../../support/sample-cards.ts';
import { cdn, dataFolder, type Running, run, running, shareStack } from './running-stack.ts';

shareStack();

describe('while the card site is down', () => {
  let down: Running;
  afterEach(() => down.stack.close());

  test('a new card is the fallback picture, in time, and not stored; afterwards the same path draws', async () => {
    const site = await startCardSite({ port: 0, directory: CARD_SITE_FOLDER, pageKeys: [DEVELOPMENT_KEYS.page] });
    await site.close();
    down = await run(await dataFolder(), { config: { 'x-card-site': site.origin } });
    const start = Date.now();
    const { status, headers, body } = await ask(down.stack.cdn, SAMPLE_PATH);
    expect(Date.now() - start).toBeLessThan(8500);
    expect([status, headers['x-card-status'], headers['cache-control']]).toEqual([200, 'fallback', 'public, max-age=30']);
    await decode(body);
    expect(down.puts()).toEqual([]);

    const back = await startCardSite({
      port: Number(new URL(site.origin).port),
      directory: CARD_SITE_FOLDER,
      pageKeys: [DEVELOPMENT_KEYS.page],
    });
    down.stack.clearCache(); // instead of waiting for 30 seconds
    expect((await ask(down.stack.cdn, SAMPLE_PATH)).headers['x-card-status']).toBe(SAMPLE_ANSWER.drawn);
    await back.close();
  });
});

withManyPaths(([, a = '', b = '', c = '', d = '', fresh = '']) => {
  describe('when the browser is killed', () => {
    const killAll = () => {
      for (const { pid } of running.stack.browsers) if (pid()) process.kill(pid() ?? 0, 'SIGKILL');
    };

    test('between two cards and during two more, each request gets its card', async () => {
      for (const path of [a, b]) {
        killAll();
        expect((await cdn(path)).headers['x-card-status']).toBe('drawn');
      }
      for (const [path, ms] of [
        [c, 10],
        [d, 25],
      ] as const) {
        const asked = cdn(path);
        await sleep(ms);
        killAll();
        expect((await asked).headers['x-card-status']).toBe('drawn');
      }
    });
  });

  describe('fifty viewers of one new card at once', () => {
    const fifty = (origin: string, path: string) => Promise.all(Array.from({ length: 50 }, () => ask(origin, path)));

    test('cost one drawing, because simultaneous misses are merged', async () => {
      const drawings = running.drawn();
      const answers = await fifty(running.stack.cdn, fresh);
      expect(new Set(answers.map(({ body }) => body.toString('base64'))).size).toBe(1);
      expect(running.drawn()).toBe(drawings + 1);
    });

    test('get fifty equal pictures and one stored object even when misses are not merged', async () => {
      const unmerged = await run(await dataFolder(), { collapse: false });
      try {
        const answers = await fifty(unmerged.stack.cdn, fresh);
        expect(new Set(answers.map(({ body }) => body.toString('base64'))).size).toBe(1);
        expect(answers.every(({ status }) => status === 200)).toBe(true);
        await decode(answers[0]?.body ?? Buffer.alloc(0));
        const statuses = unmerged.puts().map(({ status }) => status);
        expect(statuses.filter((status) => status === 200)).toHaveLength(1);
        expect(statuses.filter((status) => status !== 200 && status !== 412)).toEqual([]);
      } finally {
        await unmerged.stack.close();
      }
    });
  });
});

describe('crawlers’ libraries', () => {
  const cards = TEMPLATE_NAMES.map((template) => `/${template}/${Object.keys(templateNamed(template).examples)[0]}`);
  const pages = [...cards, `/?social=${SAMPLE_PATH.slice(1, -'.jpg'.length)}`, '/?social=nonsense'];

  test.each(pages)('open-graph-scraper and unfurl.js find the picture of %s, and it loads', async (path) => {
    const url = `${running.stack.mainSite}${path}`;
    const { result, error } = await ogs({ url });
    expect(error).toBe(false);
    const [image] = result.ogImage ?? [];
    expect(image).toMatchObject({ width: '1200', height: '630', type: 'image/jpeg', alt: expect.stringMatching(/\S/) });
    const unfurled = await unfurl(url);
    expect(unfurled.open_graph?.images?.[0]?.url).toBe(image?.url);
    expect(unfurled.twitter_card?.images?.[0]?.url).toBe(image?.url);

    const picture = await fetch(image?.url ?? '');
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(await decode(Buffer.from(await picture.arrayBuffer()))).toMatchObject({ width: 1200, height: 630 });
    expect(picture.headers.get('x-card-status')).toMatch(/nonsense|default/.test(path) ? /default/ : /drawn|hit/);
  });
});
