import { describe, expect, test } from '@jest/globals';
import type { LogEntry } from '../../../support/log.ts';
import { decode } from '../../../support/pictures.ts';
import { ask } from '../../../support/raw-request.ts';
import { SAMPLE_PATH, withManyPaths } from '../../../support/sample-cards.ts';
import { cdn, dataFolder, run, running, shareStack } from './running-stack.ts';

shareStack();

describe('what is not a card', () => {
  test.each([
    '/nope.exe',
    '/../../etc/passwd',
    '/%00.jpg',
    '/9999999-1-1-1-1-1-1-1.jpg',
    '/',
    '//',
    '/.env',
    `${SAMPLE_PATH}/`,
    '/default/default.jpg',
    '/none/x.jpg',
    '/constructor/x.jpg',
    '/index.html',
    '/packs/0123456789',
    `/${'a'.repeat(8000)}`,
    '/%F0%9F%92%A9',
  ])('%p gets the default card, kept for minutes', async (path) => {
    const { status, headers, body } = await cdn(path);
    expect([status, headers['content-type'], headers['x-card-status'], headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'default',
      'public, max-age=300',
    ]);
    await decode(body);
  });

  test('is drawn once for all of them', () => {
    expect(
      running.entries.filter(({ outcome, key }) => outcome === 'card_drawn' && String(key).includes('/default/')),
    ).toHaveLength(1);
  });

  test.each([
    ['10 kB of path', `/${'a'.repeat(10_240)}`, {}, 414],
    ['POST', SAMPLE_PATH, { method: 'POST' }, 403],
    ['DELETE', SAMPLE_PATH, { method: 'DELETE' }, 403],
    ['33 kB of headers', SAMPLE_PATH, { headers: { 'x-long': 'a'.repeat(33_000) } }, 494],
  ])('%s gets CloudFront’s own refusal', async (_, path, options, expected) => {
    const drawings = running.drawn();
    const { status, body } = await cdn(path, options);
    expect(status).toBe(expected);
    expect(body.toString()).not.toMatch(/\bat .*:\d+:\d+|Error:/);
    expect(running.drawn()).toBe(drawings);
  });

  test('a query changes nothing, so it cannot have a card drawn again', async () => {
    await cdn(SAMPLE_PATH);
    expect((await cdn(`${SAMPLE_PATH}?x=1`)).headers['x-cache']).toBe('Hit from cloudfront');
  });

  test('robots.txt and favicon.ico are themselves', async () => {
    expect((await cdn('/robots.txt')).body.toString()).toContain('User-agent: *');
    expect((await cdn('/favicon.ico')).headers['content-type']).toBe('image/x-icon');
  });
});

withManyPaths(([one = '', two = '', three = '']) => {
  describe('the log', () => {
    const NEW_BROWSER = ['pack', 'browser', 'images', 'page', 'draw', 'capture', 'store'];

    test('has one line of each function for a request, with all that it took', async () => {
      const own = await run(await dataFolder(), { sandboxes: 1 });
      try {
        const requests = () => own.entries.splice(0).filter(({ event }) => event === 'request');
        const stagesOf = ({ ms }: LogEntry) => Object.keys(ms as object);
        const first = await ask(own.stack.cdn, one);
        const [rewritten, cold, ...none] = requests();
        expect(none).toEqual([]);
        expect(rewritten).toMatchObject({ function: 'origin-request', outcome: 'card', cold: true });
        expect(cold).toMatchObject({
          function: 'origin-response',
          outcome: 'card_drawn',
          status: 'drawn',
          cold: true,
          stored: true,
        });
        expect(cold).toMatchObject({ requestId: rewritten?.requestId, key: rewritten?.key, template: expect.any(String) });
        expect(cold).toMatchObject({ browserStarts: 1, tries: 1, packMisses: 0, bytes: first.body.length, quality: 85 });
        expect(stagesOf(cold as LogEntry)).toEqual(['total', ...NEW_BROWSER]);
        expect(first.headers['server-timing']).toBe(
          [
            ...Object.entries(cold?.ms as object).map(([stage, ms]) => `${stage};dur=${ms}`),
            'commit;desc="unknown"',
            'bundle;desc="not-packaged"',
          ].join(', '),
        );
        // The browser is a process of its own, of a hundred megabytes at least.
        expect(Number(cold?.browserMemoryMb)).toBeGreaterThan(100);
        expect(Number(cold?.memoryMb)).toBeGreaterThan(50);
        expect(cold).toHaveProperty('scratchFreeMb');

        await ask(own.stack.cdn, two);
        const warm = requests()[1] as LogEntry;
        expect(warm).toMatchObject({ outcome: 'card_drawn', cold: false, browserStarts: 0, tries: 1 });
        expect(stagesOf(warm)).toEqual(['total', 'ping', 'images', 'page', 'draw', 'capture', 'store']);

        process.kill(own.stack.browsers[0]?.pid() ?? 0, 'SIGKILL');
        await ask(own.stack.cdn, three);
        expect(requests()[1]).toMatchObject({ outcome: 'card_drawn', cold: false, browserStarts: 1 });

        own.stack.clearCache();
        expect((await ask(own.stack.cdn, one)).headers['server-timing']).toMatch(
          /^total;dur=[\d.]+, commit;desc="unknown", bundle;desc="not-packaged"$/,
        );
        expect(requests()).toMatchObject([{ outcome: 'card' }, { outcome: 'card_found', status: 'hit', originStatus: 200 }]);
        // What CloudFront answers from its cache reaches no function.
        await ask(own.stack.cdn, one);
        expect(requests()).toEqual([]);
      } finally {
        await own.stack.close();
      }
    });
  });
});
