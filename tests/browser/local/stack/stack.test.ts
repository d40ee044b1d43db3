// The whole system, as `npm start` runs it; where there is a real S3 server, with that in place of the embedded one.
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../../../card-schema/card-path.ts';
import { createCard } from '../../../../card-schema/catalogue.ts';
import { formatPagePath } from '../../../../card-schema/page-path.ts';
import { DEVELOPMENT_KEYS } from '../../../../edge/core/config.ts';
import { pageToken, pageUrl } from '../../../../edge/core/page-url.ts';
import { aboutExamples } from '../../../support/about-examples.ts';
import { decode } from '../../../support/pictures.ts';
import { ask } from '../../../support/raw-request.ts';
import { SAMPLE_ANSWER, SAMPLE_CARD, SAMPLE_PATH, withManyPaths } from '../../../support/sample-cards.ts';
import { cdn, dataFolder, run, running, shareStack } from './running-stack.ts';

shareStack();

const { drawn, found, cacheControl } = SAMPLE_ANSWER;

describe('a card', () => {
  test('is drawn for the first viewer, and answered from the cache to the next', async () => {
    const first = await cdn(SAMPLE_PATH);
    expect([first.status, first.headers['content-type'], first.headers['x-cache']]).toEqual([
      200,
      'image/jpeg',
      'Miss from cloudfront',
    ]);
    expect(first.headers).toMatchObject({ 'x-card-status': drawn, 'cache-control': cacheControl });
    expect(first.headers['content-length']).toBe(String(first.body.length));
    expect(await decode(first.body)).toMatchObject({ width: 1200, height: 630 });
    const second = await cdn(SAMPLE_PATH);
    expect([second.status, second.headers['x-cache'], second.body.equals(first.body)]).toEqual([
      200,
      'Hit from cloudfront',
      true,
    ]);
  });

  test('is found in S3 by a stack that was stopped and started again, and not drawn again', async () => {
    const folder = await dataFolder();
    const before = await run(folder);
    const first = await ask(before.stack.cdn, SAMPLE_PATH);
    await before.stack.close();
    const after = await run(folder);
    try {
      const again = await ask(after.stack.cdn, SAMPLE_PATH);
      expect([again.headers['x-cache'], again.headers['x-card-status'], again.body.equals(first.body)]).toEqual([
        'Miss from cloudfront',
        found,
        true,
      ]);
      expect(after.drawn()).toBe(0);
    } finally {
      await after.stack.close();
    }
  });

  test('is sent in parts to those who ask for a part', async () => {
    const whole = await cdn(SAMPLE_PATH);
    const part = await cdn(SAMPLE_PATH, { headers: { range: 'bytes=10-19' } });
    expect([part.status, part.body]).toEqual([206, whole.body.subarray(10, 20)]);
  });
});

describe('a card page', () => {
  const card = SAMPLE_CARD;
  const path = formatPagePath(card);
  const page = (target: string) => ask(running.stack.cardSite, target);

  test('opens with its token', async () => {
    const url = new URL(pageUrl(card, running.stack.cardSite, DEVELOPMENT_KEYS.page, Date.now()));
    const { status, headers } = await page(`${url.pathname}${url.search}`);
    expect([status, headers['cache-control'], headers['x-robots-tag']]).toEqual([200, 'no-store', 'noindex']);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each([
    ['without a token', () => path],
    ['with an expired one', () => `${path}?token=${pageToken(path, DEVELOPMENT_KEYS.page, Date.now() - 61_000)}`],
    ['with one for another card', () => `${path}?token=${pageToken('/default/another', DEVELOPMENT_KEYS.page, Date.now())}`],
    ['with one of another key', () => `${path}?token=${pageToken(path, 'some other key of ours', Date.now())}`],
  ])('stays shut %s', async (_, target) => {
    expect((await page(target())).status).toBe(403);
  });
});

withManyPaths(([, fresh = '']) => {
  test('a card that nobody has drawn gives HEAD its headers and no more, and the next GET draws it', async () => {
    const head = await cdn(fresh, { method: 'HEAD' });
    expect([head.status, head.body.length, head.headers['content-type'], head.headers['cache-control']]).toEqual([
      200,
      0,
      'image/jpeg',
      'no-store',
    ]);
    expect(head.headers['x-card-status']).toBe('undrawn');
    const get = await cdn(fresh);
    expect([get.headers['x-card-status'], get.headers['x-cache']]).toEqual(['drawn', 'Miss from cloudfront']);
  });
});

aboutExamples('article', () => {
  const article = (title: string) =>
    signCardPath(createCard('article', { title, author: 'Ada Okafor' }), DEVELOPMENT_KEYS.signing);

  describe('a card with texts and images', () => {
    test('with a right signature is drawn; with one character changed it is the default card, and nothing new is stored', async () => {
      const path = await article('Signed');
      const good = await cdn(path);
      expect([good.status, good.headers['x-card-status']]).toEqual([200, 'drawn']);
      const puts = running.puts().length;
      const dot = path.lastIndexOf('.jpg') - 1;
      const forged = await cdn(`${path.slice(0, dot)}${path[dot] === 'A' ? 'Q' : 'A'}.jpg`);
      expect([forged.status, forged.headers['x-card-status'], forged.headers['cache-control']]).toEqual([
        200,
        'default',
        'public, max-age=300',
      ]);
      expect(forged.body.equals(good.body)).toBe(false);
      const stored = running.puts().slice(puts);
      expect(stored.filter(({ key }) => !key.includes('/default/'))).toEqual([]);
    });

    test('shows its images, which the function fetches', async () => {
      const card = createCard('article', { title: 'T', author: 'A', cover: 'https://images.edgecard.test/harbour.jpg' });
      expect((await cdn(await signCardPath(card, DEVELOPMENT_KEYS.signing))).headers['x-card-status']).toBe('drawn');
    });

    test.each([
      [
        'an image of a host that is not allowed',
        { cover: 'https://images.example.com/a.jpg?key=secret' },
        /^no image: images\.example\.com is not an allowed host/,
      ],
      [
        'an image that is not there',
        { avatar: 'https://images.edgecard.test/missing.jpg' },
        /^no image: images\.edgecard\.test /,
      ],
      ['a character that no font has', { title: 'A \ue000 B' }, /^no font has U\+E000$/],
    ])('that lacks %s is kept for five minutes by CloudFront and never by S3', async (_, params, warning) => {
      const card = createCard('article', { title: 'Something is missing', author: 'A', ...params });
      const path = await signCardPath(card, DEVELOPMENT_KEYS.signing);
      const [puts, drawings] = [running.puts().length, running.drawn()];
      const first = await cdn(path);
      expect(first.headers).toMatchObject({ 'x-card-status': 'incomplete', 'cache-control': 'public, max-age=300' });
      expect(first.headers['x-card-warning']).toMatch(warning);
      expect(first.headers['x-card-warning']).not.toContain('secret');
      const again = await cdn(path);
      expect([again.headers['x-cache'], again.body.equals(first.body)]).toEqual(['Hit from cloudfront', true]);
      expect([running.puts().length, running.drawn()]).toEqual([puts, drawings + 1]);
      expect((await cdn(path, { method: 'HEAD' })).headers['x-card-status']).toBe('incomplete'); // as CloudFront has it
    });

    test('that loses the letters of its title is the fallback picture', async () => {
      const { headers } = await cdn(await article('\u{17000}\u{17001}'));
      expect([headers['x-card-status'], headers['cache-control']]).toEqual(['fallback', 'public, max-age=30']);
    });

    test('of an em dash and a letter is drawn, and kept', async () => {
      const card = createCard('article', { title: '—', author: 'i', theme: 'dark' });
      const { headers } = await cdn(await signCardPath(card, DEVELOPMENT_KEYS.signing));
      expect(headers).toMatchObject({ 'x-card-status': 'drawn', 'cache-control': 'public, max-age=31536000' });
    });
  });
});
