import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { signCardPath } from '../../card-schema/card-path.ts';
import { createCard } from '../../card-schema/catalogue.ts';
import { signatureOf } from '../../card-schema/signature.ts';

interface Vector {
  readonly about: string;
  readonly key: string;
  readonly template: 'article';
  readonly params: Parameters<typeof createCard<'article'>>[1];
  readonly payload: string;
  readonly signature: string;
  readonly path: string;
}

const { vectors } = JSON.parse(readFileSync(new URL('../../card-schema/signature-vectors.json', import.meta.url), 'utf8')) as {
  vectors: Vector[];
};

describe.each(vectors)('the vector "$about"', ({ key, template, params, payload, signature, path }) => {
  test('is what this code signs', async () => {
    expect(await signCardPath(createCard(template, params), key)).toBe(path);
    expect(path).toBe(`/${template}/${payload}.${signature}.jpg`);
    expect(await signatureOf(`${template}/${payload}`, key)).toBe(signature);
  });

  test('is what Node’s own HMAC says', () => {
    const mac = createHmac('sha256', key).update(`${template}/${payload}`).digest().subarray(0, 16);
    expect(mac.toString('base64url')).toBe(signature);
  });
});

test('the vectors hold ASCII, other scripts, emoji, characters that JSON escapes, and a key outside ASCII', () => {
  expect(vectors.length).toBeGreaterThanOrEqual(6);
});
