import { expect, test } from '@jest/globals';
import { nameOf } from '../../../card-site/bundle/design-versions.ts';

test('a design version has a package’s file by the same name, whichever package manager put it where', () => {
  const file = 'node_modules/@fontsource-variable/inter/files/inter-latin-opsz-normal.woff2';
  expect(nameOf(file)).toBe(file);
  expect(nameOf(`node_modules/.pnpm/@fontsource-variable+inter@5.3.0/${file}`)).toBe(file);
  expect(nameOf('card-site/src/main.tsx')).toBe('card-site/src/main.tsx');
});
