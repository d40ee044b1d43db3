// @examples article score
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { picturePathsSource } from '../../card-site/bundle/picture-paths.ts';
import { DESIGN_VERSIONS } from '../support/design-versions.ts';
import { longCard } from '../support/long-card.ts';
import { DEFAULT, KEY, keyOf, load, OLD, SIGNATURE } from './cache-keys.ts';

const SCORE = DESIGN_VERSIONS.score;

describe('all addresses of a card have one cache key', () => {
  test.each([
    '/12-34-10.jpg',
    `/~${SCORE}/12-34-10.jpg`,
    `/~${OLD}/12-34-10.jpg`,
    `/%7E${OLD}/12-34-10.jpg`,
    `/%7e${SCORE}/12-34-10.jpg`,
    '/12%2D34%2d10%2Ejpg',
    '/%31%32-34-10.%6a%70%67',
    '//12-34-10.jpg',
    `//~${SCORE}//12-34-10.jpg`,
    '/./12-34-10.jpg',
    '/a/b/../../12-34-10.jpg',
    '/%2e%2E/%2e/12-34-10.jpg',
  ])('%s', (path) => {
    expect(keyOf(path)).toBe(`/~${SCORE}/12-34-10.jpg`);
  });

  test('the longest card', async () => {
    const path = await signCardPath(longCard(), KEY, DESIGN_VERSIONS.article);
    expect(keyOf(path)).toBe(path);
    expect(keyOf(await signCardPath(longCard(), KEY))).toBe(path);
  });

  test('a deploy that changes one template changes the keys of its cards alone', async () => {
    const next = load(picturePathsSource({ ...DESIGN_VERSIONS, score: '0123456789ab' }));
    expect(next('/12-34-10.jpg')).toBe('/~0123456789ab/12-34-10.jpg');
    expect(next(`/~${SCORE}/12-34-10.jpg`)).toBe('/~0123456789ab/12-34-10.jpg');
    const article = await signCardPath(longCard(), KEY);
    expect(next(article)).toBe(keyOf(article));
  });
});

describe('what cannot be a card has the key of the default card', () => {
  const payload = 'WyJhIl0';
  test.each([
    DEFAULT,
    `/~${DESIGN_VERSIONS.default}/default.jpg`,
    `/~${OLD}/default.jpg`,
    '//default.jpg',
    '/',
    '',
    '/index.html',
    '/wp-login.php',
    '/.env',
    '/12-34-10.png',
    '/12-34-10.JPG',
    '/12-34-10.jpg/',
    '/12-34-10.jpg/.',
    '/12-34.jpg',
    '/12-34-10-1.jpg',
    '/012-34-10.jpg',
    '/12-34-1000000.jpg',
    '/-1-34-10.jpg',
    '/12-34-x.jpg',
    '/12--10.jpg',
    '/1e1-34-10.jpg',
    '/score/12-34-10.jpg',
    '/score.jpg',
    '/article.jpg',
    '/constructor.jpg',
    '/__proto__/x.jpg',
    '/constructor/x.jpg',
    `/nope/${payload}.${SIGNATURE}.jpg`,
    `/article/${payload}.jpg`,
    `/article/${payload}.${SIGNATURE}x.jpg`,
    `/article/${payload}.short.jpg`,
    `/article/${payload}.${'A'.repeat(21)}B.jpg`,
    `/article/Wa${payload.slice(2)}.${SIGNATURE}.jpg`,
    `/article/${payload.slice(0, -1)}.${SIGNATURE}.jpg`,
    `/article/${payload.slice(0, -1)}e.${SIGNATURE}.jpg`,
    `/article/X${payload}.${SIGNATURE}.jpg`,
    `/article/WyJhIl0aa.${SIGNATURE}.jpg`,
    `/article/x/${payload}.${SIGNATURE}.jpg`,
    `/Article/${payload}.${SIGNATURE}.jpg`,
    `/12-34-10.${SIGNATURE}.jpg`,
    '/~FFFFFFFFFFFF/12-34-10.jpg',
    '/~fff/12-34-10.jpg',
    `/~${OLD}/~${OLD}/12-34-10.jpg`,
    `/~${SCORE}.jpg`,
    '/12%2F34%2F10.jpg',
    '/12%252D34-10.jpg',
    '/%257Effffffffffff/12-34-10.jpg',
    '/%%37Effffffffffff/12-34-10.jpg',
    '/12-34-10.jpg%20',
    '/12-34-10.jpg%00',
    '/１２-34-10.jpg',
    `/${'1'.repeat(8000)}.jpg`,
    `/article/W${'y'.repeat(4050)}.${SIGNATURE}.jpg`,
  ])('%s', (path) => {
    expect(keyOf(path)).toBe(DEFAULT);
  });
});
