import { expect, test } from '@jest/globals';
import { namesOf } from '../../../tools/deploy/uploads.ts';

const assets = (count: number) => Array.from({ length: count }, (_, at) => ({ key: `assets/font-${at}.woff2` }));

test('files that go into the buckets are named', () => {
  expect(namesOf([])).toBe('nothing');
  expect(namesOf([{ key: 'fallback.jpg' }, ...assets(2)])).toBe('fallback.jpg, assets/font-0.woff2, assets/font-1.woff2');
});

test('hundreds of fonts do not hide the others', () => {
  expect(namesOf([{ key: 'packs/ab' }, ...assets(1200), { key: 'index.html' }])).toBe(
    'packs/ab, index.html, 1,200 files in assets/',
  );
});
